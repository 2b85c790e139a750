import { createHmac } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'

async function withHook(fields: object = {}, settings: Parameters<typeof testApp>[0] = {}) {
  const app = await testApp(settings)
  const made = await app.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site', source: 'site', ...fields } })
  const send = (payload: string | Buffer, type = json, headers: Record<string, string> = {}) =>
    app.ask({ method: 'POST', url: '/hooks/site', headers: { 'content-type': type, ...headers }, payload })
  return { app, hook: made.body.record.id as string, send }
}

/** Wants people, and gives each a note. */
const waits: Workflow = {
  ...emptyWorkflow('waits', 'Waits'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.webhook', mode: 'act', params: { hook: 'site' } },
    { id: 'note', type: 'crm.note', mode: 'act', params: { text: ['Came by the site'] } },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'note' }],
}

const contacts = async ({ admin }: TestApp) => (await admin.get('/api/contacts?limit=100')).body.items
const submissions = async ({ admin }: TestApp) => (await admin.get('/api/submissions?limit=100')).body.items
const anna = { name: 'Anna Weber', email: 'Anna@Example.test', phone: '+49 151 23456789', message: 'Please call me' }

test('what a stranger sends to a hook becomes a contact, and the answer is its event', async () => {
  const { app, send } = await withHook()

  const answer = await send(JSON.stringify(anna))

  expect(answer.status).toBe(202)
  expect(await contacts(app)).toMatchObject([
    {
      firstName: 'Anna',
      lastName: 'Weber',
      email: 'anna@example.test',
      phone: '+4915123456789',
      need: 'Please call me',
      stage: 'lead',
      source: 'site',
    },
  ])
  expect(await submissions(app)).toMatchObject([{ state: 'read', event: answer.body.event, body: anna }])
  expect(await app.store.event(answer.body.event)).toMatchObject({ kind: 'webhook-received', fields: { hook: 'site', body: anna } })
})

test('the same delivery five times is one event, and each repeat is kept as one', async () => {
  const { app, send } = await withHook()

  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(JSON.stringify(anna))))

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  expect(new Set(answers.map(({ body }) => body.event)).size).toBe(1)
  expect(await contacts(app)).toHaveLength(1)
  expect((await submissions(app)).map(({ state }: { state: string }) => state).sort()).toEqual([
    'read',
    'repeated',
    'repeated',
    'repeated',
    'repeated',
  ])
})

test('another body under a key that was used is refused, the same body is a repeat', async () => {
  const { send } = await withHook()
  const key = { 'idempotency-key': 'order-1' }
  const first = await send(JSON.stringify(anna), json, key)

  expect(await send(JSON.stringify(anna), json, key)).toMatchObject({ status: 202, body: first.body })
  expect(await send(JSON.stringify({ ...anna, phone: '' }), json, key)).toMatchObject({
    status: 409,
    body: { problem: 'repeated-other-body' },
  })
})

test('a field of the body tells repeats where the hook says so', async () => {
  const { app, send } = await withHook({ dedupeField: 'order.id' })

  const first = await send(JSON.stringify({ order: { id: 7 }, email: 'anna@example.test', try: 1 }))
  const second = await send(JSON.stringify({ order: { id: 7 }, email: 'anna@example.test', try: 2 }))

  expect(second.body).toEqual(first.body)
  expect((await submissions(app)).map(({ state }: { state: string }) => state).sort()).toEqual(['read', 'repeated'])
})

test('two equal strangers at once are one contact', async () => {
  const { app, send } = await withHook()

  await Promise.all(['one', 'two', 'three'].map((message) => send(JSON.stringify({ ...anna, message }))))

  expect(await contacts(app)).toHaveLength(1)
  expect(await submissions(app)).toHaveLength(3)
})

test('a stranger fills empty fields and replaces none', async () => {
  const { app, send } = await withHook()
  await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', email: 'anna@example.test' } })

  await send(JSON.stringify({ ...anna, name: 'Annika Weber' }))

  expect(await contacts(app)).toMatchObject([{ firstName: 'Anna', lastName: 'Weber', phone: '+4915123456789' }])
})

test('when e-mail and phone name two people the one with the e-mail is taken, and the other is told', async () => {
  const { app, send } = await withHook()
  const byEmail = await app.admin.post('/api/contacts', { fields: { email: 'anna@example.test' } })
  const byPhone = await app.admin.post('/api/contacts', { fields: { phone: '+4915123456789' } })

  await send(JSON.stringify(anna))

  const [submission] = await submissions(app)
  expect(submission).toMatchObject({
    contact: byEmail.body.record.id,
    problem: { code: 'submission-two-people', with: { other: byPhone.body.record.id } },
  })
})

