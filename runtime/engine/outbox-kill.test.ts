import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { CrmEvent } from '../../shared/events.ts'
import type { Op } from '../store/port.ts'
import { formFrom, prepareSenders } from '../testing/form-senders.ts'
import { bundleEngine, type KillableEngine, startEngine } from '../testing/killable-engine.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { aWorkflow } from '../testing/world.ts'

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
const contacts = Array.from({ length: 24 }, (_, index) => `c${index}`)

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
  await prepareSenders(
    folder,
    flow,
    Object.fromEntries(contacts.map((id) => [id, { firstName: 'Anna', email: `${id}@client.example`, owner: 'valera' }])),
  )

  let deliveries: readonly Delivery[] = []
  let lives = 0
  while (deliveries.length < contacts.length || deliveries.some(({ state }) => state !== 'done' && state !== 'unknown')) {
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
      return all.length === contacts.length && all.every(({ state }) => state === 'done' || state === 'unknown') ? all : false
    },
    { timeout: 20_000, interval: 50 },
  )

const events = contacts.map(formFrom)

const once = (event: CrmEvent): Op => ({ op: 'once', scope: 'test', key: event.id, event: event.id, bodyHash: '', at: event.at })
