import type { CreateTask } from '../../shared/effects.ts'
import type { Json } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { chance } from '../../shared/seed.ts'
import { addDays, dayIn, localTime, weekdayOf } from '../../shared/time.ts'
import { type Asking, askKeyed, askRecord } from '../engine/asking.ts'
import { idOf, ownerOf, peopleMeant, personMeant, present } from '../engine/people.ts'
import { changes } from './changes.ts'
import type { EffectContext, EffectHandler } from './effect.ts'

/** Gives somebody something to do: whoever is meant and there today. Due in a working day when nothing is said. */
export const createTask: EffectHandler<CreateTask> = function* (effect, context) {
  const { now, company, run, node, subjectEntity, subject } = context
  const owner = yield* ownerOf(subjectEntity, subject)
  const named = effect.assignee.who === 'department' ? yield* askKeyed('department', effect.assignee.key) : null
  const assignee = (yield* someoneOf(named, effect, context)) ?? (yield* personMeant(effect.assignee, owner, now, company.zone))
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
    remindFrom: effect.remindFrom ?? 'start',
    run,
    node,
  }
  return yield* changes([{ change: 'create', entity: 'task', id: effect.id, fields }], context)
}

/** Of a department somebody who is there today, by lot; its head only when there is nobody else: heads are told when a task stays. */
function* someoneOf(department: Fields | null, { id }: CreateTask, { now, company }: EffectContext): Asking<Fields | null> {
  if (!department) return null
  const there: Fields[] = []
  for (const one of yield* peopleMeant({ who: 'department', key: department.id }, null)) {
    if (one.id !== idOf(department['head']) && (yield* present(one, now, company.zone))?.id === one.id) there.push(one)
  }
  return there[Math.floor(chance(id, 'assignee') * there.length)] ?? null
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
