import { expect, test } from 'vitest'
import { byValueAndTime, type Waiting } from './queue-order.ts'

const one = (id: string, more: Partial<Waiting> = {}): Waiting => ({ id, dueAt: null, isNow: false, worth: null, score: null, ...more })
const inOrder = (...all: readonly Waiting[]) => all.toSorted(byValueAndTime).map(({ id }) => id)

test('today comes first, then the largest deals, then most points, then what is due soonest', () => {
  expect(
    inOrder(
      one('endless'),
      one('soon', { dueAt: '2026-12-03T09:00:00.000Z' }),
      one('late', { dueAt: '2026-12-09T09:00:00.000Z' }),
      one('hot', { score: 80 }),
      one('rich', { worth: { cents: 100_000 } }),
      one('richest', { worth: { cents: 900_000 }, score: 1 }),
      one('today', { isNow: true, dueAt: '2026-12-01T17:00:00.000Z' }),
      one('today and hot', { isNow: true, score: 62, dueAt: '2026-12-01T18:00:00.000Z' }),
    ),
  ).toEqual(['today and hot', 'today', 'richest', 'rich', 'hot', 'soon', 'late', 'endless'])
})

test('what is alike in all stays in one order', () => {
  expect(inOrder(one('b'), one('a'))).toEqual(['a', 'b'])
})
