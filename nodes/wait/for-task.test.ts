import { expect, test } from 'vitest'
import { anEvent, aStep, wokenStep } from '../testing/a-step.ts'
import { waitForTask } from './for-task.ts'

const call = (task: { readonly state: string; readonly result?: string } | null, patience: string | null = null) =>
  aStep(waitForTask, { params: { task: 'task-1', patience }, found: { task: task && { id: 'task-1', ...task } } })

test('without a limit it waits until the task is closed or overdue', () => {
  expect(waitForTask.run(call({ state: 'open' }))).toMatchObject({
    kind: 'wait',
    until: null,
    for: [
      { event: 'task-closed', about: 'task-1' },
      { event: 'task-overdue', about: 'task-1' },
    ],
  })
})

test('the result of the task is handed on', () => {
  const step = call({ state: 'open' })
  const closed = anEvent({ kind: 'task-closed', about: 'task-1', fields: { task: 'task-1', result: '4711' } })

  expect(waitForTask.run(wokenStep(step, waitForTask.run(step), closed))).toMatchObject({ port: 'done', output: { result: '4711' } })
})

test('a task that was closed before is not waited for', () => {
  expect(waitForTask.run(call({ state: 'done', result: '4711' }))).toMatchObject({ port: 'done', output: { result: '4711' } })
})

test('late, no longer needed or over its limit, it leads elsewhere', () => {
  const step = call({ state: 'open' }, 'P3D')
  const overdue = anEvent({ kind: 'task-overdue', about: 'task-1' })

  expect(waitForTask.run(step)).toMatchObject({ until: new Date('2026-03-05T09:00:00Z'), for: [{ event: 'task-closed' }] })
  expect(waitForTask.run(wokenStep(step, waitForTask.run(step), 'time'))).toMatchObject({ port: 'overdue' })
  expect(waitForTask.run(wokenStep(step, waitForTask.run(step), overdue))).toMatchObject({ port: 'overdue' })
  expect(waitForTask.run(call({ state: 'withdrawn' }))).toMatchObject({ port: 'overdue' })
})

test('a task that does not exist is a problem', () => {
  expect(waitForTask.run(call(null))).toMatchObject({ kind: 'fail', problem: 'record-gone' })
})
