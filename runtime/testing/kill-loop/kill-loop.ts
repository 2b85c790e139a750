/**
 * The built program under load, killed at random moments and started again over the same folder. Afterwards nothing that
 * was answered is lost, nothing inside is doubled, and outside every letter came at most once and every call under one key.
 */
import { chance } from '../../../shared/seed.ts'
import { buildProduct, type Product, type Session, spawnProduct, startProduct } from '../product.ts'
import { type Arrived, checkEnd, checkLeftBehind, type Finding, unsettled, withDatabase } from './checks.ts'
import { Ledger } from './ledger.ts'
import { loadOn } from './load.ts'
import { openOutside } from './outside.ts'
import { prepare } from './prepare.ts'

interface KillLoop {
  /** Of the data; empty. */
  readonly folder: string
  readonly rounds: number
  /** The same seed kills after the same times. */
  readonly seed: number
  readonly progress?: (line: string) => void
}

/** Times in milliseconds, from the spawn until the program is ready, of starts after a kill. */
export interface KillFigures {
  readonly findings: readonly Finding[]
  readonly kills: number
  readonly orders: number
  readonly approvals: number
  readonly edits: number
  readonly letters: number
  /** Letters that nobody knows to have arrived or not, and that wait for a person. */
  readonly held: number
  readonly calls: number
  /** Calls that came again under their key. */
  readonly repeatedCalls: number
  readonly readyP50: number
  readonly readyP95: number
  readonly readyMax: number
}

const ordersPerRound = 20
/** A round is killed within so many milliseconds after it is ready, and as many as it took to be; one in five already while it starts. */
const longestLifeMs = 700

/** Runs all rounds, lets the last life finish its work, and compares. Throws when the program does not start. */
export async function killLoop({ folder, rounds, seed, progress = () => {} }: KillLoop): Promise<KillFigures> {
  buildProduct()
  const random = seeded(seed)
  const ledger = new Ledger()
  const outside = await openOutside()
  const session: Session = { cookie: null }
  const start = () => startProduct(folder, outside.env, session)
  const findings: Finding[] = []
  const ready: number[] = []
  let kills = 0
  try {
    let product = await start()
    await prepare(product, ledger, outside.target)
    for (let round = 1; round <= rounds; round++) {
      let isOver = false
      const load = loadOn(product, ledger, ledger.accepted().length + ordersPerRound, () => isOver)
      await later(random() * (longestLifeMs + product.readyInMs))
      await product.end('SIGKILL')
      isOver = true
      await load.done
      kills++
      findings.push(...load.complaints, ...checkLeftBehind(folder, ledger).map((finding) => `round ${round}: ${finding}`))
      if (random() < 0.2) {
        await killWhileStarting(folder, outside.env, random() * 600)
        kills++
        findings.push(...checkLeftBehind(folder, ledger).map((finding) => `round ${round}, killed at its start: ${finding}`))
      }
      product = await start()
      ready.push(product.readyInMs)
      if (round % 20 === 0) progress(`${round} rounds, ${ledger.accepted().length} orders, ${findings.length} findings`)
    }
    findings.push(...(await finish(product, ledger, folder)))
    await product.end('SIGTERM')
    findings.push(...checkEnd(folder, ledger, outside.arrived()))
  } finally {
    await outside.close()
  }
  return { findings, kills, ...figuresOf(ledger, outside.arrived()), ...quantiles(ready), held: heldIn(folder) }
}

async function killWhileStarting(folder: string, env: Readonly<Record<string, string>>, afterMs: number): Promise<void> {
  const { child, gone } = spawnProduct(folder, { PORT: '0', ...env })
  await later(afterMs)
  child.kill('SIGKILL')
  await gone
}

const longestStandstillMs = 60_000

/** Lets everything come to its end, for as long as there is less to do from minute to minute. */
async function finish(product: Product, ledger: Ledger, folder: string): Promise<Finding[]> {
  let isOver = false
  const load = loadOn(product, ledger, ledger.orders.size, () => isOver)
  const left = () => ledger.orders.size - ledger.accepted().length + unsettled(folder)
  let least = { count: left(), at: performance.now() }
  while (least.count > 0 && performance.now() - least.at < longestStandstillMs) {
    await later(50)
    const count = left()
    if (count < least.count) least = { count, at: performance.now() }
  }
  isOver = true
  await load.done
  return [...load.complaints, ...(least.count === 0 ? [] : [`${least.count} things never came to their end`])]
}

function figuresOf(ledger: Ledger, { letters, calls }: Arrived) {
  const keys = [...calls.values()]
  return {
    orders: ledger.accepted().length,
    approvals: [...ledger.approvals.values()].filter(Boolean).length,
    edits: [...ledger.edits.values()].reduce((sum, { answered }) => sum + answered, 0),
    letters: letters.length,
    calls: keys.reduce((sum, of) => sum + of.length, 0),
    repeatedCalls: keys.reduce((sum, of) => sum + of.length - 1, 0),
  }
}

const heldIn = (folder: string): number =>
  withDatabase(folder, (ask) => Number(ask(`select count(*) as "count" from "deliveries" where "state" = 'unknown'`)[0]?.['count']))

function quantiles(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { readyP50: at(0.5), readyP95: at(0.95), readyMax: at(1) }
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let count = 0
  return () => chance(String(seed), String(count++))
}
