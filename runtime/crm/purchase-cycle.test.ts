import { expect, test } from 'vitest'
import { cycleFrom } from './purchase-cycle.ts'

test('three purchases at regular intervals are a cycle, two are none', () => {
  expect(cycleFrom(['2026-01-05', '2026-02-04'])).toBeNull()
  expect(cycleFrom(['2026-01-05', '2026-02-04', '2026-03-06'])).toEqual({
    periodDays: 30,
    toleranceDays: 0,
    purchases: 3,
    lastOrderedOn: '2026-03-06',
    nextDueOn: '2026-04-05',
  })
})

test.each([
  { days: ['2026-01-05', '2026-02-04', '2026-02-10'], why: 'the intervals differ too much' },
  { days: ['2026-03-02', '2026-03-04', '2026-03-06'], why: 'whoever comes every other day simply comes often' },
])('no cycle is seen where $why', ({ days }) => {
  expect(cycleFrom(days)).toBeNull()
})

test('a few days early or late are still regular', () => {
  expect(cycleFrom(['2025-03-11', '2025-06-12', '2025-09-09', '2025-12-09'])).toMatchObject({ periodDays: 91, toleranceDays: 2 })
})
