import { expect, test } from 'vitest'
import { majorUnits, minorDigits, minorUnits } from './money.ts'

test.each([
  ['EUR', 2, 12.5, 1250],
  ['JPY', 0, 1250, 1250],
  ['KWD', 3, 1.25, 1250],
  ['no currency', 2, 12.5, 1250],
])('%s has %d digits after the point: %d of it are kept as %d', (currency, digits, amount, cents) => {
  expect(minorDigits(currency)).toBe(digits)
  expect(majorUnits(cents, currency)).toBe(amount)
  expect(minorUnits(amount, currency)).toBe(cents)
})

test('what is finer than a minor unit is rounded', () => {
  expect([minorUnits(0.125, 'EUR'), minorUnits(99.6, 'JPY')]).toEqual([13, 100])
})
