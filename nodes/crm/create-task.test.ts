import { expect, test } from 'vitest'
import { aStep, officeHours } from '../testing/a-step.ts'
import { crmCreateTask } from './create-task.ts'

test('the task goes to the owner of the contact and says what it closes with', () => {
  const params = { title: 'Send the contract', result: 'payment', due: null } as const

  expect(crmCreateTask.run(aStep(crmCreateTask, { params }))).toMatchObject({
    port: 'out',
    effects: [
      {
        kind: 'create-task',
        title: 'Send the contract',
        assignee: { who: 'owner' },
        about: { contact: 'anna', company: 'bakery' },
        result: 'payment',
        dueAt: null,
      },
    ],
  })
})

test('the id of the task is known to later steps, and is the same each time it is asked', () => {
  const step = aStep(crmCreateTask)

  const [first, second] = [crmCreateTask.run(step), crmCreateTask.run(step)]

  expect(second).toEqual(first)
  const id = first.kind === 'leave' ? first.output?.['task'] : null
  expect(first).toMatchObject({ effects: [{ id }] })
})

test('two visits make two tasks', () => {
  const [first, second] = ['run-1/call/1', 'run-1/call/2'].map((seed) => crmCreateTask.run(aStep(crmCreateTask, { seed })))

  expect(first).not.toEqual(second)
})

test('due in one working day from Friday is Monday', () => {
  const friday = new Date('2026-03-06T09:00:00Z')
  const step = aStep(crmCreateTask, { since: friday, params: { due: '1 working days' }, found: { calendar: officeHours } })

  expect(crmCreateTask.run(step)).toMatchObject({ effects: [{ dueAt: '2026-03-09T09:00:00.000Z' }] })
})
