import { expect, test } from 'vitest'
import { aStep, officeHours, wokenStep } from '../testing/a-step.ts'
import { waitDelay } from './delay.ts'

test('two days are two days, and then the way goes on', () => {
  const step = aStep(waitDelay, { params: { duration: 'P2D', jitter: null } })

  const waiting = waitDelay.run(step)
  const over = waitDelay.run(wokenStep(step, waiting, 'time'))

  expect(waiting).toMatchObject({ kind: 'wait', until: new Date('2026-03-04T09:00:00Z'), for: [] })
  expect(over).toMatchObject({ kind: 'leave', port: 'out' })
})

test('a working day after Friday is Monday, by the calendar of the owner', () => {
  const friday = new Date('2026-03-06T09:00:00Z')
  const step = aStep(waitDelay, {
    since: friday,
    params: { duration: '1 working days', jitter: null },
    found: { calendar: officeHours },
  })

  expect(waitDelay.needs?.(step)).toEqual({ calendar: { kind: 'calendar', of: 'owner', contact: 'anna' } })
  expect(waitDelay.run(step)).toMatchObject({ until: new Date('2026-03-09T09:00:00Z') })
})

test('chance lengthens the wait by no more than was allowed, and the same each time it is asked', () => {
  const step = aStep(waitDelay, { params: { duration: 'PT1H', jitter: 'PT30M' } })

  const first = waitDelay.run(step)
  const until = first.kind === 'wait' ? (first.until?.getTime() ?? 0) : 0

  expect(waitDelay.run(step)).toEqual(first)
  expect(until).toBeGreaterThan(Date.parse('2026-03-02T10:00:00Z'))
  expect(until).toBeLessThanOrEqual(Date.parse('2026-03-02T10:30:00Z'))
})

test('a calendar without a single working day is a problem', () => {
  const closed = { ...officeHours, hours: {} }
  const step = aStep(waitDelay, { params: { duration: '1 working days' }, found: { calendar: closed } })

  expect(waitDelay.run(step)).toMatchObject({ kind: 'fail', problem: 'no-open-hours' })
})
