/** The clock begins runs: a schedule that is due becomes an event, and its next moment is written with it. */
import { entityNamed } from '../../shared/entities.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { Fields } from '../../shared/node.ts'
import type { CalendarRule } from '../../shared/params.ts'
import { idFor } from '../../shared/seed.ts'
import type { Op, Reads } from '../store/port.ts'
import type { ScheduleRow } from '../store/rows.ts'
import { refusedRun } from './enrol.ts'
import type { LiveTrigger, LiveWorkflows } from './live-workflows.ts'
import { nextTick } from './ticks.ts'

/** So late a tick counts as missed: nothing ran when it was due. */
const lateMs = 60 * 60_000

/** More that were missed are not made up for. */
const mostMadeUpFor = 100

/** Of a schedule that was due more often since, the rest is looked at in further turns. */
const ticksAtOnce = 500

/** Of ticks that were missed while nothing ran the last one comes, or each, or none, as the trigger says; the others are recorded. */
export function tick(schedule: ScheduleRow, found: LiveTrigger, now: Date): Op[] {
  const { due, next } = ticksUntil(now, schedule)
  const { skipped, fires } = chosen(due, missedOf(found), { now, isAll: next === null || next > now })
  const last = fires ?? lastOf(skipped, schedule.nextAt)
  const nextAt = due[due.indexOf(last) + 1] ?? next
  return [
    ...recordsOfMissed(skipped, found, schedule, now),
    ...(fires ? [{ op: 'event', event: tickOf(schedule, fires), state: 'pending' } as const] : []),
    nextAt ? { op: 'schedule', schedule: { ...schedule, nextAt, lastAt: last } } : { op: 'schedule-remove', id: schedule.id },
  ]
}

/** The ticks that are due, oldest first, and the one that follows them; null when none does. */
function ticksUntil(now: Date, { nextAt, rule, zone }: ScheduleRow): { readonly due: Due; readonly next: Date | null } {
  const after = (at: Date) => nextTick(rule as unknown as CalendarRule, zone, at)
  const due: [Date, ...Date[]] = [nextAt]
  let next = after(nextAt)
  while (next && next <= now && due.length < ticksAtOnce) {
    due.push(next)
    next = after(next)
  }
  return { due, next }
}

type Due = readonly [Date, ...Date[]]

/** The last of some moments that come one after the other. */
const lastOf = (moments: readonly Date[], first: Date): Date => moments.reduce((_, at) => at, first)

/** Which of the ticks that are due comes now, and which before it do not come. `isAll`: there are no more than these. */
function chosen(
  due: Due,
  missed: 'one' | 'each' | 'none',
  { now, isAll }: { readonly now: Date; readonly isAll: boolean },
): { readonly skipped: readonly Date[]; readonly fires: Date | null } {
  if (missed === 'each') {
    const tooMany = Math.max(0, due.length - mostMadeUpFor)
    return { skipped: due.slice(0, tooMany), fires: tooMany > 0 ? null : due[0] }
  }
  const last = lastOf(due, due[0])
  const comes = isAll && (missed === 'one' || now.getTime() - last.getTime() <= lateMs)
  return comes ? { skipped: due.slice(0, -1), fires: last } : { skipped: due, fires: null }
}

const tickOf = ({ id, workflow, node }: ScheduleRow, at: Date): CrmEvent => ({
  id: idFor(id, 'tick', at),
  kind: 'schedule-ticked',
  at,
  about: null,
  records: {},
  fields: { workflow, node },
  cause: { kind: 'system', id, depth: 0 },
})

/** A refusal in the list of runs says of up to a hundred ticks that they did not come; its event names each. */
function recordsOfMissed(skipped: readonly Date[], { plan, trigger }: LiveTrigger, schedule: ScheduleRow, now: Date): Op[] {
  const [first] = skipped
  if (!first) return []
  const told = skipped.slice(0, mostMadeUpFor)
  const last = lastOf(told, first)
  const tick = tickOf(schedule, first)
  const event = { ...tick, id: idFor(schedule.id, 'missed', first), fields: { ...tick.fields, missed: told.map((at) => at.toISOString()) } }
  const span = { count: told.length, first: first.toISOString(), last: last.toISOString() }
  const why = { code: told.length === 1 ? 'not-enrolled-missed' : 'not-enrolled-missed-times', with: span }
  return [
    { op: 'event', event, state: 'handled' },
    { op: 'run-new', run: refusedRun({ plan, trigger, event, subject: null, key: '' }, why, now) },
    ...recordsOfMissed(skipped.slice(mostMadeUpFor), { plan, trigger }, schedule, now),
  ]
}

const missedOf = ({ trigger }: LiveTrigger): 'one' | 'each' | 'none' => trigger.type?.trigger?.missed?.(trigger.stored as never) ?? 'one'

const recordsAtOnce = 500

/** The wish to begin for all who stand at a trigger: it is taken apart in a turn after its commit, when what it belongs to is live. */
export const isForMany = (event: CrmEvent): boolean => event.kind === 'button-pressed' && event.about === null

/**
 * The tick of a trigger that asks for records becomes one event for each of them, some hundred at a time, and so does
 * the wish to begin for those who stand there already; null for any other event. The parts have ids that follow from it,
 * so that none comes twice.
 */
export async function expandTick(event: CrmEvent, live: LiveWorkflows, reads: Reads, now: Date): Promise<Op[] | null> {
  const isTick = event.kind === 'schedule-ticked' && event.about === null
  if (!isTick && !isForMany(event)) return null
  const found = live.trigger(event.fields['workflow'], event.fields['node'], event.kind)
  const spec = found?.trigger.type?.trigger
  const query = (isTick ? spec?.query : spec?.standing)?.(found?.trigger.stored as never) ?? null
  if (!found || !query) return null
  const { from } = event.fields
  const asOf = isTick && missedOf(found) === 'each' ? event.at : now
  // Behind the last one that was found, not so many further on: the runs of the first change what the rule finds.
  const page = await reads.list({
    entity: query.entity,
    rule: query.rule,
    sort: 'createdAt',
    cursor: typeof from === 'string' ? from : null,
    limit: recordsAtOnce,
    now: asOf,
  })
  const ops = page.items.map((record): Op => ({ op: 'event', event: aboutRecord(event, query.entity, record), state: 'pending' }))
  if (page.next !== null) {
    const rest = { ...event, id: idFor(event.id, `from ${page.next}`, event.at), fields: { ...event.fields, from: page.next } }
    ops.push({ op: 'event', event: rest, state: 'pending' })
  }
  return [...ops, { op: 'events-handled', ids: [event.id] }]
}

function aboutRecord(tick: CrmEvent, entity: string, record: Fields): CrmEvent {
  const records: Record<string, string> = { [entity]: record.id }
  for (const [name, field] of Object.entries(entityNamed(entity).fields)) {
    const to = record[name]
    if (field.type === 'ref' && typeof to === 'string') records[field.entity] ??= to
  }
  return { ...tick, id: idFor(tick.id, record.id, tick.at), about: record.id, records }
}
