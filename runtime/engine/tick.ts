/** The clock begins runs: a schedule that is due becomes an event, and its next moment is written with it. */
import { entityNamed } from '../../shared/entities.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { Fields } from '../../shared/node.ts'
import type { CalendarRule } from '../../shared/params.ts'
import { idFor } from '../../shared/seed.ts'
import type { Op, Reads } from '../store/port.ts'
import type { ScheduleRow } from '../store/rows.ts'
import type { LiveTrigger, LiveWorkflows } from './live-workflows.ts'
import { nextTick } from './ticks.ts'

/** So late a tick counts as missed: nothing ran when it was due. */
const lateMs = 60 * 60_000

/** Days further back are not made up for. */
const longestAbsenceMs = 31 * 24 * 60 * 60_000

/** Of ticks that were missed while nothing ran one comes, or each, or none, as the trigger says. */
export function tick(schedule: ScheduleRow, live: LiveWorkflows, now: Date): Op[] {
  const missed = missedOf(live.trigger(schedule.workflow, schedule.node))
  const longAgo = new Date(now.getTime() - longestAbsenceMs)
  const after = missed !== 'each' ? now : schedule.nextAt < longAgo ? longAgo : schedule.nextAt
  const nextAt = nextTick(schedule.rule as unknown as CalendarRule, schedule.zone, after)
  const event: CrmEvent = {
    id: idFor(schedule.id, 'tick', schedule.nextAt),
    kind: 'schedule-ticked',
    at: schedule.nextAt,
    about: null,
    records: {},
    fields: { workflow: schedule.workflow, node: schedule.node },
    cause: { kind: 'system', id: schedule.id, depth: 0 },
  }
  const keep: Op = nextAt
    ? { op: 'schedule', schedule: { ...schedule, nextAt, lastAt: schedule.nextAt } }
    : { op: 'schedule-remove', id: schedule.id }
  const isLate = now.getTime() - schedule.nextAt.getTime() > lateMs
  return missed === 'none' && isLate ? [keep] : [{ op: 'event', event, state: 'pending' }, keep]
}

const missedOf = (found: LiveTrigger | null): 'one' | 'each' | 'none' =>
  found?.trigger.type?.trigger?.missed?.(found.trigger.stored as never) ?? 'one'

const recordsAtOnce = 500

/**
 * The tick of a trigger that asks for records becomes one event for each of them, some hundred at a time; null for
 * any other event. The parts of one tick have ids that follow from it, so that none comes twice.
 */
export async function expandTick(event: CrmEvent, live: LiveWorkflows, reads: Reads, now: Date): Promise<Op[] | null> {
  if (event.kind !== 'schedule-ticked' || event.about !== null) return null
  const found = live.trigger(event.fields['workflow'], event.fields['node'])
  const query = found?.trigger.type?.trigger?.query?.(found.trigger.stored as never) ?? null
  if (!query) return null
  const { from } = event.fields
  const asOf = missedOf(found) === 'each' ? event.at : now
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
