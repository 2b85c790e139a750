import { expect, test } from 'vitest'
import { anEvent, aStep, wokenStep } from '../testing/a-step.ts'
import { humanAsk } from './ask.ts'

const step = aStep(humanAsk, { params: { question: 'Which oven?', answer: 'choice', options: 'Gas\n\n Electric ', patience: 'P2D' } })
const asked = humanAsk.run(step)
const task = asked.kind === 'wait' ? (asked.for[0]?.about ?? '') : ''

test('the question is a task for the owner that closes only with an answer', () => {
  expect(asked).toMatchObject({
    kind: 'wait',
    until: new Date('2026-03-04T09:00:00Z'),
    for: [{ event: 'task-closed', about: task }],
    effects: [
      {
        kind: 'create-task',
        id: task,
        title: 'Which oven?',
        assignee: { who: 'owner' },
        about: { contact: 'anna', company: 'bakery' },
        dueAt: '2026-03-04T09:00:00.000Z',
        result: 'choice',
        options: ['Gas', 'Electric'],
      },
    ],
  })
})

test('the answer is handed on, with the task it came from', () => {
  const closed = anEvent({ kind: 'task-closed', about: task, fields: { task, result: 'Gas' } })

  expect(humanAsk.run(wokenStep(step, asked, closed))).toMatchObject({ port: 'answered', output: { answer: 'Gas', task } })
})

test('no answer leads elsewhere', () => {
  expect(humanAsk.run(wokenStep(step, asked, 'time'))).toMatchObject({ port: 'timeout' })
})
