import { expect, test } from 'vitest'
import { anEvent } from '../testing/a-step.ts'
import { triggerTask } from './task.ts'

const closed = anEvent({
  kind: 'task-closed',
  about: 'task-1',
  records: { task: 'task-1' },
  fields: { task: 'task-1', taskKind: 'call', result: 'Interested' },
})

test.each([
  { what: 'closed', kind: null, result: null, begins: true },
  { what: 'closed', kind: 'call', result: ['interested'], begins: true },
  { what: 'closed', kind: 'payment', result: null, begins: false },
  { what: 'closed', kind: null, result: ['No'], begins: false },
  { what: 'overdue', kind: null, result: null, begins: false },
] as const)('a call closed as "Interested" begins a run on tasks $what, kind $kind, result $result: $begins', ({ begins, ...params }) => {
  expect(triggerTask.trigger?.matches(params, closed)).toBe(begins)
})
