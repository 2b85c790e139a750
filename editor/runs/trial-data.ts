/** What comes with a trial's trigger: the answers to its form, something its webhook received, or the values of its event. */
import { useMemo } from 'react'
import { type CrmEvent, eventFields } from '../../shared/events.ts'
import { type FormField, formFieldsIn } from '../../shared/intake.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import { inLanguage, type Language } from '../../shared/words.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useRecords } from '../api/records.ts'
import type { Sample } from '../params/sample.ts'
import { sampleAnswer } from '../params/sample-answers.ts'
import { useWords } from '../words/use-words.ts'

/** One value that can be filled in. */
export interface Entry {
  readonly name: string
  readonly label: string
  readonly type: FormField['type']
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** What stands there until somebody writes something else. */
  readonly value: string
}

/** Something that came in by the webhook of a trigger. */
export interface Received {
  readonly id: string
  readonly at: string
  readonly body: JsonObject
}

interface TriggerData {
  readonly isLoading: boolean
  readonly entries: readonly Entry[]
  /** The latest first; null for a trigger without a webhook. */
  readonly received: readonly Received[] | null
  /** It comes from outside, so it can come from somebody new. */
  readonly fromOutside: boolean
}

/** What there is to fill in for a trigger. `sample` is who tries it; without a record the answers are somebody's. */
export function useTriggerData(node: WorkflowNode | undefined, type: NodeTypeData | undefined, sample: Sample | null): TriggerData {
  const { language } = useWords()
  const [formKey, path] = [textIn(node?.params['form']), textIn(node?.params['hook'])]
  const outside = formKey !== '' || path !== ''
  const form = useRecords('form', { filter: { field: 'key', is: 'is', value: formKey } }, 1, formKey !== '')
  const hook = useRecords('hook', { filter: { field: 'path', is: 'is', value: path } }, 1, path !== '')
  const hookId = path === '' ? '' : (hook.data?.items[0]?.id ?? '')
  const deliveries = useRecords('submission', { filter: { field: 'hook', is: 'is', value: hookId }, sort: '-at' }, 20, hookId !== '')
  const fields = formKey === '' ? undefined : form.data?.items[0]?.['fields']
  const entries = useMemo(
    () => (outside ? formFieldsIn(fields).map((field) => answer(field, sample, language)) : eventEntries(type, language)),
    [fields, outside, type, sample, language],
  )
  return {
    isLoading: (formKey !== '' && form.isPending) || (path !== '' && (hook.isPending || (hookId !== '' && deliveries.isPending))),
    entries,
    received: path === '' ? null : (deliveries.data?.items ?? []).flatMap(receivedIn),
    fromOutside: outside,
  }
}

const textIn = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

function answer(field: FormField, sample: Sample | null, language: Language): Entry {
  const { name, type, to } = field
  const known = sample && to !== null ? knownAnswer(to, sample) : ''
  return {
    name,
    label: inLanguage(field.label, language) ?? name,
    type,
    options: (field.options ?? []).map(({ value, label }) => ({ value, label: inLanguage(label, language) ?? value })),
    value: known || sampleAnswer(field, language, sample !== null),
  }
}

/** What the record says where the answer would land. */
function knownAnswer(to: string, { resolve, title }: Sample): string {
  if (to === 'contact.name') return title
  const [entity, field] = to.split('.')
  const value = resolve(`${entity === 'contact' ? 'subject' : entity}.${field}`)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The values of other events that can be written down, with those of the type's own example. */
function eventEntries(type: NodeTypeData | undefined, language: Language): readonly Entry[] {
  const [kind] = type?.trigger?.events ?? []
  const names = kind === undefined ? [] : eventFields[kind as CrmEvent['kind']]
  return Object.entries(type?.output ?? {}).flatMap(([name, output]): Entry[] => {
    if (!names.includes(name) || !(output.type === 'text' || output.type === 'number' || name === 'result')) return []
    const value = type?.sample.output[name] ?? ''
    return [{ name, label: output.label[language], type: output.type === 'number' ? 'number' : 'text', options: [], value: String(value) }]
  })
}

function receivedIn(record: { readonly id: string; readonly [field: string]: unknown }): Received[] {
  const body = record['body']
  return isJsonObject(body) ? [{ id: record.id, at: String(record['at']), body }] : []
}

/** What is sent along: numbers and ticks as such. `null`: left empty. */
export function valueSent({ type, value }: Entry, written: string | undefined): Json {
  const text = written ?? value
  if (type === 'flag') return text === 'true'
  if (text.trim() === '') return null
  return type === 'number' && Number.isFinite(Number(text)) ? Number(text) : text
}
