import { expect, test } from 'vitest'
import { readNumber } from './read-number.ts'

test.each([
  ['1234.5', 1234.5],
  ['1 234,5', 1234.5],
  ['1\u00a0234,50', 1234.5],
  ['1,234.50', 1234.5],
  ['1.234,50', 1234.5],
  ['1,234', 1234],
  ['1,234,567', 1234567],
  ['0,5', 0.5],
  ['-7', -7],
  ['(12)', -12],
  ['12 %', 12],
])('the number %s is %d', (text, number) => {
  expect(readNumber(text)).toBe(number)
})

test.each(['', 'twelve', '1-2', '--1', '.', '1e5'])('"%s" is no number', (text) => {
  expect(readNumber(text)).toBeNull()
})
