/** What goes wrong at the edges gets a clear answer in words, in both languages, and nothing is lost. */
import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { type Answer, newApp, type TestApp, testApp, testFolder } from '../testing/test-app.ts'

const json = 'application/json'
const node = (id: string, type: string, params: object) => ({ id, type, mode: 'act', params })
const form = node('form', 'trigger.form', { form: 'website' })
const note = (id: string) => node(id, 'crm.note', { text: ['x'] })
const line = (from: string, to: string, port = 'out') => ({ from, port, to })

const file = (nodes: readonly object[], edges: readonly object[], more: object = {}) => ({
  format: 1,
  id: 'drawn',
  name: 'Drawn',
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes,
  edges,
  layout: {},
  notes: [],
  ...more,
})

test.each([
  {
    what: 'an unknown node type',
    drawn: file([form, node('far', 'acme.teleport', { to: 'Mars' })], [line('form', 'far')]),
    path: 'nodes.far',
    says: { en: 'acme.teleport', ru: 'acme.teleport' },
  },
  {
    what: 'a newer format',
    drawn: file([form, note('a')], [line('form', 'a')], { format: 9, hologram: { a: 1 } }),
    path: 'settings.format',
    says: { en: '9', ru: '9' },
  },
  {
    what: 'a circle without a wait',
    drawn: file([form, note('a'), note('b')], [line('form', 'a'), line('a', 'b'), line('b', 'a')]),
    path: 'nodes.a',
    says: { en: 'circle', ru: 'круг' },
  },
  {
    what: 'a missing parameter',
    drawn: file([form, node('task', 'crm.createTask', { kind: 'call' })], [line('form', 'task')]),
    path: 'nodes.task.title',
    says: { en: 'Task', ru: 'Задача' },
  },
  {
    what: 'a template that names a field which does not exist',
    drawn: file([form, node('note', 'crm.note', { text: ['Size ', { ref: 'subject.shoeSize' }] })], [line('form', 'note')]),
    path: 'nodes.note.text',
    says: { en: 'shoeSize', ru: 'shoeSize' },
  },
])('$what: the file is kept as it is, and publishing says in words what is wrong and where', async ({ drawn, path, says }) => {
  const app = await testApp()

  const opened = await app.admin.post('/api/workflows', { file: drawn })
  const english = await app.admin.put(`/api/workflows/${opened.body.id}/publication`, { revision: 1 })
  await inRussian(app)
  const russian = await app.admin.put(`/api/workflows/${opened.body.id}/publication`, { revision: 1 })

  expect(opened.body.draft).toEqual(drawn)
  expect([english.status, english.body.problem, russian.status]).toEqual([422, 'has-errors', 422])
  expect(messageAt(english, path)).toContain(says.en)
  expect(messageAt(russian, path)).toContain(says.ru)
  expect(messageAt(russian, path)).toMatch(/[а-я]/)
})

const messageAt = ({ body }: Answer, path: string): string =>
  body.fields?.find((field: { path: string }) => field.path === path)?.message ?? `nothing at ${path}, but ${JSON.stringify(body.fields)}`

async function inRussian(app: TestApp): Promise<void> {
  const { body } = await app.admin.get(`/api/users/${app.admin.id}`)
  await app.admin.patch(`/api/users/${app.admin.id}`, { revision: body.record.revision, fields: { language: 'ru' } })
}

async function withHook(fields: object = {}) {
  const app = await testApp()
  await app.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site', ...fields } })
  const send = (payload: string | Buffer, headers: Record<string, string> = {}) =>
    app.ask({ method: 'POST', url: '/hooks/site', headers: { 'content-type': json, ...headers }, payload })
  return { app, send }
}

const submissions = async ({ admin }: TestApp) => (await admin.get('/api/submissions?limit=100')).body.items

test.each([
  { what: 'broken JSON', payload: '{"email": "anna@client.test", ', headers: {}, status: 400, problem: 'bad-json' },
  { what: 'rubbish', payload: randomBytes(100_000), headers: {}, status: 400, problem: 'bad-json' },
  {
    what: 'a kind of content that nobody reads',
    payload: '<a/>',
    headers: { 'content-type': 'application/xml' },
    status: 415,
    problem: 'unsupported-type',
  },
])('$what at a hook is refused in words, and kept with its bytes for people to see', async ({ payload, headers, status, problem }) => {
  const { app, send } = await withHook()

  const english = await send(payload, headers)
  const russian = await send(payload, { ...headers, 'accept-language': 'ru' })

  expect([english.status, english.body.problem, russian.status]).toEqual([status, problem, status])
  expect(russian.body.message).toMatch(/[а-я]/)
  const kept = await submissions(app)
  expect(kept).toMatchObject([{ state: 'unread', problem: { code: 'submission-unreadable', with: { reason: { code: problem } } } }])
  const { body } = await app.admin.get(`/api/submissions/${kept[0].id}`)
  expect(Buffer.from(body.record.raw, 'base64').equals(Buffer.from(payload))).toBe(true)
})

