/** W3: from one event to the end of a run through a long chain, every step kept. */
import { setTimeout as later } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { chainWorkflow } from './drawings.ts'
import { type Figure, figure } from './figures.ts'
import { startInstallation } from './installation.ts'
import type { Measured } from './throughput.ts'

const lengths = [500, 1000, 2000] as const

/** `folder` is empty. Throws when a step is missing. */
export async function measureChain({
  folder,
  times,
  profile,
}: {
  folder: string
  times: number
  profile: string | null
}): Promise<Measured> {
  const product = await startInstallation({ folder, profile })
  const database = new Sqlite(product.file, { readonly: true })
  const ended = database.prepare(`select count(*) from "runs" where "workflow" = ? and "state" = 'finished'`).pluck()
  const took = new Map<number, number[]>(lengths.map((length) => [length, []]))
  try {
    for (const length of lengths) {
      await product.post('/api/hooks', { fields: { path: `chain-${length}`, name: `Chain ${length}`, active: true } })
      await product.publish(chainWorkflow(`chain-${length}`, `chain-${length}`, length))
    }
    for (let time = -3; time < times; time++) {
      for (const length of lengths) {
        const wanted = Number(ended.get(`chain-${length}`)) + 1
        const sentAt = performance.now()
        const status = await product.hook(`chain-${length}`, JSON.stringify({ time, length }))
        if (status !== 202) throw new Error(`W3: the webhook was answered with ${status}`)
        while (Number(ended.get(`chain-${length}`)) < wanted) {
          if (performance.now() - sentAt > 30_000) throw new Error(`W3: a chain of ${length} did not end within 30 seconds`)
          await later(1)
        }
        if (time >= 0) took.get(length)?.push(performance.now() - sentAt)
        await later(30)
      }
    }
    for (const length of lengths) {
      const steps = database
        .prepare(
          `select sum(json_array_length("steps")) from "trails" where "run" in (select "id" from "runs" where "workflow" = ? and "state" = 'finished')`,
        )
        .pluck()
        .get(`chain-${length}`)
      if (steps !== (times + 3) * length) throw new Error(`W3: ${steps} steps of the chain of ${length} are kept`)
    }
  } finally {
    database.close()
    await product.stop()
  }
  return { figures: figuresOf(took), notes: [] }
}

function figuresOf(took: ReadonlyMap<number, readonly number[]>): Figure[] {
  const of = (length: number) => took.get(length) ?? []
  const goal = { kind: 'most', must: 40, aim: 20 } as const
  return [
    ...lengths.map((length) =>
      figure(`W3 chain of ${length.toLocaleString('en')} nodes, every step kept`, of(length), 'ms', length === 1000 ? goal : null),
    ),
    figure(
      'W3 time per node at 2,000 against 500',
      of(2000).map((ms, time) => ms / 2000 / ((of(500)[time] ?? ms) / 500)),
      'x',
    ),
  ]
}
