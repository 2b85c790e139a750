/** W5: how soon after its start the product serves every hook, and how much memory it takes. */
import { setTimeout as later } from 'node:timers/promises'
import { residentMiB, startChild } from './child.ts'
import { anonymousBody, ordersWorkflow } from './drawings.ts'
import { figure } from './figures.ts'
import { type Installation, startInstallation } from './installation.ts'
import { addContacts } from './large-company.ts'
import type { Job, Load } from './load-process.ts'
import { withDatabase } from './recorded-rows.ts'
import type { Measured } from './throughput.ts'

const runs = 10_000
const contacts = 100_000
const workflows = 50

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

/** A company of the size at which the goal holds; says what there is. */
async function prepare(folder: string): Promise<string> {
  const product = await startInstallation({ folder })
  try {
    for (let number = 0; number < workflows; number++) {
      const path = number === 0 ? 'bench' : `bench-${number}`
      await product.post('/api/hooks', { fields: { path, name: path, active: true } })
      await product.publish(ordersWorkflow(path, path, number === 0 ? null : 'contact'))
    }
  } finally {
    await product.stop()
  }
  await addContacts(folder, contacts)
  return `${contacts.toLocaleString('en')} contacts and ${workflows} live workflows`
}

/** Each hook takes something in, or says itself that it wants a signature. */
async function everyHook(product: Installation): Promise<void> {
  const paths = withDatabase(product.file, (database) =>
    database.prepare(`select "path" from "hook" where "archivedAt" is null and ("active" is null or "active" = 1)`).pluck().all(),
  )
  const statuses = await Promise.all(paths.map((path) => product.hook(String(path), '{}')))
  const wrong = statuses.findIndex((status) => status !== 202 && status !== 401)
  if (wrong >= 0) throw new Error(`W5: the hook ${String(paths[wrong])} answered ${statuses[wrong]} after the start`)
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