test('an address without an @ is kept unread, and says why', async () => {
  const { app, send } = await withHook()

  const answer = await send(JSON.stringify({ name: 'Anna', email: 'anna.example.test' }))

  expect(answer.status).toBe(202)
  expect(await contacts(app)).toEqual([])
  expect(await submissions(app)).toMatchObject([{ state: 'unread', contact: null, problem: { code: 'email-without-at' } }])
  expect(await app.store.event(answer.body.event)).toMatchObject({ about: null })
})

test('where a live flow waits for people, whoever draws is told once a day that nobody was found, and where to look', async () => {
  const { app, send } = await withHook({}, { clock: 'manual' })
  const nobody = (text: string) => send(JSON.stringify({ text }))
  const notices = async () => (await app.admin.get('/api/notifications')).body.items
  await nobody('Nobody waits for people yet')
  const before = await notices()
  await app.admin.post('/api/workflows', { file: waits })
  expect((await app.admin.put('/api/workflows/waits/publication', { revision: 1 })).status).toBe(200)
  await app.admin.post('/api/clock', { by: 'P1D' })

  await nobody('Hello')
  await nobody('Hello again')
  const first = await notices()
  await app.admin.post('/api/clock', { by: 'P1D' })
  await nobody('The next day')

  expect(before).toEqual([])
  expect(first).toMatchObject([{ said: { code: 'hook-unread', with: { hook: 'Site' } }, links: [{ entity: 'submission' }] }])
  expect(await notices()).toHaveLength(2)
})

test.each([
  ['two megabytes of rubbish', 'x'.repeat(2 * 1024 * 1024), json, 413, 'too-large'],
  ['broken JSON', '{"email": ', json, 400, 'bad-json'],
  ['a key that reaches for a prototype', '{"__proto__": {"admin": true}}', json, 400, 'bad-key'],
  ['the same in brackets', 'a[__proto__][b]=1', form, 400, 'bad-key'],
  ['a body nested too deeply', '['.repeat(100) + ']'.repeat(100), json, 400, 'too-deep'],
  ['too many values', `[${'1,'.repeat(200_001)}1]`, json, 413, 'too-large'],
  ['a text that cannot be kept', '{"name": "\\ud800"}', json, 400, 'bad-text'],
  [
    'a form without its end',
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
    'multipart/form-data; boundary=x',
    400,
    'bad-multipart',
  ],
  ['a type that nobody reads', '<a/>', 'application/xml', 415, 'unsupported-type'],
])(
  '%s is refused with an answer that says so, starts nothing, and is there for people to see',
  async (_what, body, type, status, problem) => {
    const { app, send } = await withHook()

    expect(await send(body, type)).toMatchObject({ status, body: { problem } })
    expect(await contacts(app)).toEqual([])
    expect(await submissions(app)).toMatchObject([{ state: 'unread', body: null, problem: { with: { reason: { code: problem } } } }])
  },
)

test('a hook that nobody made and one that is switched off are not there', async () => {
  const { app, send } = await withHook({ active: false })

  expect((await send(JSON.stringify(anna))).status).toBe(404)
  expect(await app.ask({ method: 'POST', url: '/hooks/none', payload: anna })).toMatchObject({
    status: 404,
    body: { problem: 'no-such-hook' },
  })
})

test('who opens the address of a hook in a browser is told that it is there, and how to send', async () => {
  const { app } = await withHook({})

  const looked = await app.stranger.get('/hooks/site')

  expect([looked.status, looked.body.problem]).toEqual([405, 'hook-only-takes'])
})

