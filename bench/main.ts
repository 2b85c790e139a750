/**
 * `npm run bench`: builds what is missing, measures the built product beside what this machine can do, and prints each
 * figure next to what it must be. Everything happens on this machine, in folders that are gone afterwards.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfNeeded } from '../scripts/build-if-needed.js'
import { measureCanvas } from './canvas.ts'
import { measureChain } from './chain.ts'
import { inTable, verdict } from './figures.ts'
import { measureFirstEffect } from './first-effect.ts'
import { hookRate } from './installation.ts'
import { measureKills } from './kills.ts'
import { measureImport, measureSegments } from './large-lists.ts'
import { measureList } from './list.ts'
import { measureMails } from './mails.ts'
import { measurePage } from './page.ts'
import { measureSixNodes } from './six-nodes.ts'
import { measureSleepers } from './sleepers.ts'
import { measureSoak } from './soak.ts'
import { measureStart } from './start.ts'
import { type Measured, measureThroughput } from './throughput.ts'
import { measureWaiting } from './waiting.ts'
import { measureWithdrawals } from './withdrawals.ts'

const { values: asked } = parseArgs({
  options: {
    only: { type: 'string', default: 'W1,W2,W3,W4,W5,W6,W7,W8,CANVAS,RUNS,FIRST,SLEEPERS,WITHDRAWN,MAILS,SEGMENTS,IMPORT' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    profile: { type: 'string' },
    runs: { type: 'string', default: '1000000' },
    waiting: { type: 'string', default: '100000' },
  },
})

async function main(): Promise<void> {
  const wanted = asked.only.split(',').map((name) => name.trim().toUpperCase())
  buildIfNeeded(wanted.includes('W8') || wanted.includes('CANVAS') ? ['editor', 'server'] : ['server'])
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const pace = asked.quick ? { rounds: 3, ms: 1500 } : { rounds: 7, ms: 3000 }
  const times = asked.quick ? 5 : 15
  const profile = asked.profile ? resolve(asked.profile) : null
  const within = (name: string) => {
    const own = join(folder, name)
    mkdirSync(own)
    return own
  }
  const measures: Readonly<Record<string, () => Promise<Measured>>> = {
    W1: () => measureThroughput('W1', { folder: within('w1'), pace, profile, say }),
    W2: () => measureThroughput('W2', { folder: within('w2'), pace, profile, say }),
    W3: () => measureChain({ folder: within('w3'), times, profile }),
    W4: () => measureList({ folder: within('w4'), times: Math.ceil(times / 3), profile }),
    W5: () => measureStart({ folder: within('w5'), times: Math.ceil(times / 3) }),
    W6: () => measureWaiting({ folder: within('w6'), waiting: Number(asked.waiting), times: asked.quick ? 1 : 3 }),
    W7: () => measureKills({ folder: within('w7'), say }),
    RUNS: () =>
      measureSixNodes({ folder: within('runs'), ...(asked.quick ? { rounds: 1, runs: 2_000 } : { rounds: 3, runs: 20_000 }), profile }),
    FIRST: () => measureFirstEffect({ folder: within('first'), times: asked.quick ? 100 : 500, profile }),
    SLEEPERS: () => measureSleepers({ folder: within('sleepers'), sleepers: 10_000, rounds: asked.quick ? 1 : 3 }),
    WITHDRAWN: () => measureWithdrawals({ folder: within('withdrawn'), open: Number(asked.waiting), times: asked.quick ? 10 : 30 }),
    MAILS: () => measureMails({ folder: within('mails'), rounds: asked.quick ? 1 : 3, profile }),
    SEGMENTS: () => measureSegments({ folder: within('segments'), times }),
    IMPORT: () => measureImport({ folder: within('import') }),
    SOAK: () => measureSoak({ folder: within('soak'), runs: Number(asked.runs), say }),
    CANVAS: () => measureCanvas({ folder: within('canvas'), rounds: asked.quick ? 2 : 5 }),
    W8: () => measurePage({ folder: within('w8'), times: Math.ceil(times / 3) }),
  }
  const unknown = wanted.find((name) => !Object.hasOwn(measures, name))
  if (unknown !== undefined) throw new Error(`There is no ${unknown}; --only takes ${Object.keys(measures).join(', ')}`)

  const measured: Measured[] = []
  for (const name of wanted) {
    say(`${name} …`)
    // What was measured before is told all the same.
    const failed = (error: unknown): Measured => {
      process.exitCode = 1
      return { figures: [], notes: [`${name}: NOT MEASURED. ${textOf(error)}`] }
    }
    const one = await measures[name]?.().catch(failed)
    if (one) measured.push(one)
  }
  const figures = measured.flatMap((one) => one.figures)
  const notes = [...conditions(pace), ...measured.flatMap((one) => one.notes)]
  if (asked.json) print(JSON.stringify({ figures: figures.map((one) => ({ ...one, verdict: verdict(one) })), notes }, null, 2))
  else print(`\n${inTable(figures)}\n\n${notes.join('\n')}`)
}

const conditions = ({ rounds, ms }: { rounds: number; ms: number }): string[] => [
  `${availableParallelism()} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.versions.node}, load of the last minute ${loadavg()[0]?.toFixed(1)}; ${rounds} rounds of ${ms / 1000} s, the two sides in turn.`,
  `Both sides write through to the disk (PRAGMA synchronous = FULL) before they answer. HOOK_RATE was raised from 50 to ${hookRate.toLocaleString('en')} a second.`,
]

const say = (line: string) => process.stderr.write(`${line}\n`)
const print = (text: string) => process.stdout.write(`${text}\n`)

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

main().catch((error: unknown) => {
  say(textOf(error))
  process.exitCode = 1
})
