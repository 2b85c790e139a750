/** What comes with the triggers of this flow, by name: the answers to their forms, and what their webhooks received last. */
import { useMemo } from 'react'
import { formFieldsIn } from '../../shared/intake.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import type { Rule } from '../../shared/rules.ts'
import { inLanguage } from '../../shared/words.ts'
import { useRecords } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'
import { useWorkflow } from '../workflow/scene.ts'
import { sampleAnswer } from './sample-answers.ts'

/** One value of an event that can be put into a step. */
export interface EventValue {
  readonly name: string
  /** As a template stores it: `event.message`, `event.body.customer.name`. */
  readonly path: string
  readonly label: string
  readonly sample: Json
}

/** Enough of a large body to choose from. */
const mostOfBody = 60

/** Empty until forms and deliveries have been read, and for triggers that bring nothing of their own. */
export function useEventValues(): readonly EventValue[] {
  const { language } = useWords()
  const keys = useWorkflow(({ nodes }) => keysOf(nodes, 'form'))
  const paths = useWorkflow(({ nodes }) => keysOf(nodes, 'hook'))
  const forms = useRecords('form', { filter: oneOf('key', keys) }, 20, keys !== '').data?.items
  const hooks = useRecords('hook', { filter: oneOf('path', paths) }, 20, paths !== '').data?.items
  const ids = (paths === '' ? [] : (hooks ?? [])).map(({ id }) => id).join('\n')
  const received = useRecords('submission', { filter: oneOf('hook', ids), sort: '-at' }, 1, ids !== '').data?.items
  return useMemo(() => {
    const answers = (keys === '' ? [] : (forms ?? [])).flatMap(({ fields }) =>
      formFieldsIn(fields).map(
        (field): EventValue => ({
          name: field.name,
          path: `event.${field.name}`,
          label: inLanguage(field.label, language) ?? field.name,
          sample: sampleAnswer(field, language, false),
        }),
      ),
    )
    const body = ids === '' ? undefined : received?.[0]?.['body']
    return [...answers, ...(isJsonObject(body) ? valuesIn(body, 'body').slice(0, mostOfBody) : [])]
  }, [keys, forms, ids, received, language])
}

/** The forms or hooks of the triggers, joined: a text stays the same for as long as they do. */
const keysOf = (nodes: readonly { readonly params: Readonly<Record<string, Json>> }[], name: 'form' | 'hook'): string =>
  [...new Set(nodes.flatMap(({ params }) => (typeof params[name] === 'string' && params[name] !== '' ? [params[name]] : [])))].join('\n')

const oneOf = (field: string, joined: string): Rule => ({ field, is: 'one-of', value: joined.split('\n') })

/** The single values of a body by their paths; those that a path cannot name, and lists, are left out. */
function valuesIn(value: Json, path: string): readonly EventValue[] {
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, inner]) => (/^[\w-]+$/.test(key) ? valuesIn(inner ?? null, `${path}.${key}`) : []))
  if (value === null || Array.isArray(value)) return []
  return [{ name: path, path: `event.${path}`, label: path.split('.').slice(1).join(' › '), sample: value }]
}