test('a hook with a signature takes only what is signed with its secret, and not for long', async () => {
  const signature = {
    header: 'X-Signature',
    algorithm: 'sha256',
    encoding: 'hex',
    field: 'v1',
    timestamp: { field: 't', toleranceSeconds: 300 },
  }
  const { send } = await withHook({ signature, secret: 'whsec' })
  const body = JSON.stringify(anna)
  const signed = (seconds: number, secret = 'whsec') => ({
    'x-signature': `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
  })
  const now = Math.floor(Date.now() / 1000)

  expect((await send(body, json, signed(now))).status).toBe(202)
  expect(await send(body)).toMatchObject({ status: 401, body: { problem: 'hook-signature-wrong' } })
  expect(await send(body, json, signed(now, 'other'))).toMatchObject({ status: 401, body: { problem: 'hook-signature-wrong' } })
  expect(await send(body, json, signed(now - 301))).toMatchObject({ status: 401, body: { problem: 'hook-too-old' } })
})

test('a sender that checks the address hears what was agreed, and nothing is kept', async () => {
  const { app, send } = await withHook({
    handshake: {
      when: { path: 'type', is: 'confirmation' },
      answer: { text: 'd6f1' },
      query: 'hub.challenge',
      verify: { query: 'hub.verify_token', is: 'ours' },
    },
  })

  expect(await send('{"type":"confirmation","group_id":1}')).toMatchObject({ status: 200, body: 'd6f1' })
  const get = (query: string) => app.ask({ method: 'GET', url: `/hooks/site?${query}` })
  expect(await get('hub.challenge=42&hub.verify_token=ours')).toMatchObject({ status: 200, body: '42' })
  expect((await get('hub.challenge=42&hub.verify_token=wrong')).status).toBe(404)
  expect(await submissions(app)).toEqual([])
})

test('a challenge in the body is sent back', async () => {
  const { send } = await withHook({ handshake: { when: { path: 'type', is: 'url_verification' }, answer: { path: 'challenge' } } })

  expect(await send('{"type":"url_verification","challenge":"abc"}')).toMatchObject({ status: 200, body: 'abc' })
})

test('one source may not send without end', async () => {
  const app = await testApp({ hookRate: 1 })
  await app.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site' } })

  const answers = []
  for (let i = 0; i < 6; i++) answers.push(await app.ask({ method: 'POST', url: '/hooks/site', payload: { i } }))

  expect(answers.map(({ status }) => status)).toContain(429)
  expect(answers.find(({ status }) => status === 429)?.headers['retry-after']).toBe('1')
})

test('with too much taken in and not yet heard, hooks ask to come again, and take on when it has been heard; nothing is lost', async () => {
  const app = await testApp({ mostPending: 10 })
  await app.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site' } })
  const send = async (from: number) =>
    Promise.all(Array.from({ length: 40 }, (_, at) => app.ask({ method: 'POST', url: '/hooks/site', payload: { number: from + at } })))
  await app.admin.put('/api/halt', { paused: true })

  const all: number[] = []
  const full = await vi.waitUntil(
    async () => {
      const answers = await send(all.length)
      all.push(...answers.map(({ status }) => status))
      return answers.find(({ status }) => status === 503) ?? false
    },
    { timeout: 15_000 },
  )
  await app.admin.put('/api/halt', { paused: false })
  await app.parts.engine.pump.idle()
  await vi.waitUntil(async () => (await send(10_000)).every(({ status }) => status === 202), { timeout: 15_000 })

  expect([full.body.problem, full.headers['retry-after']]).toEqual(['busy', '5'])
  expect([...new Set(all)].sort()).toEqual([202, 503])
  const kept = await app.store.count('submission', { all: [{ field: 'state', is: 'is-not', value: 'repeated' }] }, new Date())
  expect(kept).toBe(all.filter((status) => status === 202).length + 40)
})

test('each event of a batch is taken in for itself', async () => {
  const { app, send } = await withHook()

  await send(JSON.stringify([anna, { ...anna, email: 'nikita@example.test', phone: null }]))

  expect(await contacts(app)).toHaveLength(2)
  expect(await submissions(app)).toHaveLength(2)
})

test('the marketer is offered what the values of the newest sample seem to mean', async () => {
  const { app, hook, send } = await withHook()
  await send(
    JSON.stringify({
      answers: [
        { label: 'Wie heißen Sie?', value: 'Anna' },
        { label: 'Your e-mail', value: 'anna@example.test' },
      ],
    }),
  )

  const guess = await app.admin.post(`/api/hooks/${hook}/mapping-guess`, {})

  expect(guess).toMatchObject({ status: 200, body: { mapping: [{ from: 'answers[label=Your e-mail].value', to: 'contact.email' }] } })
})

test('a mapping that a marketer made is followed', async () => {
  const { app, send } = await withHook({
    mapping: [
      { from: 'answers[label=Wie heißen Sie?].value', to: 'contact.name' },
      { from: 'answers[label=Post].value', to: 'contact.email' },
      { from: 'answers[label=Post].value', to: 'note' },
    ],
  })

  await send(
    JSON.stringify({
      answers: [
        { label: 'Post', value: 'anna@example.test' },
        { label: 'Wie heißen Sie?', value: 'Anna Weber' },
      ],
    }),
  )

  expect(await contacts(app)).toMatchObject([{ firstName: 'Anna', lastName: 'Weber', email: 'anna@example.test' }])
})
