import { expect, test } from 'vitest'
import { drawWorld } from './draw-world.ts'
import { firstFailure } from './seeds.ts'
import { simulate } from './simulate.ts'

/** More by `npm run simulate -- --seeds 100000`. */
const seeds = 1_000

test('in a thousand random worlds, with crashes, faults and people who change their minds, every promise is kept', {
  timeout: 600_000,
}, async () => {
  expect(await firstFailure(1, seeds)).toBeNull()
})

test('the same seed is the same world, and takes the same course', async () => {
  expect(drawWorld(7)).toEqual(drawWorld(7))
  expect(await simulate(drawWorld(7))).toEqual(await simulate(drawWorld(7)))
})
