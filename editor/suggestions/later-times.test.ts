import { expect, test } from 'vitest'
import { laterTimes } from './later-times.ts'

test.each([
  { now: '2026-03-04T20:00:00Z', tomorrow: '2026-03-05T08:00:00.000Z', monday: '2026-03-09T08:00:00.000Z' },
  // Half past midnight in Berlin: tomorrow is the day after the night.
  { now: '2026-03-04T23:30:00Z', tomorrow: '2026-03-06T08:00:00.000Z', monday: '2026-03-09T08:00:00.000Z' },
  // On a Monday the next one is meant; the clocks have changed by then.
  { now: '2026-03-23T09:00:00Z', tomorrow: '2026-03-24T08:00:00.000Z', monday: '2026-03-30T07:00:00.000Z' },
])('at $now in Berlin, tomorrow at nine is $tomorrow and Monday $monday', ({ now, tomorrow, monday }) => {
  const times = laterTimes(new Date(now), 'Europe/Berlin')

  expect(times.tomorrow.toISOString()).toBe(tomorrow)
  expect(times.monday.toISOString()).toBe(monday)
})
