import { expect, test } from 'vitest'
import { drawWorld, withErasure } from './draw-world.ts'
import { simulate } from './simulate.ts'

/** More are tried with `WORLDS=1000`. */
const worlds = Number(process.env['WORLDS'] ?? 10)

test('whoever is erased in the middle of everything leaves nothing behind, and all others come to their end', {
  timeout: 600_000,
}, async () => {
  const failed: unknown[] = []
  for (let seed = 0; seed < worlds; seed++) {
    const { problems } = await simulate(withErasure(drawWorld(seed)))
    if (problems.length > 0) failed.push({ seed, problems })
  }

  expect(failed).toEqual([])
})
