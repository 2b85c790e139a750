import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import { entityNamed } from '../../shared/entities.ts'
import type { Said } from '../../shared/json.ts'
import type { Link } from '../../shared/suggestion.ts'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { waitingItems } from '../notices/waiting-items.ts'
import { partOf } from '../testing/letter-part.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { type Asker, type TestApp, testApp } from '../testing/test-app.ts'
import { personNamed } from './access.ts'

/** A button on the card suggests the city, and another gives a task. */
const drawing: Workflow = {
  ...emptyWorkflow('move', 'Moves'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Move'], role: 'everyone', bulk: true } },
    { id: 'city', type: 'crm.update', mode: 'suggest', params: { entity: 'contact', fields: [{ field: 'city', value: ['Perm'] }] } },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'city' }],
}

interface Shown {
  readonly title: string
  readonly body: string
  readonly tag: string
  readonly url: string
}

/** A push service on this machine with one browser, which reads what comes for it. */
async function aScreen() {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  const auth = randomBytes(16)
  const shown: Shown[] = []
  const service = { status: 201 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      if (service.status < 300) shown.push(JSON.parse(decrypted(Buffer.concat(chunks), pair, auth)))
      response.writeHead(service.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const keys = { p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') }
  return { host, shown, service, subscription: { endpoint: `http://${host}/browser`, keys } }
}

/** RFC 8291 from the side of the browser. */
function decrypted(message: Buffer, pair: ReturnType<typeof createECDH>, auth: Buffer): string {
  const [salt, theirs, body] = [message.subarray(0, 16), message.subarray(21, 86), message.subarray(86)]
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), theirs])
  const input = Buffer.from(hkdfSync('sha256', pair.computeSecret(theirs), auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16))
  const nonce = Buffer.from(hkdfSync('sha256', input, salt, Buffer.from('Content-Encoding: nonce\0'), 12))
  const cipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(body.subarray(-16))
  return Buffer.concat([cipher.update(body.subarray(0, -16)), cipher.final()])
    .subarray(0, -1)
    .toString()
}

/** Valera, who is to decide, at ten in the morning, with a screen. */
async function withScreen(more: { readonly smtpUrl?: string } = {}) {
  const screen = await aScreen()
  const app = await testApp({ clock: 'manual', callsAllowed: [screen.host], ...more })
  const valera = await app.person('Valera', 'operator', 'sales')
  await app.admin.post('/api/workflows', { file: drawing })
  await app.admin.put('/api/workflows/move/publication', { revision: 1 })
  await turnTo(app, '10:00')
  const press = async (...names: string[]) => {
    const records: string[] = []
    for (const firstName of names) records.push((await valera.post('/api/contacts', { fields: { firstName } })).body.record.id)
    await valera.post('/api/buttons', { button: 'move/begin', entity: 'contact', records })
    await app.parts.engine.pump.idle()
    return records
  }
  const subscribe = async () => expect((await valera.put('/api/push-subscriptions', screen.subscription)).status).toBe(204)
  return { app, valera, screen, press, subscribe }
}

/** The next time that clocks in Berlin show this. */
async function turnTo(app: TestApp, time: string): Promise<void> {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const now = await timeOf(app)
  const inBerlin = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' }).format(now)
  const [h = 0, m = 0] = inBerlin.split(':').map(Number)
  const ahead = ((hours * 60 + minutes - (h * 60 + m) + 24 * 60 - 1) % (24 * 60)) + 1
  expect((await app.admin.post('/api/clock', { by: `PT${ahead}M` })).status).toBe(200)
  await app.parts.engine.pump.idle()
}

const timeOf = async (app: TestApp) => new Date((await app.admin.get('/api/clock')).body.now)

const weekday = (at: Date) => new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', weekday: 'short' }).format(at)

const suggestionsOf = async (who: Asker) => (await who.get('/api/suggestions?mine=true')).body.items

test('what waits for somebody is shown on their screen once, leads to that very item, and what was there before is not', async () => {
  const { app, valera, screen, press, subscribe } = await withScreen()
  await press('Boris')
  await subscribe()
  expect(screen.shown).toEqual([])

  await press('Anna')
  const anna = (await suggestionsOf(valera)).find(({ subject }: { subject: { title: string } }) => subject.title === 'Anna')
  const one = { title: 'A suggestion waits for your decision: Anna', tag: `suggestion:${anna.id}`, url: `/inbox/${anna.id}` }
  expect(screen.shown).toEqual([expect.objectContaining(one)])
  expect(screen.shown[0]?.body).toContain('Anna')

  // Neither other news nor an hour makes it come again.
  await app.admin.post('/api/clock', { by: 'PT1H' })
  await press('Clara')
  expect(screen.shown.map(({ title }) => title)).toEqual([one.title, 'A suggestion waits for your decision: Clara'])
})

