import { expect, test } from 'vitest'
import { readDuration, writeDuration } from './duration-input.tsx'

test.each([
  ['PT15M', 15, 'minutes'],
  ['PT4H', 4, 'hours'],
  ['P2D', 2, 'days'],
  ['2 working days', 2, 'working-days'],
  ['P1W', 1, 'weeks'],
  ['P3M', 3, 'months'],
  ['P1Y', 1, 'years'],
] as const)('%s is %i %s, and back', (stored, count, unit) => {
  expect(readDuration(stored)).toEqual({ count, unit })
  expect(writeDuration(count, unit)).toBe(stored)
})

test('a length of several parts is left alone until it is typed anew', () => {
  expect(readDuration('P1DT12H')).toBeNull()
})
