import { expect, onTestFinished, test, vi } from 'vitest'
import type { SendEmail } from '../../shared/effects.ts'
import type { JsonObject } from '../../shared/json.ts'
import { newId } from '../store/ids.ts'
import type { Op } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const workflows = ['spring', 'summer', 'autumn', 'winter']

/** An installation with a mail server that holds back its answers after so many letters, until it is let go. */
async function aHouse(answersFor: number) {
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let arrived = 0
  const server = await aSmtpServer(() => ({ arrived: async () => void (++arrived > answersFor && (await gate)) }))
  onTestFinished(() => server.close())
  const app = await testApp({ smtpUrl: server.url })
  const [mailbox] = (await app.admin.get('/api/mailboxes')).body.items
  await app.parts.submit({ ops: [{ op: 'setting', key: 'mail', value: { dailyCap: 1_000 } }] })
  const receivedBy = (contact: string) => server.received.filter(({ to }) => to[0] === addressOf(contact)).length
  return { app, server, mailbox: String(mailbox.id), letGo, receivedBy }
}

const addressOf = (contact: string) => `${contact}@client.test`

/** Offers that are queued for contacts, in this order, by several flows. */
async function queued(app: TestApp, mailbox: string, contacts: readonly string[]): Promise<readonly string[]> {
  const at = app.parts.clock.now()
  const create = (entity: string, id: string, fields: JsonObject): Op => ({
    op: 'change',
    change: { change: 'create', entity, id, revision: null, fields, cause: { kind: 'system', id: null, depth: 0 }, at, quiet: true },
  })
  const people = [...new Set(contacts)].map((id) => create('contact', id, { firstName: id, email: addressOf(id), consentOffers: true }))
  const letters = contacts.map((contact, index) => aLetter(newId(), contact, mailbox, workflows[index % workflows.length] ?? '', at))
  const messages = letters.map(({ id, contact }) =>
    create('message', id, { direction: 'out', channel: 'email', state: 'queued', subject: 'An offer', contact, at: at.toISOString() }),
  )
  const result = await app.parts.submit({
    ops: [...people, ...messages, ...letters.map((delivery): Op => ({ op: 'delivery', delivery, expects: null }))],
  })
  expect(result).toMatchObject({ ok: true })
  return letters.map(({ id }) => id)
}

function aLetter(id: string, contact: string, mailbox: string, workflow: string, at: Date): DeliveryRow {
  const effect: SendEmail = {
    kind: 'send-email',
    id,
    contact,
    to: addressOf(contact),
    sender: 'company',
    category: 'offers',
    subject: 'An offer',
    blocks: [],
    questions: [],
    language: 'en',
    whenUnknown: 'hold',
    empty: [],
    frozen: {
      from: { name: 'Volga', address: 'olga@company.test' },
      replyTo: 'olga@company.test',
      mailbox,
      messageId: `<${id}@company.test>`,
      inReplyTo: null,
      headers: {},
      links: [],
      html: '<p>An offer</p>',
      text: 'An offer',
    },
  }
  const nowhere = { run: null, position: null, node: null, result: null, problem: null }
  const times = { dueAt: at, createdAt: at, updatedAt: at }
  return { id, effect, state: 'queued', workflow, channel: `mailbox:${mailbox}`, contact, attempts: 0, ...times, ...nowhere }
}

const unsubscribes = (app: TestApp, letter: string) =>
  app.stranger.post(`/u/${app.parts.mail.links.token('unsubscribe', letter)}`, 'List-Unsubscribe=One-Click')

test('of a thousand queued letters none goes to somebody who has unsubscribed, by one click and within a second', {
  timeout: 60_000,
}, async () => {
  const { app, server, mailbox, letGo, receivedBy } = await aHouse(20)
  const contacts = Array.from({ length: 1_000 }, (_, index) => (index % 2 === 0 ? 'anna' : `other${index % 50}`))
  const letters = await queued(app, mailbox, contacts)
  await vi.waitFor(() => expect(server.received).toHaveLength(25), { timeout: 15_000, interval: 10 })
  const before = receivedBy('anna')

  const started = performance.now()
  const answer = await unsubscribes(app, letters[0] ?? '')
  const took = performance.now() - started
  letGo()
  await app.parts.engine.pump.idle()

  expect(answer.status).toBe(200)
  expect(took).toBeLessThan(1_000)
  expect(before).toBeGreaterThan(0)
  expect(receivedBy('anna')).toBe(before)
  expect(server.received).toHaveLength(500 + before)
  const cancelled = await app.store.deliveries({ contact: 'anna', states: ['cancelled'], limit: 1_000 })
  expect(cancelled).toHaveLength(500 - before)
  expect(new Set(cancelled.map(({ workflow, problem }) => `${workflow} ${problem?.code}`))).toEqual(
    new Set(workflows.filter((_, index) => index % 2 === 0).map((workflow) => `${workflow} suppressed-unsubscribed`)),
  )
})

test('whoever unsubscribes while letters go out gets only those that had been handed over', async () => {
  const { app, server, mailbox } = await aHouse(1_000)
  const people = Array.from({ length: 20 }, (_, index) => `reader${index}`)
  const letters = await queued(app, mailbox, Array.from({ length: 5 }, () => people).flat())
  const allowed = new Map<string, Set<string>>()

  for (const [index, contact] of people.entries()) {
    await unsubscribes(app, letters[index] ?? '')
    const handedOver = await app.store.deliveries({ contact, states: ['sending', 'done'], limit: 10 })
    allowed.set(addressOf(contact), new Set(handedOver.map(({ id }) => id)))
  }
  await app.parts.engine.pump.idle()

  for (const { to, raw } of server.received) {
    expect(allowed.get(to[0] ?? '')).toContain(/Message-ID: <([\w-]+)@/.exec(raw)?.[1])
  }
  expect(server.received.length).toBeLessThan(100)
})
