/**
 * Waits by the real clock: none ends early, and what came due while nothing ran is done after the start, in due order.
 * `OVERDUE=10000` tries it with as many; by default they are some hundred.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import { newId } from '../store/ids.ts'
import { openStore } from '../store/open.ts'
import type { Op, Store } from '../store/port.ts'
import { theCompany } from '../testing/the-company.ts'
import { aWorkflow, publication } from '../testing/world.ts'
import { type Clock, manualClock, realClock } from './clock.ts'
import { openEngine } from './engine.ts'

const count = Number(process.env['OVERDUE'] ?? 400)

const flow = aWorkflow(
  { form: { type: 'trigger.form', params: { form: 'website' } }, wait: { type: 'wait.untilDate', params: { date: 'event.on' } } },
  ['form -> wait'],
  { subject: null },
)

async function aStore(): Promise<Store> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tandem-overdue-'))
  const store = await openStore({ dataDir })
  onTestFinished(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  return store
}

const engineOver = (store: Store, clock: Clock) =>
  openEngine({
    store,
    clock,
    nodeTypes: () => nodeTypes,
    company: () => theCompany,
    graceMs: () => 0,
    deliverers: [],
    onError: (error) => console.error(error),
  })

const submission = (on: Date, at: Date): Op => ({
  op: 'event',
  event: {
    id: newId(),
    kind: 'form-submitted',
    at,
    about: null,
    records: {},
    fields: { form: 'website', on: on.toISOString() },
    cause: { kind: 'outside', id: null, depth: 0 },
  },
  state: 'pending',
})

/** Lets a run wait for each of these moments, as it was an hour ago. */
async function letWait(store: Store, moments: readonly Date[]): Promise<void> {
  const clock = manualClock(new Date(Date.now() - 3_600_000))
  await store.commit(publication(flow, 'live', 1, clock.now()).map((op) => ({ ops: [op] })))
  const engine = engineOver(store, clock)
  await engine.start()
  await Promise.all(moments.map((on) => engine.pump.submit({ ops: [submission(on, clock.now())] })))
  await engine.pump.idle()
  await engine.close()
}

/** When each run ended and when it was to, in the order of the commits. */
interface Ended {
  readonly due: number
  readonly at: number
}

/** Starts the engine by the real clock, and resolves when all these have ended; `began` is when it was ready. */
async function endedAfterStart(store: Store, expected: number): Promise<{ readonly began: number; readonly ended: readonly Ended[] }> {
  const ended: Ended[] = []
  const watched: Store = {
    ...store,
    async commit(units) {
      const results = await store.commit(units)
      for (const { ops } of units)
        for (const op of ops)
          if (op.op === 'run' && op.run.state === 'finished')
            ended.push({ due: Date.parse(String(op.run.event?.fields['on'])), at: Date.now() })
      return results
    },
  }
  const engine = engineOver(watched, realClock())
  await engine.start()
  const began = Date.now()
  await vi.waitFor(() => expect(ended).toHaveLength(expected), { timeout: 90_000, interval: 20 })
  await engine.close()
  return { began, ended }
}

test('what came due while nothing ran is done in due order: the first within five seconds, ten thousand within a minute', async () => {
  const store = await aStore()
  const from = Date.now() - 1_800_000
  // Neighbours are far apart in the order in which they began.
  await letWait(
    store,
    Array.from({ length: count }, (_, index) => new Date(from + ((index * 7_919) % count) * 100)),
  )

  const { began, ended } = await endedAfterStart(store, count)

  expect(ended.map(({ due }) => due)).toEqual(ended.map(({ due }) => due).toSorted((a, b) => a - b))
  expect((ended[0]?.at ?? Number.POSITIVE_INFINITY) - began).toBeLessThan(5_000)
  expect((ended.at(-1)?.at ?? Number.POSITIVE_INFINITY) - began).toBeLessThan(60_000)
}, 180_000)

test('no wait ends before its moment, and all but one in a hundred within a second of it', async () => {
  const store = await aStore()
  const from = Date.now() + 1_500
  await letWait(
    store,
    Array.from({ length: 100 }, (_, index) => new Date(from + index * 10)),
  )

  const { began, ended } = await endedAfterStart(store, 100)

  expect(Math.min(...ended.map(({ due, at }) => at - due))).toBeGreaterThanOrEqual(0)
  const late = ended.map(({ due, at }) => at - Math.max(due, began)).toSorted((a, b) => a - b)
  expect(late[98]).toBeLessThan(1_000)
}, 60_000)
