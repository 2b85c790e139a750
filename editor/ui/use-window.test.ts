import fc from 'fast-check'
import { expect, test } from 'vitest'
import { windowOf } from './use-window.ts'

test('wherever one scrolls, what is drawn and what is not add up to the whole list', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.integer({ min: 1, max: 4000 }),
      fc.integer({ min: 20, max: 100 }),
      fc.nat(10_000),
      (scrolled, height, row, count) => {
        const { first, end, above, below } = windowOf(scrolled, height, row, count)
        if (scrolled > count * row) return
        expect(above + Math.max(0, end - first) * row + below).toBe(count * row)
      },
    ),
  )
})

test('ten thousand rows draw only the ones in sight and a few more', () => {
  const { first, end } = windowOf(100_000, 800, 40, 10_000)

  expect(end - first).toBeLessThan(50)
  expect(first).toBeLessThan(2500)
  expect(end).toBeGreaterThan(2520)
})

test('rows come and go in batches: most of scrolling draws nothing anew', () => {
  const windows = Array.from({ length: 400 }, (_, pixel) => JSON.stringify(windowOf(100_000 + pixel, 800, 40, 10_000)))

  expect(new Set(windows).size).toBeLessThan(5)
})
