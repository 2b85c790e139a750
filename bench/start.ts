/** W5: how soon after its start the product serves every hook, and how much memory it takes. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { residentMiB, startChild } from './child.ts'
import { anonymousBody, ordersWorkflow } from './drawings.ts'
import { figure } from './figures.ts'
import { type Installation, startInstallation } from './installation.ts'
import type { Job, Load } from './load-process.ts'
import { withDatabase } from './recorded-rows.ts'
import type { Measured } from './throughput.ts'

const runs = 10_000
const hasDemo = existsSync(join(import.meta.dirname, '../runtime/demo'))

/** `folder` is empty. */
export async function measureStart({ folder, times }: { folder: string; times: number }): Promise<Measured> {
  const holds = await prepare(folder)
  const started: number[] = []
  const served: number[] = []
  const idle: number[] = []
  const after: number[] = []
  for (let time = 0; time < times; time++) {
    const began = performance.now()
    const product = await startInstallation({ folder })
    try {
      started.push(product.startedInMs)
      await everyHook(product)
      served.push(performance.now() - began)
      await later(3000)
      idle.push(residentMiB(product.pid))
      if (time === times - 1) {
        await manyRuns(product)
        after.push(residentMiB(product.pid))
      }
    } finally {
      await product.stop()
    }
  }
  return {
    figures: [
      figure('W5 spawn to the first answer', started, 'ms'),
      figure('W5 spawn to every hook served', served, 'ms', { kind: 'most', must: 1000, aim: 500 }),
      figure('W5 memory, idle', idle, 'MiB', { kind: 'most', must: 144, aim: 100 }),
      figure(`W5 memory after ${runs.toLocaleString('en')} runs`, after, 'MiB', { kind: 'most', must: 250, aim: 160 }),
    ],
    notes: [`W5: an installation with ${holds}.`],
  }
}

/** The demo company and one more workflow to run; says what there is. */
async function prepare(folder: string): Promise<string> {
  const product = await startInstallation({ folder, demo: hasDemo })
  try {
    await product.post('/api/hooks', { fields: { path: 'bench', name: 'Bench', active: true } })
    await product.publish(ordersWorkflow('bench', 'bench', null))
    if (!hasDemo) {
      for (let number = 0; number < 100; number++) {
        await product.post('/api/contacts', {
          fields: { firstName: 'Anna', lastName: `Petrova ${number}`, email: `anna-${number}@bench.example` },
        })
      }
      for (let number = 0; number < 5; number++) {
        await product.post('/api/hooks', { fields: { path: `bench-${number}`, name: `Bench ${number}`, active: true } })
        await product.publish(ordersWorkflow(`bench-${number}`, `bench-${number}`, 'contact'))
      }
    }
  } finally {
    await product.stop()
  }
  const count = (sql: string) => withDatabase(product.file, (database) => Number(database.prepare(sql).pluck().get()))
  const contacts = count('select count(*) from "contact"')
  const live = count(`select count(*) from "workflows" where "state" = 'live'`)
  return `${hasDemo ? 'the demo company, ' : ''}${contacts} contacts and ${live} live workflows`
}

/** Each hook takes something in, or says itself that it wants a signature. */
async function everyHook(product: Installation): Promise<void> {
  const paths = withDatabase(product.file, (database) =>
    database.prepare(`select "path" from "hook" where "archivedAt" is null and ("active" is null or "active" = 1)`).pluck().all(),
  )
  for (const path of paths) {
    const status = await product.hook(String(path), '{}')
    if (status !== 202 && status !== 401) throw new Error(`W5: the hook ${String(path)} answered ${status} after the start`)
  }
}

async function manyRuns(product: Installation): Promise<void> {
  const finished = () =>
    withDatabase(product.file, (database) =>
      Number(database.prepare(`select count(*) from "runs" where "workflow" = 'bench' and "state" = 'finished'`).pluck().get()),
    )
  const before = finished()
  const load = startChild('load-process.ts')
  try {
    let from = 1
    while (finished() - before < runs) {
      const job: Job = { port: product.port, path: '/hooks/bench', connections: 50, ms: 1000, body: anonymousBody, from }
      const done = await load.ask<Load>(job)
      if (done.wrong > 0 || done.answered === 0) throw new Error(`W5: ${done.wrong} of ${done.answered} webhooks were not accepted`)
      from += done.answered
    }
  } finally {
    await load.end()
  }
}
