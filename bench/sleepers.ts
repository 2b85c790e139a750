/** How late each of many is that wake one after the other within a few seconds. */
import { setTimeout as later } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { waitingBody, waitingWorkflow } from './drawings.ts'
import { figure } from './figures.ts'
import { type Installation, startInstallation } from './installation.ts'
import type { Measured } from './throughput.ts'

/** They wake evenly spread over so many milliseconds. */
const withinMs = 5_000
/** Milliseconds that one webhook takes at most, before the first is due. */
const prepareMs = 5

/** `folder` is empty. Throws when one wakes early, or not within a minute. */
export async function measureSleepers({
  folder,
  sleepers,
  rounds,
}: {
  folder: string
  sleepers: number
  rounds: number
}): Promise<Measured> {
  const product = await startInstallation({ folder })
  const late: { readonly p50: number; readonly p99: number; readonly most: number }[] = []
  try {
    await product.post('/api/hooks', { fields: { path: 'sleepers', name: 'Sleepers', active: true } })
    await product.publish(waitingWorkflow('sleepers', 'sleepers'))
    for (let round = 0; round < rounds; round++) {
      const from = Math.ceil(Date.now() / 1000) * 1000 + 4_000 + sleepers * prepareMs
      const due = Array.from({ length: sleepers }, (_, number) => new Date(from + Math.floor((number * withinMs) / sleepers)))
      await product.hooks(
        'sleepers',
        due.map((at, number) => waitingBody(round * sleepers + number, at)),
      )
      const lateness = await wake(product, due)
      const at = (share: number) => lateness[Math.min(lateness.length - 1, Math.floor(lateness.length * share))] ?? 0
      late.push({ p50: at(0.5), p99: at(0.99), most: at(1) })
    }
  } finally {
    await product.stop()
  }
  const name = `SLEEPERS ${sleepers.toLocaleString('en')} due within ${withinMs / 1000} s, late`
  const each = (of: (one: (typeof late)[number]) => number) => late.map(of)
  return {
    figures: [
      figure(
        `${name}, p50`,
        each(({ p50 }) => p50),
        'ms',
      ),
      figure(
        `${name}, p99`,
        each(({ p99 }) => p99),
        'ms',
        { kind: 'most', must: 100, aim: 100 },
      ),
      figure(
        `${name}, longest`,
        each(({ most }) => most),
        'ms',
      ),
    ],
    notes: [`SLEEPERS: none woke early. Seen by another process, which looks each millisecond.`],
  }
}

/** Milliseconds that each was late, least first: what a run does when it wakes is a new row of its trail. */
async function wake(product: Installation, due: readonly Date[]): Promise<number[]> {
  const database = new Sqlite(product.file, { readonly: true })
  const woken = database.prepare<[number], { row: number; at: string }>(
    `select t.rowid as "row", e."fields" ->> '$.body.at' as "at" from "trails" t join "runs" r on r."id" = t."run"
     join "events" e on e."id" = r."event" where t.rowid > ? order by t.rowid`,
  )
  const lateness: number[] = []
  try {
    let seen = Number(database.prepare('select max(rowid) from "trails"').pluck().get())
    if (Date.now() > (due[0]?.getTime() ?? 0)) throw new Error('Sleepers: this machine is too slow to prepare what comes due')
    while (lateness.length < due.length) {
      if (Date.now() > (due.at(-1)?.getTime() ?? 0) + 60_000) throw new Error('Sleepers: what was due did not go on within a minute')
      await later(1)
      const found = woken.all(seen)
      const now = Date.now()
      for (const { row, at } of found) {
        const late = now - Date.parse(at)
        if (late < 0) throw new Error('Sleepers: a run went on before its time')
        lateness.push(late)
        seen = row
      }
    }
  } finally {
    database.close()
  }
  return lateness.sort((a, b) => a - b)
}
