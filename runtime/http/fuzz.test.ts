/** `npm run fuzz -- --requests 2000` sends more, and prints the figures. */
import { expect, test } from 'vitest'
import { fuzz } from '../testing/fuzz/fuzz.ts'
import { populate } from '../testing/fuzz/populate.ts'
import { testApp } from '../testing/test-app.ts'

const asked = process.env['FUZZ_REQUESTS']
const perRoute = Number(asked ?? 50)
const slowestMs = 250

test('whatever is sent to whichever address, the answer is as it is described, and never an error of the program', async () => {
  const app = await testApp()
  await populate(app)

  const { findings, ...figures } = await fuzz(
    { ask: app.ask, cookie: app.cookie, id: app.admin.id },
    { perRoute, seed: Number(process.env['FUZZ_SEED'] ?? 1) },
  )

  if (asked) console.log(figures)
  expect(findings).toEqual([])
  expect(figures.routes).toBeGreaterThan(200)
  // Otherwise nothing has come further than the door.
  expect(figures.statuses['200']).toBeGreaterThan(figures.requests / 10)
  if (asked) expect(figures.p99).toBeLessThan(slowestMs)
}, 3_600_000)
