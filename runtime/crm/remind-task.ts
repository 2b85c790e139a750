/**
 * What a task that stays open does by itself: reminds its assignee on working days, and tells the head of the
 * department when it is late for too long. A slot is used once: whoever comes second finds it moved on.
 */
import { type CrmEvent, changeOf } from '../../shared/events.ts'
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import type { Link } from '../../shared/suggestion.ts'
import { dayIn, startOfDay } from '../../shared/time.ts'
import { addWorkingDays, isWorkingDay, nextOpen, readCalendar, usualCalendar, type WorkCalendar } from '../../shared/work-calendar.ts'
import { type Asking, askKeyed, askRecord } from '../engine/asking.ts'
import { idOf, present, whoeverIsAbove } from '../engine/people.ts'
import { linkTo } from '../engine/scene.ts'
import type { Op } from '../store/port.ts'

interface Reminding {
  readonly now: Date
  readonly company: { readonly zone: string }
}

/** A task appears, or what its reminders rest on changes: the next one is planned. */
export function* planReminders(event: CrmEvent, { now, company }: Reminding): Asking<readonly Op[]> {
  const rests = ['remindEveryDays', 'remindFrom', 'escalateAfterDays', 'dueAt', 'owner', 'snoozedUntil', 'state'].some((field) =>
    changeOf(event, field),
  )
  const task = rests ? yield* askRecord('task', event.about) : null
  if (!task) return []
  const next = task['state'] === 'open' ? yield* nextSlot(task, event.at, company.zone) : null
  const fields = { nextReminderAt: next?.toISOString() ?? null }
  return fields.nextReminderAt === task['nextReminderAt'] ? [] : [update(task.id, fields, now)]
}

/** Uses the slot that has come: reminds, tells the head if it is time, and plans the next one. Nothing when it was used already. */
export function* remind(id: string, { now, company }: Reminding): Asking<readonly Op[]> {
  const task = yield* askRecord('task', id)
  const slot = instant(task?.['nextReminderAt'])
  if (task?.['state'] !== 'open' || task['archivedAt'] || !slot || slot > now) return []
  const calendar = yield* calendarOf(task, company.zone)
  if (!isWorkingDay(dayIn(now, calendar.zone), calendar)) {
    return [update(id, { nextReminderAt: nextOpen(now, calendar)?.toISOString() ?? null }, now)]
  }
  const late = escalation(task, calendar)
  const escalates = late !== null && late <= now
  const reminds = typeof task['remindEveryDays'] === 'number' && !isSnoozed(task, now)
  const fields: JsonObject = {
    ...(reminds ? { reminders: Number(task['reminders'] ?? 0) + 1 } : {}),
    ...(escalates ? { escalatedAt: now.toISOString() } : {}),
  }
  const next = yield* nextSlot({ ...task, ...fields } as Fields, now, company.zone)
  return [
    update(id, { ...fields, nextReminderAt: next?.toISOString() ?? null }, now),
    ...(reminds ? yield* reminder(task, slot, now, company.zone) : []),
    ...(escalates ? yield* escalated(task, slot, now, company.zone) : []),
  ]
}

/** The next reminder or the moment to tell the head, whichever comes first; null when there is neither. */
function* nextSlot(task: Fields, after: Date, zone: string): Asking<Date | null> {
  const every = task['remindEveryDays']
  const calendar = yield* calendarOf(task, zone)
  const snoozed = instant(task['snoozedUntil'])
  const reminds =
    typeof every === 'number' ? (snoozed && snoozed > after ? nextOpen(snoozed, calendar) : firstFrom(task, after, every, calendar)) : null
  const escalates = escalation(task, calendar)
  const times = [reminds, escalates && escalates <= after ? opening(after, 1, calendar) : escalates].flatMap((at) => at?.getTime() ?? [])
  return times.length === 0 ? null : new Date(Math.min(...times))
}

/** So many working days later; where reminders begin with the day it is due, not before the work of that day begins. */
function firstFrom(task: Fields, after: Date, every: number, calendar: WorkCalendar): Date | null {
  const next = opening(after, every, calendar)
  const due = task['remindFrom'] === 'due' ? instant(task['dueAt']) : null
  const morning = due && nextOpen(startOfDay(dayIn(due, calendar.zone), calendar.zone), calendar)
  return next && morning && morning > next ? morning : next
}

/** When the head is told: so many working days after the task was due, once. */
function escalation(task: Fields, calendar: WorkCalendar): Date | null {
  const days = task['escalateAfterDays']
  const due = instant(task['dueAt'])
  return typeof days === 'number' && due && !task['escalatedAt'] ? opening(due, days, calendar) : null
}

/** The beginning of work so many working days later. */
function opening(after: Date, days: number, calendar: WorkCalendar): Date | null {
  const later = addWorkingDays(after, Math.max(1, days), calendar)
  return later && nextOpen(startOfDay(dayIn(later, calendar.zone), calendar.zone), calendar)
}

