/** A person who wrote, was written to, bought, was imported and talked about, asks to be erased. */
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../commands/commands.ts'
import { addToErasureList, erasureListFile } from '../erasure-list.ts'
import { importTable } from '../testing/an-import.ts'
import { newApp, type TestApp, testApp, testFolder } from '../testing/test-app.ts'

const her = { name: 'Quillabeth Vonzarkova', email: 'quillabeth@vonzark.test', phone: '+4915799887766', said: 'xyzzy-confided-plugh' }
const texts = ['quillabeth', 'vonzark', '15799887766', 'xyzzy-confided', Buffer.from(her.said).toString('base64').slice(2, -4)]

/** What of her stands in any file of a folder. */
const leftIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ name, parentPath }) => {
      const bytes = readFileSync(join(parentPath, name), 'latin1').toLowerCase()
      return texts.filter((text) => bytes.includes(text.toLowerCase())).map((text) => `${text} in ${name}`)
    })

/** A form, a letter that waits for an answer, a suggestion. */
const flow = {
  format: 1,
  id: 'welcome',
  name: 'Welcome',
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'hook', type: 'trigger.webhook', mode: 'act', params: { hook: 'shop' } },
    {
      id: 'write',
      type: 'msg.email',
      mode: 'act',
      params: {
        letter: {
          en: { subject: ['Hello ', { ref: 'subject.firstName' }], blocks: [{ kind: 'text', text: [{ ref: 'event.body.note' }] }] },
        },
        sender: 'company',
        category: 'personal',
      },
    },
    { id: 'wait', type: 'wait.forReply', mode: 'act', params: { patience: 'P30D', letter: 'node.write.message' } },
    { id: 'points', type: 'crm.score', mode: 'act', params: { points: 1, reason: ['Answered'], counts: 'always' } },
  ],
  edges: [
    { from: 'hook', port: 'out', to: 'write' },
    { from: 'write', port: 'sent', to: 'wait' },
    { from: 'wait', port: 'replied', to: 'points' },
  ],
}

const order = { name: her.name, reason: 'Request of 2 March' }

/** Answers with the id that the hook's contact has. */
async function sheWrites(app: TestApp): Promise<string> {
  const sent = await app.stranger.post('/hooks/shop', { name: her.name, email: her.email, phone: her.phone, note: her.said })
  expect(sent.status).toBe(202)
  await app.parts.engine.pump.idle()
  return idOf(app)
}

async function idOf(app: TestApp): Promise<string> {
  const { items } = (await app.admin.get(`/api/contacts?search=${her.email}`)).body
  return String(items[0]?.id)
}

async function anApp(folder: string): Promise<TestApp> {
  const app = await testApp({}, folder)
  const hook = await app.admin.post('/api/hooks', { fields: { path: 'shop', name: 'Shop' } })
  expect(hook.status, JSON.stringify(hook.body)).toBe(201)
  await app.admin.post('/api/workflows', { file: flow })
  const published = await app.admin.put('/api/workflows/welcome/publication', { revision: 1 })
  expect(published.body).not.toHaveProperty('problem')
  return app
}

/** All that people and the engine write about somebody in a few weeks. */
async function aHistory(app: TestApp): Promise<string> {
  const id = await sheWrites(app)
  const add = async (plural: string, fields: object) => {
    const { status, body } = await app.admin.post(`/api/${plural}`, { fields })
    expect(status, JSON.stringify(body)).toBe(201)
    return body.record
  }
  await add('notes', { text: her.said, entity: 'contact', record: id })
  await add('deals', { title: `A chair for ${her.name}`, contact: id, amount: { cents: 99_000, currency: 'EUR' } })
  await add('orders', { number: 'O-77', orderedOn: '2026-02-01', contact: id, total: { cents: 5_000, currency: 'EUR' } })
  const task = await add('tasks', { title: `Call ${her.name}`, text: her.said, contact: id })
  await app.admin.send(
    'POST',
    `/api/files?about=${task.id}`,
    Buffer.from(`--b\r\ncontent-disposition: form-data; name="f"; filename="call.txt"\r\n\r\n${her.said}\r\n--b--\r\n`),
    'multipart/form-data; boundary=b',
  )
  const { record } = (await app.admin.get(`/api/contacts/${id}`)).body
  await app.admin.patch(`/api/contacts/${id}`, { revision: record.revision, fields: { city: 'Xyzzy-Confided-Town', need: her.said } })
  await importTable(app, 'contact', `Name;E-mail;City\n${her.name};${her.email};Xyzzy-Confided-Town\nBert;bert@client.test;Perm\n`, [
    { column: 'Name', field: 'name' },
    { column: 'E-mail', field: 'email' },
    { column: 'City', field: 'city' },
  ])
  const [mailbox] = (await app.admin.get('/api/mailboxes')).body.items
  const letter = `From: ${her.name} <${her.email}>\r\nTo: ${mailbox.address}\r\nSubject: ${her.said}\r\nMessage-ID: <xyzzy-confided@vonzark.test>\r\n\r\n${her.said}\r\n`
  const taken = await app.admin.send('POST', `/api/mailboxes/${mailbox.id}/messages`, Buffer.from(letter), 'message/rfc822')
  expect(taken.status).toBeLessThan(300)
  await app.stranger.post('/hooks/shop', { what: 'nobody by name', note: `ask ${her.email}` })
  await app.parts.engine.pump.idle()
  return id
}

