import { defineNode, leaveWith } from '../../shared/node.ts'
import { choice, params, text } from '../../shared/params.ts'
import { taskKinds } from '../task-words.ts'
import { plainText } from './plain-text.ts'

const eventOf = { closed: 'task-closed', overdue: 'task-overdue', escalated: 'task-escalated' } as const

/** Begins when a task is closed, falls overdue or goes to the head of the department. */
export const triggerTask = defineNode({
  type: 'trigger.task',
  group: 'trigger',
  icon: 'Checkbox',
  title: { en: 'A task is closed or late', ru: 'Задача закрыта или просрочена' },
  about: {
    en: 'Starts when somebody closes a task, when its time is over, or when it goes to the head of the department.',
    ru: 'Начинает сценарий, когда задачу закрыли, её срок вышел или она ушла руководителю отдела.',
  },
  summary: {
    en: 'when a task[ of the kind “{kind}”] {what}[ with the result {result}]',
    ru: 'когда задача[ вида «{kind}»] {what}[, результат: {result}]',
  },
  synonyms: {
    en: ['task', 'task closed', 'done', 'completed', 'overdue', 'late', 'escalated', 'todo', 'call made', 'result'],
    ru: ['задача', 'задача закрыта', 'сделано', 'выполнена', 'просрочена', 'опоздание', 'эскалация', 'дело', 'звонок сделан', 'результат'],
  },
  params: params({
    what: choice({
      label: { en: 'What happens', ru: 'Что происходит' },
      default: 'closed',
      options: {
        closed: { en: 'is closed', ru: 'закрыта' },
        overdue: { en: 'is overdue', ru: 'просрочена' },
        escalated: { en: 'goes to the head of the department', ru: 'ушла руководителю' },
      },
    }),
    kind: choice({ optional: true, label: { en: 'Kind', ru: 'Вид' }, options: taskKinds }),
    result: text({
      optional: true,
      visibleWhen: { param: 'what', is: ['closed'] },
      label: { en: 'Result', ru: 'Результат' },
      help: { en: 'Leave empty for any result.', ru: 'Пусто: любой результат.' },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    task: { type: 'record', entity: 'task', label: { en: 'Task', ru: 'Задача' } },
    result: { type: 'json', label: { en: 'Result', ru: 'Результат' } },
  },
  trigger: {
    events: ['task-closed', 'task-overdue', 'task-escalated'],
    matches(params, event) {
      if (event.kind !== eventOf[params.what]) return false
      if (params.kind && event.fields['taskKind'] !== params.kind) return false
      const wanted = plainText(params.result).toLowerCase()
      return params.what !== 'closed' || wanted === '' || String(event.fields['result'] ?? '').toLowerCase() === wanted
    },
  },
  run: ({ event }) => leaveWith('out', { task: event?.fields['task'] ?? event?.about ?? null, result: event?.fields['result'] ?? null }),
  sample: { params: { what: 'closed', kind: 'payment' }, output: { task: 'task-1', result: '4711' } },
})
