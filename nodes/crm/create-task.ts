import { defineNode, leaveWith } from '../../shared/node.ts'
import { choice, duration, number, params, person, pick, text } from '../../shared/params.ts'
import { idFor } from '../../shared/seed.ts'
import { aboutOf } from '../acted-on.ts'
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
    en: 'give {assignee} the task {title}[, due in {due}][, closed with “{result}”]',
    ru: 'поставить задачу {title} ({assignee})[, срок {due}][, закрывается «{result}»]',
  },
  synonyms: {
    en: ['task', 'todo', 'to do', 'create task', 'call', 'phone', 'reminder', 'assign work', 'paperwork', 'payment', 'meeting', 'manager'],
    ru: [
      'задача',
      'дело',
      'поставить задачу',
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
      label: { en: 'Remind every', ru: 'Напоминать каждые' },
      unit: workingDayUnit,
    }),
    escalateAfterDays: number({
      optional: true,
      advanced: true,
      min: 1,
      max: 365,
      label: { en: 'Tell the head of the department after', ru: 'Сообщить руководителю через' },
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
    return leaveWith(
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
        about: aboutOf(step),
        dueAt: params.due === null ? null : (deadline(step, params.due)?.toISOString() ?? null),
        result: params.result,
        options: params.result === 'choice' ? linesOf(params.options) : [],
        remindEveryDays: params.remindEveryDays,
        escalateAfterDays: params.escalateAfterDays,
        writesTo: params.writesTo,
      },
    )
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
