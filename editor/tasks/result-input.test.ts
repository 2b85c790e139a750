import { expect, test } from 'vitest'
import { resultIsComplete, startResult } from './result-input.tsx'

test('a task that asks for a payment closes with nothing less than number, amount and date', () => {
  const amount = { cents: 4_800_000, currency: 'RUB' }

  expect(resultIsComplete('payment', startResult('payment', 'RUB'))).toBe(false)
  expect(resultIsComplete('payment', { number: ' ', amount, paidOn: '2026-03-02' })).toBe(false)
  expect(resultIsComplete('payment', { number: '77', amount: { ...amount, cents: 0 }, paidOn: '2026-03-02' })).toBe(false)
  expect(resultIsComplete('payment', { number: '77', amount, paidOn: '2026-03-02' })).toBe(true)
})

test('a tick closes by itself, any other result has to be there', () => {
  expect(resultIsComplete('none', null)).toBe(true)
  for (const kind of ['text', 'choice', 'number', 'date', 'file']) expect(resultIsComplete(kind, null)).toBe(false)
})
