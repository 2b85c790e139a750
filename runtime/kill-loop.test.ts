import { expect, test } from 'vitest'
import { killLoop } from './testing/kill-loop/kill-loop.ts'
import { testFolder } from './testing/test-app.ts'

test('killed at any moment, again and again, the program loses nothing it has answered and does nothing twice', {
  timeout: 300_000,
}, async () => {
  const { findings, kills, orders, repeatedCalls, held, readyMax } = await killLoop({ folder: testFolder(), rounds: 20, seed: 11 })

  expect(findings).toEqual([])
  expect([kills >= 20, orders > 40]).toEqual([true, true])
  // Otherwise no kill has fallen where it matters.
  expect(held + repeatedCalls).toBeGreaterThan(0)
  // Three seconds on a machine that has nothing else to do (`npm run kill-loop`).
  expect(readyMax).toBeLessThan(20_000)
})