test('who stands in is told on their screen what waits for whom, from the day on which the absence begins', async () => {
  const { app, valera, screen, subscribe } = await withScreen()
  const nikita = await app.person('Nikita', 'operator', 'sales')
  const press = async (firstName: string) => {
    const { record } = (await app.admin.post('/api/contacts', { fields: { firstName, owner: nikita.id } })).body
    await app.admin.post('/api/buttons', { button: 'move/begin', entity: 'contact', records: [record.id] })
    await app.parts.engine.pump.idle()
  }
  await subscribe()
  const tomorrow = new Date((await timeOf(app)).getTime() + 86_400_000).toISOString().slice(0, 10)
  await nikita.patch(`/api/users/${nikita.id}`, { revision: 1, fields: { deputy: valera.id, absentFrom: tomorrow, absentUntil: tomorrow } })
  await press('Boris')
  const before = screen.shown.map(({ title }) => title.slice(0, 21))
  await turnTo(app, '10:00')
  await press('Clara')

  expect(before).toEqual([expect.stringContaining('Nikita is away from')])
  expect(screen.shown.slice(1).map(({ title }) => title)).toEqual([
    'You stand in for Nikita. A suggestion waits for your decision: Boris',
    'You stand in for Nikita. A suggestion waits for your decision: Clara',
  ])
})

test('many at once come as one; nothing comes in quiet hours, and in the morning only what is still open', async () => {
  const { app, valera, screen, press, subscribe } = await withScreen()
  await subscribe()
  await press('Anna', 'Boris', 'Clara', 'Dmitri')
  expect(screen.shown).toMatchObject([{ title: '4 suggestions wait for your decision.', url: '/inbox', tag: 'together' }])

  await turnTo(app, '21:00')
  await press('Elena', 'Fedor')
  expect(screen.shown).toHaveLength(1)
  const late = (await suggestionsOf(valera)).find(({ subject }: { subject: { title: string } }) => subject.title === 'Elena')
  // Somebody else sees to one of them before the morning.
  await app.admin.put(`/api/suggestions/${late.id}/decision`, { kind: 'dismiss', hash: late.hash, reason: 'other' })
  await turnTo(app, '07:59')
  expect(screen.shown).toHaveLength(1)
  await turnTo(app, '08:00')
  expect(screen.shown.slice(1).map(({ title }) => title)).toEqual(['A suggestion waits for your decision: Fedor'])
})

test('nobody is told on the screen of what they want only in the product, or not at all; a browser that is gone is forgotten', async () => {
  const { valera, screen, press, subscribe } = await withScreen()
  await subscribe()
  const { screens, ...wishes } = (await valera.get('/api/notice-wishes')).body
  expect(screens).toBe(1)
  const wish = (suggestion: string, quiet: unknown = null) =>
    valera.put('/api/notice-wishes', { ...wishes, kinds: { ...wishes.kinds, suggestion }, quiet })
  expect((await wish('app')).body).toMatchObject({ kinds: { suggestion: 'app' }, quiet: null })
  await press('Anna')
  await wish('push')
  expect(screen.shown).toEqual([])

  expect((await wish('push', { from: '10:00', to: '10:00' })).status).toBe(422)
  expect((await wish('pigeon')).status).toBe(400)

  screen.service.status = 410
  await press('Boris')
  expect((await valera.get('/api/notice-wishes')).body.screens).toBe(0)
})

test('a notice about what somebody else has seen to is no longer new, and what nobody wants to hear of is not there', async () => {
  const { app, valera, press } = await withScreen()
  await press('Anna')
  const [{ id, hash }] = await suggestionsOf(valera)
  const vera = await app.person('Vera', 'operator', 'sales')
  await valera.patch(`/api/suggestions/${id}`, { assignee: vera.id })
  const bell = async () => (await vera.get('/api/notifications')).body
  expect(await bell()).toMatchObject({ unread: 1, items: [{ said: { code: 'suggestion-given' }, read: false, handled: false }] })

  await valera.put(`/api/suggestions/${id}/decision`, { kind: 'dismiss', hash, reason: 'other' })
  expect(await bell()).toMatchObject({ unread: 0, items: [{ read: true, handled: true }] })

  const { screens: _, ...wishes } = (await vera.get('/api/notice-wishes')).body
  await vera.put('/api/notice-wishes', { ...wishes, kinds: { ...wishes.kinds, suggestion: 'off' } })
  expect(await bell()).toEqual({ unread: 0, items: [] })
})

