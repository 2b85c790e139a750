/** How long somebody waits who does one thing while nothing else happens: from a webhook to the change that it led to, committed. */
import { setTimeout as later } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { changeWorkflow, numbered, personBody, personMapping } from './drawings.ts'
import { figure } from './figures.ts'
import { startInstallation } from './installation.ts'
import type { Measured } from './throughput.ts'

/** Whatever is slower the first time is over then. */
const first = 20
/** Milliseconds of quiet between two webhooks. */
const quietMs = 50

/** `folder` is empty. Throws when a change does not come within ten seconds, or comes for somebody else. */
export async function measureFirstEffect({
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
  const changed = database.prepare(`select count(*) from "contact" where "email" = ? and "need" = ?`).pluck()
  const took: number[] = []
  try {
    await product.post('/api/hooks', { fields: { path: 'first', name: 'First', active: true, mapping: personMapping } })
    await product.publish(changeWorkflow('first', 'first'))
    for (let number = -first; number < times; number++) {
      const body = numbered(personBody, number + first)
      const { email, order } = JSON.parse(body) as { email: string; order: string }
      await later(quietMs)
      const sentAt = performance.now()
      const answered = product.hook('first', body)
      while (changed.get(email, order) !== 1) {
        if (performance.now() - sentAt > 10_000) throw new Error(`First effect: the contact of webhook ${number} was not changed`)
        await later(1)
      }
      if (number >= 0) took.push(performance.now() - sentAt)
      if ((await answered) !== 202) throw new Error(`First effect: a webhook was answered with ${await answered}`)
    }
  } finally {
    database.close()
    await product.stop()
  }
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return {
    figures: [
      figure('FIRST effect after a webhook, idle, p50', [at(0.5)], 'ms', { kind: 'most', must: 20, aim: 20 }),
      figure('FIRST effect after a webhook, idle, p99', [at(0.99)], 'ms', { kind: 'most', must: 60, aim: 60 }),
    ],
    notes: [
      `FIRST: ${times} webhooks one after the other, each with somebody new; the change is seen by another process, which looks each millisecond.`,
    ],
  }
}
