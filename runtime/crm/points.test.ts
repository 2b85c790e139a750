import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countedAnew, fadingOf, type PointsRule, type ScoreLine } from './points.ts'

const day = (n: number) => new Date(Date.UTC(2026, 2, n))
const rule = (points: number, most: number | null = null, lasts: number | null = null): PointsRule => ({ points, most, lasts })
const lines = (...days: readonly number[]): ScoreLine[] => days.map((n) => ({ id: String(n), at: day(n), points: 0, fadesAt: null }))
const pointsOf = (anew: readonly ScoreLine[]) => anew.map(({ points }) => points)

test('a rule gives its points each time, and no more than its bound', () => {
  expect(pointsOf(countedAnew(rule(10), lines(1, 2, 3)))).toEqual([10, 10, 10])
  expect(pointsOf(countedAnew(rule(10, 25), lines(1, 2, 3, 4)))).toEqual([10, 10, 5, 0])
  expect(pointsOf(countedAnew(rule(-10, 15), lines(1, 2, 3)))).toEqual([-10, -5, 0])
})

test('what has faded makes room again', () => {
  expect(pointsOf(countedAnew(rule(10, 20, 7), lines(1, 2, 3, 8, 9, 10)))).toEqual([10, 10, 0, 10, 10, 0])
  expect(fadingOf(rule(10, null, 7), day(1))).toEqual(day(8))
})

test('whatever the rule and the days, a contact never holds more than the bound, and counting anew twice changes nothing', () => {
  const rules = fc.record({
    points: fc.integer({ min: -100, max: 100 }),
    most: fc.option(fc.integer({ min: 1, max: 300 })),
    lasts: fc.option(fc.integer({ min: 1, max: 30 })),
  })
  const days = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 40 }).map((all) => all.sort((a, b) => a - b))

  fc.assert(
    fc.property(rules, days, (rule, all) => {
      const anew = countedAnew(rule, lines(...all))
      expect(countedAnew(rule, anew)).toEqual(anew)
      for (const { at } of anew) {
        const held = anew.filter((line) => line.at <= at && (line.fadesAt === null || line.fadesAt > at))
        const sum = Math.abs(held.reduce((total, { points }) => total + points, 0))
        if (rule.most !== null) expect(sum).toBeLessThanOrEqual(rule.most)
      }
    }),
  )
})
