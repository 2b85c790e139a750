/** W6: what waiting runs cost while nothing happens, and how late many are that come due at one moment. */
import { randomBytes } from 'node:crypto'
import { setTimeout as later } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { type Child, residentMiB, startChild } from './child.ts'
import { ordersWorkflow, waitingBody, waitingWorkflow } from './drawings.ts'
import { type Figure, figure } from './figures.ts'
import { type Installation, startInstallation } from './installation.ts'
import { meanwhile } from './others.ts'
import { withDatabase } from './recorded-rows.ts'
import type { Measured } from './throughput.ts'

/** `waiting`: so many runs that wait for years. `folder` is empty. Throws when one of them is lost or early. */
export async function measureWaiting({ folder, waiting, times }: { folder: string; waiting: number; times: number }): Promise<Measured> {
  await prepare(folder)
  const before = await idleMemory(folder, times)
  copyWaiting(folder, waiting)
  const after = await idleMemory(folder, times)
  const product = await startInstallation({ folder })
  const load = startChild('load-process.ts')
  const figures: Figure[] = []
  try {
    for (const due of [1_000, 10_000]) figures.push(...(await measureDue(product, load, due, due === 1_000 ? times : 1)))
  } finally {
    await Promise.all([product.stop(), load.end()])
  }
  const left = withDatabase(product.file, (database) =>
    Number(database.prepare(`select count(*) from "runs" where "workflow" = 'waiting' and "state" = 'active'`).pluck().get()),
  )
  if (left !== waiting + 1) throw new Error(`W6: of ${waiting + 1} runs that wait, ${left} are left`)
  const each = after.map((mib, time) => ((mib - (before[time] ?? mib)) * 1024) / waiting)
  return {
    figures: [
      figure(`W6 memory for each of ${waiting.toLocaleString('en')} waiting runs`, each, 'KiB', { kind: 'most', must: 1, aim: 0.01 }),
      ...figures,
    ],
    notes: [`W6: idle memory ${Math.round(before[0] ?? 0)} MiB without and ${Math.round(after[0] ?? 0)} MiB with the waiting runs.`],
  }
}

/** Both workflows, and one run that waits for five years. */
async function prepare(folder: string): Promise<void> {
  const product = await startInstallation({ folder })
  try {
    for (const path of ['waiting', 'bench']) await product.post('/api/hooks', { fields: { path, name: path, active: true } })
    await product.publish(waitingWorkflow('waiting', 'waiting'))
    await product.publish(ordersWorkflow('bench', 'bench', null))
    await product.hook('waiting', waitingBody(0, new Date(Date.now() + 4 * 365 * 86_400_000)))
    await stateCount(product, 'active', 1)
  } finally {
    await product.stop()
  }
}

async function idleMemory(folder: string, times: number): Promise<number[]> {
  const measured: number[] = []
  for (let time = 0; time < times; time++) {
    const product = await startInstallation({ folder })
    await later(3000)
    measured.push(residentMiB(product.pid))
    await product.stop()
  }
  return measured
}

/** The rows of the waiting run once more for each, under other ids. */
function copyWaiting(folder: string, count: number): void {
  const database = new Sqlite(`${folder}/tandem.db`)
  try {
    const run = String(database.prepare(`select "id" from "runs" where "workflow" = 'waiting'`).pluck().get())
    const event = String(database.prepare(`select "event" from "runs" where "id" = ?`).pluck().get(run))
    const copies = (['events', 'runs', 'positions', 'trails'] as const).map((table) => {
      const key = table === 'events' ? 'id' : table === 'runs' || table === 'positions' ? 'id' : 'run'
      const row = database.prepare(`select * from "${table}" where "${key}" = ?`).get(table === 'events' ? event : run) as Record<
        string,
        never
      >
      const columns = Object.keys(row).filter((name) => !(table === 'events' && name === 'number'))
      const sql = `insert into "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`
      return { statement: database.prepare(sql), cells: columns.map((name) => row[name] ?? null) }
    })
    database.transaction(() => {
      for (let number = 0; number < count; number++) {
        const fresh = randomBytes(12).toString('hex')
        const renamed = (cell: string | number | null) =>
          typeof cell === 'string' ? cell.replaceAll(run, `run-${fresh}`).replaceAll(event, `event-${fresh}`) : cell
        for (const { statement, cells } of copies) statement.run(cells.map(renamed))
      }
    })()
  } finally {
    database.close()
  }
}

/** Starts runs that all wait for the same moment, and watches them go on. */
async function measureDue(product: Installation, load: Child, count: number, times: number): Promise<Figure[]> {
  const p99: number[] = []
  const last: number[] = []
  const others: number[] = []
  for (let time = 0; time < times; time++) {
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 4_000 + count * 6)
    await product.hooks(
      'waiting',
      Array.from({ length: count }, (_, index) => waitingBody(1 + time * 1_000_000 + count * 10 + index, at)),
    )
    if (Date.now() > at.getTime() - 1_000) throw new Error('W6: this machine is too slow to prepare what comes due')
    const before = finished(product)
    const lateness = await watch(product, load, at, count)
    if (finished(product) !== before + count) throw new Error(`W6: ${before + count - finished(product)} runs did not finish`)
    p99.push(lateness.p99)
    last.push(lateness.last)
    others.push(lateness.longestOther)
  }
  const name = `W6 ${count.toLocaleString('en')} due together`
  if (count === 1_000) return [figure(`${name}, late p99`, p99, 'ms', { kind: 'most', must: 1000, aim: 500 })]
  return [
    figure(`${name}, all gone on after`, last, 'ms', { kind: 'most', must: 10_000, aim: 5_000 }),
    figure(`${name}, longest wait of webhooks meanwhile`, others, 'ms', { kind: 'most', must: 100, aim: 100 }),
  ]
}

async function watch(product: Installation, load: Child, at: Date, count: number) {
  const database = new Sqlite(product.file, { readonly: true })
  try {
    const due = database.prepare(`select count(*) from "positions" where "workflow" = 'waiting' and "dueAt" <= ?`).pluck()
    const gone = () => count - Number(due.get(at.getTime()))
    await later(at.getTime() - Date.now() - 10)
    const seen: { readonly late: number; readonly gone: number }[] = []
    const { longest } = await meanwhile({ load, port: product.port, from: at.getTime() * 100 }, async () => {
      for (;;) {
        const one = { gone: gone(), late: Date.now() - at.getTime() }
        if (one.late < 0 && one.gone > 0) throw new Error('W6: a run went on before its time')
        if (one.late > 60_000) throw new Error('W6: what was due did not go on within a minute')
        seen.push(one)
        if (one.gone === count) return
        await later(2)
      }
    })
    return {
      p99: seen.find((one) => one.gone >= count * 0.99)?.late ?? 0,
      last: seen.at(-1)?.late ?? 0,
      longestOther: longest,
    }
  } finally {
    database.close()
  }
}

const finished = (product: Installation): number => count(product, 'finished')

const count = (product: Installation, state: string): number =>
  withDatabase(product.file, (database) =>
    Number(database.prepare(`select count(*) from "runs" where "workflow" = 'waiting' and "state" = ?`).pluck().get(state)),
  )

async function stateCount(product: Installation, state: string, wanted: number): Promise<void> {
  for (let tries = 0; count(product, state) < wanted; tries++) {
    if (tries > 200) throw new Error(`W6: there are not ${wanted} runs that are ${state}`)
    await later(20)
  }
}
