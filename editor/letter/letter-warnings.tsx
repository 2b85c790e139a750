import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RuleMatches } from '../../shared/api/records.ts'
import { customFields } from '../../shared/known.ts'
import { checkRule } from '../../shared/rule-check.ts'
import type { Rule } from '../../shared/rules.ts'
import { say } from '../../shared/say.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { showPlace } from '../flows/show-field.ts'
import { useReferenceName } from '../params/references.ts'
import { useSample } from '../params/sample.ts'
import { Warning } from '../ui/warning.tsx'
import { useWords, type Values } from '../words/use-words.ts'
import { useScene, useView, useWorkflow } from '../workflow/scene.ts'
import { audienceOf, fieldOfPath, valuesOfSubject } from './letter-audience.ts'
import { placeOf } from './letter-place.tsx'
import type { Letters } from './made-letter.ts'

interface Props {
  readonly node: WorkflowNode
  readonly letters: Letters
}

/** What one should know before a letter goes to many: for whom a value is empty, who will not get it, what is wrong with a picture. */
export function LetterWarnings({ node, letters }: Props) {
  const { t, language } = useWords()
  const problems = useView((view) => view.problems.get(node.id)) ?? []
  const own = problems.filter(({ level, param }) => level !== 'to-fill-in' && param?.split('.')[0] === 'letter')
  const lines = useCounts(node, letters)
  return (
    <section aria-label={t('composer.warnings')} role="status">
      {[...new Map(own.map((problem) => [say(problem.said, language), placeOf(problem)]))].map(([line, place]) => (
        <Warning key={line}>{place === null ? line : <Lead place={place}>{line}</Lead>}</Warning>
      ))}
      {[...new Set(lines)].map((line) => (
        <Warning key={line}>{line}</Warning>
      ))}
    </section>
  )
}

/** Leads to the part of the letter that is meant, in the room where it is written. */
function Lead({ place, children }: { readonly place: string; readonly children: string }) {
  return (
    <button
      type="button"
      className="field-frame__lead"
      onClick={({ currentTarget }) => {
        const room = currentTarget.closest('.composer')
        if (room) showPlace(room, place)
      }}
    >
      {children}
    </button>
  )
}

/** Counted by the server among those whom the flow looks for. What a rule cannot ask for is passed over. */
function useCounts({ params }: WorkflowNode, letters: Letters): readonly string[] {
  const { t, language } = useWords()
  const { types, known } = useScene()
  const { entity } = useSample()
  const workflow = useWorkflow((each) => each)
  const nameOf = useReferenceName()
  const audience = useMemo(() => audienceOf(workflow, types), [workflow, types])
  const figures = new Intl.NumberFormat(language)
  const empty = valuesOfSubject(letters).map(({ ref, or }): Asked => {
    const [key, text] = or === undefined ? (['composer.emptyAsks', ''] as const) : (['composer.emptyFor', or] as const)
    return { rule: { field: fieldOfPath(ref), is: 'empty' }, say: (values) => t(key, { ...values, name: nameOf(ref), text }) }
  })
  const unreached: readonly Asked[] = [
    { rule: { field: 'email', is: 'empty' }, say: (values) => t('composer.noAddress', values) },
    ...(params['category'] === 'offers' ? [{ rule: withoutConsent, say: (values: Counted) => t('composer.noConsent', values) }] : []),
  ]
  const asked = [...empty, ...(entity === 'contact' ? unreached : [])].filter(
    ({ rule }) => entity !== null && checkRule(rule, entity, { custom: customFields(known) }).length === 0,
  )
  const answers = useQueries({
    queries: asked.map(({ rule }) => ({
      queryKey: ['rules', 'matches', entity, audience, rule],
      queryFn: () => countOf(entity ?? 'contact', audience, rule),
      enabled: entity !== null,
      staleTime: 60_000,
      retry: false,
    })),
  })
  return answers.flatMap(({ data }, at) =>
    data && data.count > 0 ? (asked[at]?.say({ count: figures.format(data.count), total: figures.format(data.total) }) ?? []) : [],
  )
}

/** As they are read: with the separators of the language. */
type Counted = { readonly count: string; readonly total: string }

interface Asked {
  readonly rule: Rule
  readonly say: (values: Counted & Values) => string
}

const withoutConsent: Rule = {
  any: [{ not: [{ field: 'consentOffers', is: 'yes' }] }, { field: 'unsubscribedAt', is: 'not-empty' }],
}

/** How many of the audience the rule is true of, and how many they are. */
async function countOf(entity: string, audience: Rule | null, rule: Rule) {
  const matching = (asked: Rule) => api.post<RuleMatches>('/api/rules/matches', { entity, rule: asked })
  if (audience === null) return matching(rule)
  const [found, all] = await Promise.all([matching({ all: [audience, rule] }), matching(audience)])
  return { count: found.count, total: all.count }
}