test('two megabytes of rubbish are refused in words, and the server goes on', async () => {
  const { send } = await withHook()

  const english = await send(randomBytes(2_000_000))
  const russian = await send(randomBytes(2_000_000), { 'accept-language': 'ru' })

  expect([english.status, english.body.problem]).toEqual([413, 'too-large'])
  expect(russian.body.message).toMatch(/[а-я]/)
  expect((await send('{"email":"anna@client.test"}')).status).toBe(202)
})

test('a wrong signature is refused in words, and one of many is set aside for people to see', async () => {
  const { app, send } = await withHook({ secret: 'right', signature: { header: 'x-signature', algorithm: 'sha256' } })

  const answers = [await send('{"email":"anna@client.test"}', { 'x-signature': '00' }), await send('{"email":"boris@client.test"}')]
  const russian = await send('{}', { 'x-signature': '00', 'accept-language': 'ru' })

  expect(answers.map(({ status, body }) => [status, body.problem])).toEqual([
    [401, 'hook-signature-wrong'],
    [401, 'hook-signature-wrong'],
  ])
  expect(russian.body.message).toMatch(/[а-я]/)
  expect(await submissions(app)).toMatchObject([{ state: 'quarantined', body: null, problem: { code: 'submission-unsigned' } }])
  expect((await app.admin.get('/api/contacts')).body.total).toBe(0)
})

test('the same delivery five times, fifty at once and after a restart is one event and one contact', async () => {
  const folder = testFolder()
  const first = await testApp({}, folder)
  await first.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site' } })
  const delivery = {
    method: 'POST',
    url: '/hooks/site',
    headers: { 'content-type': json },
    payload: '{"email":"anna@client.test"}',
  } as const

  const five = await Promise.all(Array.from({ length: 5 }, () => first.ask(delivery)))
  const fifty = await Promise.all(Array.from({ length: 50 }, () => first.ask(delivery)))
  await first.close()
  const second = await newApp({}, folder)
  const again = await second.ask(delivery)

  const answers = [...five, ...fifty, again]
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  expect(new Set(answers.map(({ body }) => body.event)).size).toBe(1)
  expect(await second.store.count('contact', { all: [] }, new Date())).toBe(1)
  expect(await second.store.count('submission', { all: [] }, new Date())).toBe(56)
})

test('an address without an @ is told to whoever writes it, in words', async () => {
  const app = await testApp()
  const answer = { name: 'Anna', email: 'anna.client.test' }

  const english = await app.ask({ method: 'POST', url: '/f/website', headers: { 'content-type': json }, payload: answer })
  const russian = await app.ask({
    method: 'POST',
    url: '/f/website',
    headers: { 'content-type': json, 'accept-language': 'ru' },
    payload: answer,
  })

  expect([english.status, messageAt(english, 'email')]).toEqual([422, 'An e-mail address has an @ in it. Check the address.'])
  expect(messageAt(russian, 'email')).toBe('В адресе почты нет знака @. Проверьте адрес.')
})

const letter = (text: readonly unknown[]) =>
  node('ask', 'msg.email', {
    letter: { en: { subject: ['Hello'], blocks: [{ kind: 'text', text }] } },
    sender: 'company',
    category: 'personal',
  })

/** Publishes a flow that writes to whoever comes by the hook. */
async function writing(app: TestApp, text: readonly unknown[]) {
  await app.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site' } })
  const drawn = file([node('hook', 'trigger.webhook', { hook: 'site' }), letter(text)], [line('hook', 'ask')])
  const { body } = await app.admin.post('/api/workflows', { file: drawn })
  return app.admin.put(`/api/workflows/${body.id}/publication`, { revision: 1 })
}

const send = (app: TestApp, payload: object) => app.ask({ method: 'POST', url: '/hooks/site', headers: { 'content-type': json }, payload })

const suggested = (app: TestApp) =>
  vi.waitUntil(async () => (await app.admin.get('/api/suggestions')).body.items[0] ?? false, { timeout: 10_000, interval: 50 })

test('a letter to somebody without a name waits for a person, and says which value is missing', async () => {
  const app = await testApp()
  expect((await writing(app, ['Dear ', { ref: 'subject.firstName' }, ','])).status).toBe(200)

  await send(app, { email: 'nobody@client.test' })

  const { warnings, effects } = await suggested(app)
  expect(effects).toMatchObject([{ kind: 'send-email', empty: ['subject.firstName'] }])
  expect(warnings).toMatchObject([{ code: 'warn-empty-value', with: { field: 'subject.firstName' } }])
})

test('a letter whose field was deleted after it was published waits for a person, too', async () => {
  const app = await testApp()
  const size = { type: 'text', title: { en: 'Size', ru: 'Размер' } }
  await app.admin.put('/api/entities/contact/fields', { fields: { shoeSize: size } })
  expect((await writing(app, ['Your size ', { ref: 'subject.shoeSize' }])).status).toBe(200)
  await app.admin.put('/api/entities/contact/fields', { fields: {} })

  await send(app, { email: 'anna@client.test', name: 'Anna' })

  expect((await suggested(app)).effects).toMatchObject([{ kind: 'send-email', empty: ['subject.shoeSize'] }])
})

test('nothing can be added to what all objects inherit from', async () => {
  await testApp()

  const pollute = () => Reflect.defineProperty(Object.prototype, 'admin', { value: true })

  expect(pollute()).toBe(false)
  expect('admin' in {}).toBe(false)
})
