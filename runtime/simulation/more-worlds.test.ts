import { expect, test } from 'vitest'
import { firstFailure } from './seeds.ts'

/** The second half of the thousand of `simulation.test.ts`: two files run beside each other. */
const seeds = { from: 501, count: 500 }

test('in the other half of a thousand random worlds every promise is kept, too', { timeout: 600_000 }, async () => {
  expect(await firstFailure(seeds.from, seeds.count)).toBeNull()
})
