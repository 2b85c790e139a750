/** Memory over very many runs: it may not grow with what has been done. */
import { openFiles, residentMiB, startChild } from './child.ts'
import { anonymousBody, ordersWorkflow } from './drawings.ts'
import { figure } from './figures.ts'
import { startInstallation } from './installation.ts'
import type { Job, Load } from './load-process.ts'
import { withDatabase } from './recorded-rows.ts'
import type { Measured } from './throughput.ts'

const settled = 100_000

/** `runs`: how many in all. `folder` is empty. Throws when one is missing. */
export async function measureSoak({ folder, runs, say }: { folder: string; runs: number; say(line: string): void }): Promise<Measured> {
  const product = await startInstallation({ folder })
  const load = startChild('load-process.ts')
  try {
    await product.post('/api/hooks', { fields: { path: 'bench', name: 'Bench', active: true } })
    await product.publish(ordersWorkflow('bench', 'bench', null))
    let sent = 0
    let atSettled = 0
    let most = 0
    while (sent < runs) {
      const job: Job = { port: product.port, path: '/hooks/bench', connections: 50, ms: 5_000, body: anonymousBody, from: sent }
      const done = await load.ask<Load>(job)
      if (done.wrong > 0 || done.answered === 0) throw new Error(`Soak: ${done.wrong} of ${done.answered} webhooks were not accepted`)
      sent += done.answered
      const now = residentMiB(product.pid)
      if (atSettled === 0 && sent >= settled) atSettled = now
      if (sent >= settled) most = Math.max(most, now)
      say(`${sent.toLocaleString('en')} runs, ${Math.round(now)} MiB, ${openFiles(product.pid)} open files`)
    }
    const kept = withDatabase(product.file, (database) =>
      Number(database.prepare(`select count(*) from "runs" where "state" = 'finished'`).pluck().get()),
    )
    if (kept !== sent) throw new Error(`Soak: ${kept} of ${sent} runs have finished`)
    return {
      figures: [
        figure(`Memory at most over ${runs.toLocaleString('en')} runs`, [most], 'MiB', { kind: 'most', must: 350, aim: 250 }),
        figure(`Memory at most against that after ${settled.toLocaleString('en')}`, [(most / atSettled) * 100], '%', {
          kind: 'most',
          must: 110,
          aim: 105,
        }),
      ],
      notes: [],
    }
  } finally {
    await Promise.all([product.stop(), load.end()])
  }
}
