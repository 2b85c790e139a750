import { expect, test } from 'vitest'
import { anEvent, aStep, wokenStep } from '../testing/a-step.ts'
import { waitUntilDate } from './until-date.ts'

const changed = anEvent({ kind: 'record-changed' })
const onTheDay = (date: string | null) => aStep(waitUntilDate, { params: { date, when: 'on', time: '09:00' } })

test.each([
  { when: 'on', until: '2026-03-12T08:00:00Z' },
  { when: 'before', until: '2026-03-09T08:00:00Z' },
  { when: 'after', until: '2026-03-15T08:00:00Z' },
] as const)('three days, $when: it waits until nine in the morning of $until', ({ when, until }) => {
  const step = aStep(waitUntilDate, { params: { date: '2026-03-12', when, days: 3, time: '09:00' } })

  expect(waitUntilDate.run(step)).toMatchObject({ kind: 'wait', until: new Date(until) })
})

test('a date with a time keeps its own time', () => {
  expect(waitUntilDate.run(onTheDay('2026-03-12T14:30:00Z'))).toMatchObject({ until: new Date('2026-03-12T14:30:00Z') })
})

test('when the time has come the way goes on', () => {
  const step = onTheDay('2026-03-12')
  const waiting = waitUntilDate.run(step)

  const over = waitUntilDate.run(wokenStep(step, waiting, 'time', new Date('2026-03-12T08:00:00Z')))

  expect(over).toMatchObject({ port: 'out' })
})

test('a date that is over before anybody waits for it leads elsewhere', () => {
  expect(waitUntilDate.run(onTheDay('2026-03-01'))).toMatchObject({ port: 'past' })
})

test('a date that is moved while somebody waits moves the wait', () => {
  const step = onTheDay('2026-03-12')
  const waiting = waitUntilDate.run(step)

  const later = waitUntilDate.run({ ...wokenStep(step, waiting, changed), params: { ...step.params, date: '2026-03-20' } })
  const gone = waitUntilDate.run({ ...wokenStep(step, waiting, changed), params: { ...step.params, date: '2026-03-01' } })

  expect(later).toMatchObject({ kind: 'wait', until: new Date('2026-03-20T08:00:00Z') })
  expect(gone).toMatchObject({ port: 'past' })
})

test('an empty date is a problem, not an endless wait', () => {
  expect(waitUntilDate.run(onTheDay(null))).toMatchObject({ kind: 'fail', problem: 'empty-date' })
})