test('an erased person is in no file of the installation any more; the books and the others are', { timeout: 60_000 }, async () => {
  const folder = testFolder()
  const app = await anApp(folder)
  const id = await aHistory(app)
  const preview = (await app.admin.get(`/api/contacts/${id}/erasure`)).body
  expect(preview).toMatchObject({ name: her.name, goes: { contact: 1, task: 1, note: 1 }, stays: { deal: 1, order: 1 } })
  expect(leftIn(folder).length).toBeGreaterThan(4)

  const { status, body } = await app.admin.post(`/api/contacts/${id}/erasure`, order)

  expect([status, body.finished, body.unread], JSON.stringify(body)).toEqual([200, true, []])
  expect(leftIn(folder)).toEqual([])
  expect((await app.admin.get(`/api/contacts/${id}`)).status).toBe(404)
  expect((await app.admin.get(`/api/contacts/${id}/timeline`)).status).toBe(404)
  expect((await app.admin.get('/api/orders')).body.items).toMatchObject([{ number: 'O-77', total: { cents: 5_000 }, contact: null }])
  expect((await app.admin.get('/api/contacts?search=bert')).body.total).toBe(1)
  const runs = (await app.admin.get('/api/runs')).body.items
  expect(runs.map(({ subject, ended }: { subject: unknown; ended: { code: string } }) => [subject, ended.code])).toEqual([
    [null, 'not-enrolled-no-subject'],
    [null, 'reached-end'],
  ])
  expect((await app.admin.get('/api/erasures')).body.items).toMatchObject([{ by: 'Olga', reason: order.reason, finished: true }])
  await app.close()
  expect(leftIn(folder)).toEqual([])
})

test('whoever comes back with an erased address is somebody new, and gets no letter', { timeout: 60_000 }, async () => {
  const app = await anApp(testFolder())
  const before = await sheWrites(app)
  await app.admin.post(`/api/contacts/${before}/erasure`, order)

  const after = await sheWrites(app)

  expect(after).not.toBe(before)
  const letters = (await app.parts.store.deliveries({ contact: after, limit: 10 })).map(({ state, problem }) => [state, problem?.code])
  expect(letters).toEqual([['cancelled', 'suppressed-erased']])
  const job = await importTable(app, 'contact', 'E-mail\nQuillabeth@VONZARK.test\n', [{ column: 'E-mail', field: 'email' }])
  expect(job.result).toMatchObject({ created: 0 })
})

test('a copy from before, put back, is erased at the start, before anything falls due', { timeout: 60_000 }, async () => {
  const folder = testFolder()
  const app = await anApp(folder)
  const id = await aHistory(app)
  const copy = join(testFolder(), 'copy.db')
  await app.parts.store.backup(copy)
  await app.admin.post(`/api/contacts/${id}/erasure`, order)
  await app.close()
  cpSync(join(folder, 'tandem.db'), join(folder, 'tandem.db.before-restore-2026-03-02T09-00-00-000Z'))
  cpSync(copy, join(folder, 'tandem.db'))
  cpSync(copy, join(folder, 'tandem.db.before-restore-2026-03-01T09-00-00-000Z'))
  expect(leftIn(folder).length).toBeGreaterThan(4)

  const again = await newApp({}, folder)

  expect(leftIn(folder)).toEqual([])
  expect(await again.store.record('contact', id)).toBeNull()
  expect(await again.store.isErased(again.parts.mail.markOf(her.email))).toBe(true)
  expect(await again.store.erasures()).toMatchObject([{ reason: order.reason, finishedAt: expect.any(Date) }])
  await again.close()
  expect(leftIn(folder)).toEqual([])
})

