/** What becomes of things under way when their branch ends before its time: suggestions, queued letters, tasks it waits for. */
import { type CrmEvent, changeOf } from '../../shared/events.ts'
import type { Json, Said } from '../../shared/json.ts'
import { idFor } from '../../shared/seed.ts'
import type { Op, RecordChange } from '../store/port.ts'
import type { DeliveryRow, Position, SuggestionRow } from '../store/rows.ts'
import { type Asking, askDeliveriesOf, askRecord, askSuggestionsOf, stage } from './asking.ts'
import type { EngineContext } from './context.ts'
import { idOf } from './people.ts'
import type { RunDraft } from './run-draft.ts'
import { linkTo } from './scene.ts'

/** Takes back what the cut-short branches of a run had under way. Nothing is taken back that has been carried out. */
export function* takeBack(draft: RunDraft, context: Pick<EngineContext, 'deliverers'>): Asking<void> {
  const cut = [...draft.cutShort.keys()]
  if (cut.length === 0) return
  const stored = cut.filter((id) => draft.isStored(id))
  yield* takeBackSuggestions(draft, stored)
  yield* takeBackDeliveries(draft, stored.length > 0, context)
  for (const [id, why] of [...draft.cutShort]) {
    const before = draft.before(id)
    if (before) for (const task of tasksAwaited(before)) yield* takeBackTask(draft, before.node, task, why)
  }
}

/** Can it still become something? One that was approved can be taken back until its grace is over. */
export const isOpen = ({ status }: SuggestionRow): boolean => status === 'pending' || status === 'approved'

/** Cut short for good: one that only goes on elsewhere may have named something there. */
const isGone = (draft: RunDraft, id: string | null): boolean => id !== null && draft.cutShort.has(id) && draft.position(id) === null

/** Those that are stored, and those of this advance: a branch may suggest and be cut in one. */
function* takeBackSuggestions(draft: RunDraft, stored: readonly string[]): Asking<void> {
  const known = [...(yield* askSuggestionsOf(stored)), ...draft.suggestions.filter(({ position }) => isGone(draft, position))]
  for (const suggestion of new Map(known.map((one) => [one.id, one])).values()) {
    const reason = draft.cutShort.get(suggestion.position)
    if (!reason || !isOpen(suggestion)) continue
    const withdrawn: SuggestionRow = { ...suggestion, status: 'withdrawn', reason }
    draft.suggestions.push(withdrawn)
    draft.ops.push({ op: 'suggestion', suggestion: withdrawn, expects: suggestion.status })
  }
}

/** What a run that began anew has named once more by now is not taken back. */
function* takeBackDeliveries(draft: RunDraft, isStored: boolean, { deliverers }: Pick<EngineContext, 'deliverers'>): Asking<void> {
  const named = draft.ops.flatMap((op) => (op.op === 'delivery' ? [op.delivery] : []))
  const known = [...(isStored ? yield* askDeliveriesOf(draft.run.id) : []), ...named]
  const wanted = new Set(named.filter(({ position }) => !isGone(draft, position)).map(({ id }) => id))
  for (const delivery of new Map(known.map((one) => [one.id, one])).values()) {
    if (wanted.has(delivery.id)) continue
    const problem = delivery.position !== null && draft.cutShort.get(delivery.position)
    if (!problem || (delivery.state !== 'queued' && delivery.state !== 'deferred')) continue
    draft.ops.push(...(yield* cancelled(delivery, problem, deliverers, draft.now)))
  }
}

/** A delivery that has not left never will; whoever shows it, such as the message of a letter, follows. */
export function* cancelled(
  delivery: DeliveryRow,
  problem: Said,
  deliverers: EngineContext['deliverers'],
  now: Date,
): Asking<readonly Op[]> {
  const told = deliverers.get(delivery.effect.kind)?.record(delivery, { kind: 'failed', result: 'suppressed', problem }, now)
  const op: Op = { op: 'delivery', delivery: { ...delivery, state: 'cancelled', updatedAt: now, problem }, expects: ['queued', 'deferred'] }
  return [op, ...(told ? yield* told : [])]
}

const tasksAwaited = ({ waitsFor }: Position): readonly string[] =>
  waitsFor.flatMap(({ event, about }) => (event === 'task-closed' ? [about] : []))

/** Nobody waits for its result any more: the task is no longer needed, and its assignee gets one quiet line that says why. */
function* takeBackTask(draft: RunDraft, node: string, id: string, reason: Said): Asking<void> {
  const task = yield* askRecord('task', id)
  if (task?.['state'] !== 'open') return
  const { run, now } = draft
  const cause = { kind: 'run', id: run.id, node, depth: run.depth + 1 } as const
  const change = (kind: 'create' | 'update', entity: string, record: string, fields: RecordChange['fields']): RecordChange => ({
    change: kind,
    entity,
    id: record,
    revision: null,
    fields,
    cause,
    at: now,
  })
  const changes = [change('update', 'task', id, { state: 'withdrawn', nextReminderAt: null })]
  const owner = idOf(task['owner'])
  if (owner !== null) {
    const link = linkTo('task', task)
    const said: Said = { code: 'task-withdrawn', with: { title: link.title, reason: reason as unknown as Json } }
    const fields = { owner, said: said as unknown as Json, links: [link] as unknown as Json, contact: idOf(task['contact']) }
    changes.push(change('create', 'notification', idFor(id, 'withdrawn', now), fields))
  }
  for (const one of changes) {
    yield* stage(one)
    draft.ops.push({ op: 'change', change: one })
  }
}

/** What happened, as the reason why something planned is no longer relevant; null when the event says nothing by itself. */
export function* whatHappened(events: readonly CrmEvent[]): Asking<Said | null> {
  for (const event of events) {
    const said = yield* saidOf(event)
    if (said) return { code: 'withdrawn-event', with: { event: said as unknown as Json } }
  }
  return null
}

function* saidOf(event: CrmEvent): Asking<Said | null> {
  if (event.kind === 'message-received' || changeOf(event, 'lastReplyAt')) return { code: 'because-reply' }
  const { entity, id } = event.cause.record ?? { entity: String(event.fields['entity']), id: event.about }
  const record = yield* askRecord(entity, id)
  if (!record) return null
  const { title } = linkTo(entity, record)
  if (entity === 'order') return { code: 'because-order', with: { number: title } }
  if (entity === 'payment') return { code: 'because-payment', with: { number: title } }
  if (entity === 'invoice' && record['status'] === 'paid') return { code: 'because-paid', with: { number: title } }
  return { code: 'because-changed', with: { title } }
}
