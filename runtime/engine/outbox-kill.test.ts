import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { CrmEvent } from '../../shared/events.ts'
import { newId } from '../store/ids.ts'
import { openStore } from '../store/open.ts'
import type { Op } from '../store/port.ts'
import { bundleEngine, type KillableEngine, startEngine } from '../testing/killable-engine.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { aWorkflow, publication, thePeople } from '../testing/world.ts'

const flow = aWorkflow(
  {
    form: { type: 'trigger.form', params: { form: 'website' } },
    ask: {
      type: 'msg.email',
      params: { letter: { en: { subject: ['Hello'], blocks: [] } }, sender: 'company', category: 'personal', whenUnknown: 'hold' },
    },
  },
  ['form -> ask'],
)
const people = 24

test('a process that dies between the answer of the mail server and its own commit sends no letter twice and loses none', {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-outbox-'))
  const bundle = await bundleEngine()
  let engine: KillableEngine | null = null
  let letters = 0
  // Every third letter that has arrived is the last thing its sender learns.
  const server = await aSmtpServer(() => ({ arrived: async () => void (++letters % 3 === 0 && (await engine?.kill())) }))
  onTestFinished(async () => {
    await engine?.kill()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
    rmSync(dirname(bundle), { recursive: true, force: true })
  })
  await prepare(folder)

  let deliveries: readonly Delivery[] = []
  let lives = 0
  while (deliveries.length < people || deliveries.some(({ state }) => state !== 'done' && state !== 'unknown')) {
    expect(++lives).toBeLessThan(20)
    engine = await startEngine(bundle, folder, server.url)
    await askAll(engine).catch(wasKilled)
    deliveries = (await settled(engine).catch(wasKilled)) ?? deliveries
  }

  const received = server.received.map(({ raw }) => /Message-ID: <([\w-]+)@/.exec(raw)?.[1] ?? '')
  const done = deliveries.filter(({ state }) => state === 'done').map(({ id }) => id)
  const held = deliveries.filter(({ state }) => state === 'unknown').map(({ id }) => id)
  expect(lives).toBeGreaterThan(2)
  expect(new Set(received).size).toBe(received.length)
  expect(received).toEqual(expect.arrayContaining(done))
  // Of those whose sender died it is not known; some have arrived, and none is sent again by itself.
  expect(held.filter((id) => received.includes(id)).length).toBeGreaterThan(0)
  expect([...done, ...held].sort()).toEqual(deliveries.map(({ id }) => id).sort())
})

interface Delivery {
  readonly id: string
  readonly state: string
}

function wasKilled(error: unknown): undefined {
  expect(String(error)).toMatch(/killed|channel closed|EPIPE/i)
}

/** Everybody asks once, however often it is tried: the run of an event has an id that follows from it. */
async function askAll(engine: KillableEngine): Promise<void> {
  for (const event of events) await engine.ask({ kind: 'submit', unit: { ops: [once(event), { op: 'event', event, state: 'pending' }] } })
}

/** Waits until nothing is on its way any more; rejects when the process dies. */
const settled = (engine: KillableEngine): Promise<readonly Delivery[]> =>
  vi.waitUntil(
    async () => {
      const all = await engine.ask<readonly Delivery[]>({ kind: 'deliveries' })
      return all.length === people && all.every(({ state }) => state === 'done' || state === 'unknown') ? all : false
    },
    { timeout: 20_000, interval: 50 },
  )

const events = Array.from({ length: people }, (_, index): CrmEvent => {
  const contact = `c${index}`
  return {
    id: newId(),
    kind: 'form-submitted',
    at: new Date(),
    about: contact,
    records: { contact },
    fields: { form: 'website' },
    cause: { kind: 'outside', id: null, depth: 0 },
  }
})

const once = (event: CrmEvent): Op => ({ op: 'once', scope: 'test', key: event.id, event: event.id, bodyHash: '', at: event.at })

async function prepare(folder: string): Promise<void> {
  const at = new Date()
  const store = await openStore({ dataDir: folder })
  const contact = (index: number): Op => ({
    op: 'change',
    change: {
      change: 'create',
      entity: 'contact',
      id: `c${index}`,
      revision: null,
      fields: { firstName: 'Anna', email: `anna${index}@client.example`, owner: 'valera' },
      cause: { kind: 'system', id: null, depth: 0 },
      at,
      quiet: true,
    },
  })
  await store.commit([
    { ops: [...thePeople(at), ...Array.from({ length: people }, (_, index) => contact(index)), ...publication(flow, 'live', 1, at)] },
  ])
  await store.close()
}
