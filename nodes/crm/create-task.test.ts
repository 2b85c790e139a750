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

test.each([
  { what: 'a day ends in its evening', dueOn: '2026-03-12', dueAt: '2026-03-12T17:00:00.000Z', why: undefined },
  { what: 'an instant stays itself', dueOn: '2026-03-12T10:30:00Z', dueAt: '2026-03-12T10:30:00.000Z', why: undefined },
  { what: 'a day that is past is today', dueOn: '2026-02-20', dueAt: '2026-03-02T17:00:00.000Z', why: { code: 'due-in-past', with: {} } },
  { what: 'without a date the length of time counts', dueOn: null, dueAt: '2026-03-04T09:00:00.000Z', why: undefined },
])('it is due on a date from the data: $what', ({ dueOn, dueAt, why }) => {
  const outcome = crmCreateTask.run(aStep(crmCreateTask, { params: { due: 'P2D', dueOn } }))

  expect(outcome).toMatchObject({ effects: [{ dueAt }] })
  expect(outcome.kind === 'leave' && outcome.why).toEqual(why)
})
