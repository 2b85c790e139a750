import { because, defineNode, fail, leaveBy, leaveWith, waitUntil } from '../../shared/node.ts'
import { duration, params, value } from '../../shared/params.ts'
import { idOf, isRecord } from '../acted-on.ts'
import { deadline, deadlineNeeds } from '../deadline.ts'

/** Waits until a task is closed, and hands its result on. */
export const waitForTask = defineNode({
  type: 'wait.forTask',
  group: 'wait',
  icon: 'Checklist',
  title: { en: 'Wait for a task', ru: 'Ждать задачу' },
  about: {
    en: 'Waits until a task of an earlier step is closed and hands its result on; goes another way when the task is late.',
    ru: 'Ждёт, пока закроют задачу из прошлого шага, и передаёт её результат; если задача просрочена, идёт другим путём.',
  },
  summary: { en: 'wait[ {patience}] until {task} is closed', ru: 'ждать[ {patience}], пока не закроют: {task}' },
  synonyms: {
    en: ['wait for task', 'task done', 'completed', 'result', 'payment number', 'until closed', 'overdue', 'human', 'call made'],
    ru: [
      'ждать задачу',
      'задача сделана',
      'выполнена',
      'результат',
      'номер платёжки',
      'пока не закроют',
      'просрочена',
      'человек',
      'звонок сделан',
    ],
  },
  params: params({
    task: value({ takes: 'record', of: 'task', label: { en: 'Task', ru: 'Задача' } }),
    patience: duration({
      workingDays: true,
      optional: true,
      label: { en: 'Wait at most', ru: 'Ждать не дольше' },
      help: { en: 'Leave empty to wait until the task is overdue.', ru: 'Пусто: пока задача не станет просроченной.' },
    }),
  }),
  ports: { done: { en: 'Done', ru: 'Сделана' }, overdue: { en: 'Late', ru: 'Просрочена' } },
  acts: false,
  waits: true,
  output: { result: { type: 'json', label: { en: 'Result', ru: 'Результат' } } },
  needs(step) {
    const task = idOf(step.params.task)
    return {
      ...deadlineNeeds(step, step.params.patience),
      ...(task === null ? {} : { task: { kind: 'record', entity: 'task', id: task } as const }),
    }
  },
  run(step) {
    const { params, found, wokenBy } = step
    const id = idOf(params.task)
    if (id === null) return fail('empty-value', { field: 'task' })
    if (wokenBy?.kind === 'event' && wokenBy.event.kind === 'task-closed') {
      return because(leaveWith('done', { result: wokenBy.event.fields['result'] ?? null }), 'woken-by-task')
    }
    const task = found['task'] ?? null
    if (isRecord(task) && task['state'] === 'done') {
      return because(leaveWith('done', { result: task['result'] ?? null }), 'woken-by-task')
    }
    if (wokenBy || (isRecord(task) && task['state'] === 'withdrawn')) return because(leaveBy('overdue'), 'wait-over')
    if (!isRecord(task)) return fail('record-gone')
    const until = params.patience === null ? null : deadline(step, params.patience)
    if (params.patience !== null && until === null) return fail('no-open-hours')
    return waitUntil(until, {
      for: [{ event: 'task-closed', about: id }, ...(until ? [] : [{ event: 'task-overdue', about: id } as const])],
      why: { code: 'waits-for-task' },
    })
  },
  sample: {
    params: { task: 'node.call.task', patience: '3 working days' },
    output: { result: '4711' },
    found: { task: { id: 'task-1', state: 'open' } },
  },
})
