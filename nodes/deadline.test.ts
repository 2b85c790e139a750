import { expect, test } from 'vitest'
import { deadline, deadlineNeeds } from './deadline.ts'
import { aStep, officeHours } from './testing/a-step.ts'
import { waitDelay } from './wait/delay.ts'

test('a calendar is looked up for working days only', () => {
  expect(deadlineNeeds(aStep(waitDelay), 'P2D')).toEqual({})
  expect(deadlineNeeds(aStep(waitDelay), null)).toEqual({})
  expect(deadlineNeeds(aStep(waitDelay), '2 working days')).toHaveProperty('calendar')
})

test('a day over the change of the clocks keeps its time of day', () => {
  const step = aStep(waitDelay, { since: new Date('2026-03-28T09:00:00Z') })

  expect(deadline(step, 'P1D')).toEqual(new Date('2026-03-29T08:00:00Z'))
})

test('days off do not count as working days', () => {
  const step = aStep(waitDelay, { found: { calendar: { ...officeHours, holidays: ['2026-03-03'] } } })

  expect(deadline(step, '1 working days')).toEqual(new Date('2026-03-04T09:00:00Z'))
})
