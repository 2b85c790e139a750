/**
 * What a branch is to be told of, as rows that one event finds without a scan: the events it waits for, the fields that
 * its exit, goal and relevance rules compare, and the records that its suggestion rests on.
 */
import type { EventKind } from '../../shared/events.ts'
import type { Position, WatchRow } from '../store/rows.ts'
import type { Asking } from './asking.ts'
import type { EngineContext } from './context.ts'
import { fieldsOf, rooted } from './paths.ts'
import type { Plan, PlannedRule } from './plan.ts'
import type { RunDraft } from './run-draft.ts'
import { setScene } from './scene.ts'
import { intoSegments } from './segments.ts'

/** The watches of one position, as it stands now. */
export function* watchesOf(draft: RunDraft, position: Position, context: EngineContext): Asking<WatchRow[]> {
  const { plan } = context
  const rows: WatchRow[] = []
  const row = (purpose: WatchRow['purpose'], event: EventKind, about: string, field: string | null): number =>
    rows.push({ purpose, event, about, field, run: draft.run.id, position: position.id })

  if (position.state === 'waiting') for (const one of position.waitsFor) row('wait', one.event, one.about, null)
  for (const [purpose, rule] of rulesOver(draft, position, plan)) {
    for (const { event, about, field } of yield* watchedBy(draft, position, rule, context)) row(purpose, event, about, field)
  }
  const looked = draft.looked.get(position.id)
  if (position.state === 'suggested' && looked) {
    for (const { id } of looked) {
      row('suggestion', 'record-changed', id, null)
      row('suggestion', 'record-archived', id, null)
    }
  }
  return unique(rows)
}

/** The rules that are asked again while a position stands where it is, and what for. */
export function rulesOver(
  { run }: RunDraft,
  { id, node, state, guards }: Position,
  plan: Plan,
): readonly (readonly [WatchRow['purpose'], PlannedRule])[] {
  const planned = plan.nodes.get(node)
  const rules: [WatchRow['purpose'], PlannedRule | null | undefined][] = []
  if (id === run.id) rules.push(['exit', plan.exit], ['goal', plan.goal])
  for (const guard of guards) rules.push(['goal', plan.nodes.get(guard)?.guard])
  if (state === 'waiting' || state === 'suggested') rules.push(['relevance', planned?.relevance])
  if (state === 'waiting' && planned) for (const rule of planned.followed) rules.push(['params', rule])
  return rules.flatMap(([purpose, rule]) => (rule ? [[purpose, rule] as const] : []))
}

interface Watched {
  readonly event: EventKind
  readonly about: string
  readonly field: string | null
}

/**
 * A rule is asked again when a field that it compares changes, or a related record appears or changes; so are the rules
 * of the segments that it asks about, and when they are written anew.
 */
function* watchedBy(draft: RunDraft, position: Position, planned: PlannedRule, context: EngineContext): Asking<Watched[]> {
  const { subject, subjectEntity } = draft.run
  const { mentions, segments } = yield* intoSegments(planned.mentions, subjectEntity)
  const scene = yield* setScene(draft, position, { ...mentions, related: [], segments: [] }, context)
  const watched: Watched[] = subject === null ? [] : [{ event: 'record-archived', about: subject, field: null }]
  for (const { id } of segments) watched.push({ event: 'record-changed', about: id, field: 'rule' })
  for (const path of [planned.rule, ...segments.map(({ rule }) => rule)].flatMap(fieldsOf)) {
    const { root, rest } = rooted(path)
    if (root === 'subject' && rest[0] !== undefined && subject !== null)
      watched.push({ event: 'record-changed', about: subject, field: rest[0] })
    if (rest.length < 2 && root !== 'item') continue
    for (const { id } of scene.links.values()) if (id !== subject) watched.push({ event: 'record-changed', about: id, field: null })
  }
  if (mentions.related.length > 0 && subject !== null) {
    for (const event of ['record-created', 'record-changed', 'record-archived'] as const)
      watched.push({ event, about: subject, field: null })
  }
  return watched
}

function unique(rows: readonly WatchRow[]): WatchRow[] {
  return [...new Map(rows.map((row) => [`${row.purpose} ${row.event} ${row.about} ${row.field}`, row])).values()]
}
