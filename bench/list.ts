/** W4: one list of 10,000 items through a condition and a change, every step kept, and what others wait for meanwhile. */
import { setTimeout as later } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { startChild } from './child.ts'
import { listBody, listWorkflow, numbered, ordersWorkflow } from './drawings.ts'
import { figure } from './figures.ts'
import { startInstallation } from './installation.ts'
import { meanwhile } from './others.ts'
import type { Measured } from './throughput.ts'

const items = 10_000
/** The condition of each, the change of half of them, the trigger and the list itself. */
const stepsEach = items + items / 2 + 2

/** `folder` is empty. Throws when a step is missing. */
export async function measureList({
  folder,
  times,
  profile,
}: {
  folder: string
  times: number
  profile: string | null
}): Promise<Measured> {
  const product = await startInstallation({ folder, profile })
  const load = startChild('load-process.ts')
  const database = new Sqlite(product.file, { readonly: true })
  const finished = database.prepare(`select count(*) from "runs" where "workflow" = 'list' and "state" = 'finished'`).pluck()
  const took: number[] = []
  const others: number[] = []
  const started = -2
  try {
    for (const path of ['list', 'bench']) await product.post('/api/hooks', { fields: { path, name: path, active: true } })
    await product.publish(listWorkflow('list', 'list', items))
    await product.publish(ordersWorkflow('bench', 'bench', null))
    const body = listBody(items)
    for (let time = started; time < times; time++) {
      const wanted = Number(finished.get()) + 1
      const sentAt = performance.now()
      const { longest, result } = await meanwhile({ load, port: product.port, from: time * 100_000 + 1_000_000 }, async () => {
        const status = await product.hook('list', numbered(body, time - started))
        if (status !== 202) throw new Error(`W4: the webhook was answered with ${status}`)
        while (Number(finished.get()) < wanted) {
          if (performance.now() - sentAt > 60_000) throw new Error('W4: the list did not end within a minute')
          await later(1)
        }
        return performance.now() - sentAt
      })
      if (time >= 0) took.push(result)
      if (time >= 0) others.push(longest)
      await later(1_100 - ((performance.now() - sentAt) % 1_000))
    }
    const steps = database
      .prepare(`select sum(json_array_length("steps")) from "trails" where "run" in (select "id" from "runs" where "workflow" = 'list')`)
      .pluck()
      .get()
    if (steps !== (times - started) * stepsEach) throw new Error(`W4: ${steps} steps are kept`)
  } finally {
    database.close()
    await Promise.all([product.stop(), load.end()])
  }
  return {
    figures: [
      figure(`W4 list of ${items.toLocaleString('en')} items, every step kept`, took, 'ms', { kind: 'most', must: 120, aim: 50 }),
      figure('W4 longest wait of others meanwhile', others, 'ms', { kind: 'most', must: 100, aim: 100 }),
    ],
    notes: [],
  }
}
