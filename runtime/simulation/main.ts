/**
 * Simulates random worlds: `npm run simulate -- --seeds 100000 [--from 0]` all of these on as many processes as there are
 * cores, `--seed 7` one. Prints the first that fails, and ends with 1.
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { firstFailure } from './seeds.ts'

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' }, alone: { type: 'boolean' } },
})
const from = Number(values.seed ?? values.from ?? 0)
const count = values.seed === undefined ? Number(values.seeds ?? 1_000) : 1
const perProcess = 500

if (values.alone || count <= perProcess) {
  const failure = await firstFailure(from, count)
  if (failure) console.error(failure)
  else if (!values.alone) console.log(`${count} worlds from seed ${from} kept every promise`)
  process.exitCode = failure ? 1 : 0
} else process.exitCode = await onAllCores()

/** Each process takes the next few hundred seeds, until there are none left or one has failed. */
async function onAllCores(): Promise<number> {
  let next = from
  let failed = false
  const began = Date.now()
  const work = async (): Promise<void> => {
    while (!failed && next < from + count) {
      const first = next
      next += perProcess
      const seeds = Math.min(perProcess, from + count - first)
      if (await fails(first, seeds)) failed = true
      else console.log(`${first + seeds - from} worlds, ${Math.round((Date.now() - began) / 1_000)} s`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return failed ? 1 : 0
}

function fails(first: number, seeds: number): Promise<boolean> {
  const child = fork(import.meta.filename, ['--alone', '--from', `${first}`, '--seeds', `${seeds}`])
  return new Promise((resolve) => child.once('exit', (code) => resolve(code !== 0)))
}
