import { expect, test } from 'vitest'
import { fixedWorlds } from './fixed-worlds.ts'
import { pictureOf } from './picture.ts'
import { simulate } from './simulate.ts'
import type { Fault, SimulatedWorld } from './simulated-world.ts'

test.each(Object.entries(fixedWorlds))(
  '%s: dying at any commit or outside call, it comes to the same end',
  { timeout: 60_000 },
  async (_, world) => {
    const calm = await cameTo(world)
    const faults = [
      ...Array.from(
        { length: calm.commits },
        (_, commit) =>
          [
            { fault: 'crash-before', commit },
            { fault: 'crash-after', commit },
          ] as const,
      ).flat(),
      ...Array.from({ length: calm.calls }, (_, call) => ({ fault: 'crash-after-call', call }) as const),
    ] satisfies Fault[]

    expect(calm.problems).toEqual([])
    expect(calm.picture.filter((line) => line.startsWith('run ')).length).toBeGreaterThan(0)
    for (const fault of faults) {
      const { problems, picture } = await cameTo({ ...world, faults: [fault] })
      expect({ fault, problems, picture }).toEqual({ fault, problems: [], picture: calm.picture })
    }
  },
)

async function cameTo(world: SimulatedWorld) {
  let picture: readonly string[] = []
  let calls = 0
  const course = await simulate(world, {}, (life) => {
    picture = pictureOf(life)
    calls = life.fate.calls
  })
  return { ...course, picture, calls }
}