test('what has waited for half a working day comes in one letter a day, with links to all of it, to whoever wishes that', async () => {
  const smtp = await aSmtpServer()
  onTestFinished(() => smtp.close())
  const { app, valera, press } = await withScreen({ smtpUrl: smtp.url })
  const { screens: _, ...wishes } = (await valera.get('/api/notice-wishes')).body
  await valera.put('/api/notice-wishes', { ...wishes, kinds: { ...wishes.kinds, suggestion: 'mail' } })
  const letters = () => smtp.received.map(({ raw }) => partOf(raw, 'text/plain'))
  // A working day is as good as another, but not every day is one.
  while (weekday(await timeOf(app)) !== 'Mon') await app.admin.post('/api/clock', { by: 'P1D' })

  const [anna] = await press('Anna', 'Boris')
  const [boris] = (await suggestionsOf(valera)).filter(({ subject }: { subject: { title: string } }) => subject.title === 'Boris')
  await turnTo(app, '13:59')
  expect(letters()).toEqual([])
  // Boris is seen to in time.
  await valera.put(`/api/suggestions/${boris.id}/decision`, { kind: 'dismiss', hash: boris.hash, reason: 'other' })
  await turnTo(app, '14:01')
  expect(letters()).toHaveLength(1)
  const [letter = ''] = letters()
  const [item] = await suggestionsOf(valera)
  expect(letter).toContain(`/inbox/${item.id}`)
  expect(letter).toContain(`/contacts/${anna}`)
  expect(letter).not.toContain('Boris')

  // What comes later in the day waits for the next morning, and Anna is not written about again.
  await press('Clara')
  await turnTo(app, '18:00')
  expect(letters()).toHaveLength(1)
  await app.admin.post('/api/clock', { by: 'P4D' })
  await app.parts.engine.pump.idle()
  expect(
    letters()
      .slice(1)
      .map((text) => [text.includes('Clara'), text.includes('Anna')]),
  ).toEqual([[true, false]])
})

test('every notice that any step leads to has links, each opens for its reader, and what they may not see is no link', async () => {
  const app = await testApp({ clock: 'manual' })
  const valera = await app.person('Valera', 'operator', 'sales')
  const petr = await app.person('Petr', 'operator', 'accounts')
  const { id: company } = (await app.admin.post('/api/companies', { fields: { name: 'IT-Leasing' } })).body.record
  await app.admin.patch(`/api/companies/${company}`, { revision: 1, fields: { owner: null } })
  const fields = { firstName: 'Anna', email: 'anna@client.test', company }
  const { id: contact } = (await valera.post('/api/contacts', { fields })).body.record
  const published: string[] = []
  for (const { type, sample } of nodeTypes.filter(({ acts }) => acts)) {
    for (const mode of ['act', 'suggest'] as const) {
      const id = `${mode}-${type.replace('.', '-').toLowerCase()}`
      const params = type === 'human.notify' ? { ...sample.params, to: { who: 'role', role: 'operator' } } : sample.params
      // Petr mends flows about clients that he may not see.
      const settings = { ...drawing.settings, owner: 'petr@company.test' }
      const file = { ...drawing, settings, id, name: id, nodes: [drawing.nodes[0], { id: 'city', type, mode, params }] }
      await app.admin.post('/api/workflows', { file })
      if ((await app.admin.put(`/api/workflows/${id}/publication`, { revision: 1 })).status !== 200) continue
      published.push(id)
      await valera.post('/api/buttons', { button: `${id}/begin`, entity: 'contact', records: [contact] })
    }
  }
  await app.parts.engine.pump.idle()
  expect(published).toEqual(expect.arrayContaining(['act-human-notify', 'act-crm-createtask', 'suggest-crm-update', 'suggest-msg-email']))

  const seen = new Set<string>()
  for (const who of [valera, petr, app.admin]) {
    const person = await personNamed(who.id, app.parts, { scopes: [] })
    if (!person) throw new Error('Everybody here is somebody')
    const notices: { said: Said; links: Link[] }[] = (await who.get('/api/notifications')).body.items
    const waiting = await waitingItems(person, app.parts)
    for (const { said, links } of [...notices, ...waiting]) {
      seen.add(said.code)
      expect(links.filter(({ hidden }) => !hidden).length, `${said.code} for ${person.name}`).toBeGreaterThan(0)
      for (const link of links) {
        const { status } = await who.get(apiAddress(link))
        expect(`${link.entity} ${status}`, `${said.code} for ${person.name}`).toBe(`${link.entity} ${link.hidden ? 404 : 200}`)
      }
    }
    // What is shown outside of the product names only what may be opened.
    expect(waiting.flatMap(({ links }) => links).filter(({ hidden }) => hidden)).toEqual([])
  }
  expect([...seen].sort()).toEqual(expect.arrayContaining(['run-needs-attention', 'suggestion-waits', 'task-assigned', 'text']))
})

/** Where the program behind a link is asked for it. */
const apiAddress = ({ entity, id }: Link): string => {
  if (entity === 'run') return `/api/runs/${id}`
  if (entity === 'suggestion') return `/api/suggestions/${id}`
  if (entity === 'workflow' || entity === 'step' || entity === 'comparison') return `/api/workflows/${id.split('/')[0]}`
  return `/api/${entityNamed(entity).plural}/${id}`
}
