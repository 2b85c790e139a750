/** `npm run kill-loop -- --rounds 200 --seed 1`: prints the figures; ends with 1 when something was lost, doubled or too slow. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { killLoop } from './kill-loop.ts'

const slowestReadyMs = 3_000

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'tandem-kill-'))
const print = (line: string) => process.stdout.write(`${line}\n`)

print(`Seed ${seed}, ${values.rounds} rounds`)
const { findings, ...figures } = await killLoop({ folder, rounds: Number(values.rounds), seed, progress: print })
for (const [name, value] of Object.entries(figures)) print(`${name.padEnd(16)}${value}`)
for (const finding of findings.slice(0, 50)) print(`WRONG: ${finding}`)
const isSlow = figures.readyP95 > slowestReadyMs
if (isSlow) print(`WRONG: ready again after ${figures.readyP95} ms (95 of 100), promised are ${slowestReadyMs}`)
if (findings.length > 0 || isSlow) {
  print(`What it left is in ${folder}`)
  process.exitCode = 1
} else {
  rmSync(folder, { recursive: true, force: true })
}
