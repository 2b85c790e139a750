import type { CreateTask } from '../../shared/effects.ts'
import type { Json } from '../../shared/json.ts'
import { addDays, dayIn, localTime, weekdayOf } from '../../shared/time.ts'
import { askKeyed, askRecord } from '../engine/asking.ts'
import { idOf, ownerOf, personMeant } from '../engine/people.ts'
import { changes } from './changes.ts'
import type { EffectHandler } from './effect.ts'

/** Gives somebody something to do: whoever is meant and there today, of a department its head. Due in a working day when nothing is said. */
export const createTask: EffectHandler<CreateTask> = function* (effect, context) {
  const { now, company, run, node, subjectEntity, subject } = context
  const owner = yield* ownerOf(subjectEntity, subject)
  const assignee = yield* personMeant(effect.assignee, owner, now, company.zone)
  const named = effect.assignee.who === 'department' ? yield* askKeyed('department', effect.assignee.key) : null
  const from = effect.fromDepartment === null ? null : yield* askKeyed('department', effect.fromDepartment)
  const dueAt = effect.dueAt ?? workingDaysLater(now, 1, company.zone).toISOString()
  const links: Record<string, Json> = {}
  for (const name of linked) {
    const id = effect.about[name]
    if (id !== undefined && (yield* askRecord(name, id))) links[name] = id
  }
  const fields = {
    title: effect.title,
    text: effect.text,
    kind: effect.taskKind,
    owner: assignee?.id ?? null,
    department: named?.id ?? idOf(assignee?.['department']),
    fromDepartment: from?.id ?? null,
    dueAt,
    ...links,
    resultKind: effect.result,
    resultOptions: [...effect.options],
    writesTo: effect.writesTo,
    remindEveryDays: effect.remindEveryDays,
    escalateAfterDays: effect.escalateAfterDays,
    nextReminderAt: effect.remindEveryDays === null ? null : workingDaysLater(now, effect.remindEveryDays, company.zone).toISOString(),
    run,
    node,
  }
  return yield* changes([{ change: 'create', entity: 'task', id: effect.id, fields }], context)
}

const linked = ['contact', 'company', 'deal', 'order', 'invoice', 'product']

/** Nine in the morning of the day that is so many weekdays later. */
function workingDaysLater(at: Date, days: number, zone: string): Date {
  let day = dayIn(at, zone)
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (weekdayOf(day) < 6) left--
  }
  return localTime(day, '09:00', zone) ?? at
}
