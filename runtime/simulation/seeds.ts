/** Simulates the worlds of many seeds, and tells of the first that fails, made as small as it gets. */
import { drawWorld } from './draw-world.ts'
import { shrunk } from './shrink.ts'
import { simulate } from './simulate.ts'

/** The problems of the first of these seeds that has any, with its shrunk world and the command that repeats it; null when all is well. */
export async function firstFailure(from: number, count: number): Promise<string | null> {
  for (let seed = from; seed < from + count; seed++) {
    const { problems } = await simulate(drawWorld(seed))
    if (problems.length > 0) return await report(seed, problems)
  }
  return null
}

async function report(seed: number, problems: readonly string[]): Promise<string> {
  const small = await shrunk(drawWorld(seed), (world) => simulate(world))
  const { problems: shrunkProblems } = await simulate(small)
  return [
    `Seed ${seed} fails. Repeat it: npm run simulate -- --seed ${seed}`,
    ...problems.map((problem) => `  ${problem}`),
    'The smallest world that still fails:',
    JSON.stringify(small),
    ...shrunkProblems.map((problem) => `  ${problem}`),
  ].join('\n')
}
