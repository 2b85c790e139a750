import type { Json } from '../../shared/json.ts'
import { because, defineNode, leaveWith } from '../../shared/node.ts'
import { choice, duration, number, params, person, pick, text, value } from '../../shared/params.ts'
import { idFor } from '../../shared/seed.ts'
import { dayIn, isDay, isInstant, localTime } from '../../shared/time.ts'
import { linksOf } from '../acted-on.ts'
import { deadline, deadlineNeeds } from '../deadline.ts'
import { linesOf } from '../lines-of.ts'
import { taskKinds, taskResults } from '../task-words.ts'
import { workingDayUnit } from '../units.ts'

/**
 * Gives somebody a task and goes on at once.
 *
 * A task that closes with a result (a payment number, say) keeps reminding until it has one. The reminding is the
 * CRM's business, not this node's.
 */
export const crmCreateTask = defineNode({
  type: 'crm.createTask',
  group: 'task',
  icon: 'Checkbox',
  title: { en: 'Create a task', ru: 'Поставить задачу' },
  about: {
    en: 'Gives a colleague or a department something to do, and says what the task must close with.',
    ru: 'Ставит задачу сотруднику или отделу и указывает, с каким результатом её можно закрыть.',
  },
  summary: {
    en: 'give {assignee} the task {title}[ from {fromDepartment}][, due on: {dueOn}][, due in {due}][result!=none:, closed with {result}]',
    ru: 'поставить задачу {title} ({assignee})[, от отдела «{fromDepartment}»][, к дате: {dueOn}][, дать на неё {due}][result!=none:, закрывается {result}]',
  },
  synonyms: {
    en: ['task', 'todo', 'to do', 'create task', 'call', 'phone', 'reminder', 'assign work', 'paperwork', 'payment', 'meeting', 'manager'],
    ru: [
      'задача',
      'дело',
      'поставить задачу',
      'создать задачу',
      'звонок',
      'позвонить',
      'напоминание',
      'поручить',
      'документы',
      'оплата',
      'встреча',
      'менеджеру',
    ],
  },
  params: params({
    title: text({ label: { en: 'Task', ru: 'Задача' } }),
    text: text({ lines: 'many', optional: true, label: { en: 'More about it', ru: 'Подробнее' } }),
    kind: choice({ default: 'other', label: { en: 'Kind', ru: 'Вид' }, options: taskKinds }),
    assignee: person({ default: { who: 'owner' }, label: { en: 'For whom', ru: 'Кому' } }),
    due: duration({ workingDays: true, optional: true, label: { en: 'Due in', ru: 'Срок' } }),
    dueOn: value({
      takes: 'date',
      optional: true,
      advanced: true,
      label: { en: 'Or due on the date', ru: 'Или срок из даты' },
      help: {
        en: 'Of the record or an earlier step, such as the due date of an invoice. One that is past means today.',
        ru: 'Из записи или прошлого шага, например срок оплаты счёта. Прошедшая дата значит «сегодня».',
      },
    }),
    result: choice({ default: 'none', label: { en: 'Closes with', ru: 'Закрывается' }, options: taskResults }),
    options: text({
      lines: 'many',
      optional: true,
      visibleWhen: { param: 'result', is: ['choice'] },
      label: { en: 'Choices, one per line', ru: 'Варианты, по одному в строке' },
    }),
    writesTo: pick({
      from: 'entity-fields',
      of: 'subject',
      optional: true,
      advanced: true,
      label: { en: 'Write the result to the field', ru: 'Записать результат в поле' },
    }),
    fromDepartment: pick({ from: 'departments', optional: true, advanced: true, label: { en: 'From department', ru: 'От отдела' } }),
    remindEveryDays: number({
      optional: true,
      advanced: true,
      min: 1,
      max: 365,
      label: { en: 'Remind every', ru: 'Напоминать раз в' },
      unit: workingDayUnit,
    }),
    remindFrom: choice({
      default: 'start',
      advanced: true,
      label: { en: 'Begin to remind', ru: 'Начать напоминать' },
      options: { start: { en: 'at once', ru: 'сразу' }, due: { en: 'on the day it is due', ru: 'в день срока' } },
    }),
    escalateAfterDays: number({
      optional: true,
      advanced: true,
      min: 1,
      max: 365,
      label: { en: 'When late, tell the head of the department after', ru: 'При просрочке сообщить руководителю через' },
      unit: workingDayUnit,
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: true,
  effects: ['create-task'],
  output: { task: { type: 'record', entity: 'task', label: { en: 'Task', ru: 'Задача' } } },
  needs: (step) => deadlineNeeds(step, step.params.due),
  run(step) {
    const { params, seed, since } = step
    const id = idFor(seed, 'task', since)
    const date = momentOf(params.dueOn, step.company.zone)
    const isPast = date !== null && date < since
    const dueAt = isPast
      ? endOfDay(dayIn(since, step.company.zone), step.company.zone)
      : (date ?? (params.due === null ? null : deadline(step, params.due)))
    const leaving = leaveWith(
      'out',
      { task: id },
      {
        kind: 'create-task',
        id,
        taskKind: params.kind,
        title: params.title,
        text: params.text ?? '',
        assignee: params.assignee,
        fromDepartment: params.fromDepartment,
        about: linksOf(step),
        dueAt: dueAt?.toISOString() ?? null,
        result: params.result,
        options: params.result === 'choice' ? linesOf(params.options) : [],
        remindEveryDays: params.remindEveryDays,
        remindFrom: params.remindFrom,
        escalateAfterDays: params.escalateAfterDays,
        writesTo: params.writesTo,
      },
    )
    return isPast ? because(leaving, 'due-in-past') : leaving
  },
  sample: {
    params: {
      title: ['Call ', { ref: 'subject.firstName', or: 'the client' }],
      kind: 'call',
      assignee: { who: 'owner' },
      due: '1 working days',
      result: 'none',
    },
    output: { task: 'task-1' },
  },
})

/** What is due on a day is due by its evening. */
function momentOf(date: Json, zone: string): Date | null {
  if (typeof date !== 'string') return null
  return isDay(date) ? endOfDay(date, zone) : isInstant(date) ? new Date(date) : null
}

const endOfDay = (day: string, zone: string): Date | null => localTime(day, '18:00', zone)