const isSnoozed = (task: Fields, now: Date): boolean => (instant(task['snoozedUntil']) ?? now) > now

/** The hours of the assignee, of their department, of the company. */
function* calendarOf(task: Fields, zone: string): Asking<WorkCalendar> {
  const user = yield* askRecord('user', idOf(task['owner']))
  const department = yield* askRecord('department', idOf(user?.['department']) ?? idOf(task['department']))
  const own = (yield* askRecord('calendar', idOf(user?.['calendar']))) ?? (yield* askRecord('calendar', idOf(department?.['calendar'])))
  return readCalendar(own ?? (yield* askKeyed('calendar', 'company'))) ?? usualCalendar(zone)
}

/** One line for whoever is to do it, or for their deputy while they are away. */
function* reminder(task: Fields, slot: Date, now: Date, zone: string): Asking<readonly Op[]> {
  const user = yield* askRecord('user', idOf(task['owner']))
  const to = (yield* present(user, now, zone)) ?? user
  if (!to) return []
  const due = instant(task['dueAt'])
  const daysLate = due ? Math.floor((now.getTime() - due.getTime()) / dayMs) : 0
  const own: Said =
    daysLate > 0
      ? { code: 'task-overdue', with: { days: daysLate, title: task['title'] ?? '' } }
      : { code: 'task-reminder', with: { title: task['title'] ?? '' } }
  const said: Said =
    to.id === user?.id ? own : { code: 'task-in-place', with: { user: user?.['name'] ?? '', what: own as unknown as Json } }
  return [yield* notice(task, to.id, said, `reminder ${slot.toISOString()}`, now)]
}

const dayMs = 86_400_000

/** The head of the assignee's department is told, and workflows hear of it. */
function* escalated(task: Fields, slot: Date, now: Date, zone: string): Asking<readonly Op[]> {
  const user = yield* askRecord('user', idOf(task['owner']))
  const department = yield* askRecord('department', idOf(task['department']) ?? idOf(user?.['department']))
  const head = yield* present(yield* askRecord('user', idOf(department?.['head'])), now, zone)
  const told =
    head && head.id !== user?.id
      ? [head]
      : yield* thereOf(
          (yield* whoeverIsAbove()).filter(({ id }) => id !== user?.id),
          now,
          zone,
        )
  const said: Said = {
    code: 'task-escalated',
    with: { user: user?.['name'] ?? '', title: task['title'] ?? '', due: task['dueAt'] ?? null },
  }
  const notices: Op[] = []
  for (const { id } of told) notices.push(yield* notice(task, id, said, `escalated ${slot.toISOString()} ${id}`, now))
  return [...notices, taskEvent('task-escalated', task, slot, now)]
}

/** These, or who stands in for them, each once; all of them when nobody is there. */
function* thereOf(people: readonly Fields[], now: Date, zone: string): Asking<readonly Fields[]> {
  const there = new Map<string, Fields>()
  for (const one of people) {
    const found = yield* present(one, now, zone)
    if (found) there.set(found.id, found)
  }
  return there.size > 0 ? [...there.values()] : people
}

function* notice(task: Fields, to: string, said: Said, label: string, now: Date): Asking<Op> {
  const links: Link[] = [linkTo('task', task)]
  for (const name of linked) {
    const record = yield* askRecord(name, idOf(task[name]))
    if (record) links.push(linkTo(name, record))
  }
  const fields: JsonObject = {
    owner: to,
    said: said as unknown as Json,
    links: links as unknown as Json,
    contact: idOf(task['contact']),
  }
  const id = idFor(task.id, label, now)
  return { op: 'change', change: { change: 'create', entity: 'notification', id, revision: null, fields, cause: byItself, at: now } }
}

const linked = ['contact', 'company', 'deal', 'order', 'invoice', 'product'] as const
const byItself = { kind: 'system', id: 'reminders', depth: 0 } as const

/** Something that happened to a task by the clock; `slot` tells it from the next time. */
export function taskEvent(kind: 'task-overdue' | 'task-escalated', task: Fields, slot: Date, now: Date): Op {
  const records: Record<string, string> = { task: task.id }
  for (const name of linked) {
    const id = idOf(task[name])
    if (id !== null) records[name] = id
  }
  const event: CrmEvent = {
    id: idFor(task.id, `${kind} ${slot.toISOString()}`, slot),
    kind,
    at: now,
    about: task.id,
    records,
    fields: { task: task.id, taskKind: task['kind'] ?? 'other' },
    cause: byItself,
  }
  return { op: 'event', event, state: 'pending' }
}

const update = (id: string, fields: JsonObject, at: Date): Op => ({
  op: 'change',
  change: { change: 'update', entity: 'task', id, revision: null, fields, cause: byItself, at },
})

const instant = (value: Json | undefined): Date | null => (typeof value === 'string' && value !== '' ? new Date(value) : null)