test('the terminal shows what would go, and erases only with the name and a reason', { timeout: 60_000 }, async () => {
  const folder = testFolder()
  const app = await anApp(folder)
  const id = await aHistory(app)
  const said: string[] = []
  const complaints: string[] = []
  const terminal = { env: { DATA_DIR: folder }, print: (text: string) => void said.push(text) }
  const erase = (...more: string[]) => runCommand(['erase', ...more], terminal, (text) => void complaints.push(text))

  const whileItRuns = await erase(her.email)
  await app.close()
  const codes = [
    await erase(her.email.toUpperCase()),
    await erase(her.email, '--name', her.name),
    await erase(her.email, '--name', 'Bert', '--reason', order.reason),
    await erase('nobody@client.test', '--name', 'Nobody', '--reason', order.reason),
  ]
  const before = leftIn(folder).length
  const done = await erase(id, '--name', her.name, '--reason', order.reason)

  expect([whileItRuns, codes, done]).toEqual([1, [0, 2, 1, 1], 0])
  expect(complaints.map((text) => text.split(/[.:]/)[0])).toEqual([
    `Another process is working in ${folder}`,
    'Say what the erasure rests on',
    `Nothing was erased`,
    'There is no contact with the e-mail or id nobody@client',
  ])
  expect(said.join('\n')).toContain(`${her.name}, ${id}\nGoes:\n`)
  expect(said.join('\n')).toContain('Orders: 1')
  expect(before).toBeGreaterThan(4)
  expect(leftIn(folder)).toEqual([])
  const again = await newApp({}, folder)
  expect(await again.store.erasures()).toMatchObject([{ by: null, reason: order.reason, finishedAt: expect.any(Date) }])
  expect(await again.store.isErased(again.parts.mail.markOf(her.email))).toBe(true)
})

test('an erasure that was ordered and cut short is carried out at the next start', { timeout: 60_000 }, async () => {
  const folder = testFolder()
  const app = await anApp(folder)
  const id = await sheWrites(app)
  await app.close()
  await addToErasureList(folder, { id: 'ordered', contacts: [id], marks: [], at: '2026-03-02T09:00:00.000Z', by: null, reason: 'x' })

  const again = await newApp({}, folder)

  expect(leftIn(folder)).toEqual([])
  expect(await again.store.isErased(again.parts.mail.markOf(her.email))).toBe(true)
})

test('a list that was lost is written anew from the database', { timeout: 60_000 }, async () => {
  const folder = testFolder()
  const app = await anApp(folder)
  await app.admin.post(`/api/contacts/${await sheWrites(app)}/erasure`, order)
  await app.close()
  const list = join(folder, erasureListFile)
  const before = JSON.parse(readFileSync(list, 'utf8').trim())
  rmSync(list)

  const again = await newApp({}, folder)

  expect(JSON.parse(readFileSync(list, 'utf8').trim())).toMatchObject(before)
  await again.close()
})

test('only an admin erases, who types the name and says why', { timeout: 60_000 }, async () => {
  const app = await anApp(testFolder())
  const id = await sheWrites(app)
  const address = `/api/contacts/${id}/erasure`
  const marketer = await app.person('Mara', 'marketer')

  expect((await marketer.post(address, order)).status).toBe(403)
  expect((await marketer.get(address)).status).toBe(403)
  expect((await app.admin.post(address, { ...order, name: 'Anna' })).body).toMatchObject({ problem: 'invalid', fields: [{ path: 'name' }] })
  expect((await app.admin.post(address, { name: her.name })).status).toBe(400)
  expect((await app.admin.get(`/api/contacts/${id}`)).status).toBe(200)
  expect((await app.admin.post(address, { name: ' quillabeth  VONZARKOVA ', reason: `Letter by ${her.email}` })).status).toBe(200)
  expect((await app.admin.post(address, order)).status).toBe(404)
  expect((await app.admin.get('/api/erasures')).body.items).toMatchObject([{ reason: 'Letter by …' }])
})
