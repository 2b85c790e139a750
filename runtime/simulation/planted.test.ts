import { expect, test } from 'vitest'
import { drawWorld } from './draw-world.ts'
import { planted } from './planted.ts'
import { simulate } from './simulate.ts'

const seeds = 1_000

test.each(Object.entries(planted))('%s: that is found', { timeout: 120_000 }, async (_, parts) => {
  let found = 0
  for (let seed = 1; found === 0 && seed <= seeds; seed++) {
    const { problems } = await simulate(drawWorld(seed), parts())
    if (problems.length > 0) found = seed
  }

  expect(found).toBeGreaterThan(0)
  expect((await simulate(drawWorld(found))).problems).toEqual([])
})
