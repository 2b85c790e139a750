import { expect, test } from 'vitest'
import { drawWorld } from './draw-world.ts'
import { firstFailure } from './seeds.ts'
import { simulate } from './simulate.ts'

/** The first half of a thousand; `more-worlds.test.ts` has the other. More by `npm run simulate -- --seeds 100000`. */
const seeds = { from: 1, count: 500 }

test('in a thousand random worlds, with crashes, faults and people who change their minds, every promise is kept', {
  timeout: 600_000,
}, async () => {
  expect(await firstFailure(seeds.from, seeds.count)).toBeNull()
})

test('the same seed is the same world, and takes the same course', async () => {
  expect(drawWorld(7)).toEqual(drawWorld(7))
  expect(await simulate(drawWorld(7))).toEqual(await simulate(drawWorld(7)))
})
