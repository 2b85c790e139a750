import { expect, onTestFinished, test, vi } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { setupBody, type TestApp, testApp, testFolder } from '../testing/test-app.ts'
import { openLog } from './log.ts'

/** Somebody whose every value is found nowhere else. */
const zinaida = {
  firstName: 'Zinaida',
  lastName: 'Przhevalskaya',
  email: 'zinaida@forest-hut.test',
  phone: '+49 151 99887766',
  message: 'My samovar hums at night',
}
const smtpPassword = 'moss-under-stones'
const refusal = `550 5.1.1 <${zinaida.email}> Zinaida is unknown here`

/** Whoever comes by the hook is written to, and when the letter comes back, another program is told. */
const flow: Workflow = {
  ...emptyWorkflow('greet', 'Greet'),
  settings: { ...emptyWorkflow('greet', 'Greet').settings, subject: 'contact' },
  nodes: [
    { id: 'new', type: 'trigger.entity', mode: 'act', params: { entity: 'contact', change: 'created' } },
    {
      id: 'write',
      type: 'msg.email',
      mode: 'act',
      params: {
        letter: { en: { subject: ['Hello ', { ref: 'subject.firstName' }], blocks: [{ kind: 'text', text: [zinaida.message] }] } },
        sender: 'company',
        category: 'personal',
      },
    },
    { id: 'call', type: 'out.http', mode: 'act', params: { method: 'GET', url: ['https://127.0.0.1/zinaida'] } },
  ],
  edges: [
    { from: 'new', port: 'out', to: 'write' },
    { from: 'write', port: 'bounced', to: 'call' },
  ],
}

/** An installation whose log is kept, at its most talkative. */
async function talkative() {
  const lines: string[] = []
  const smtp = await aSmtpServer(() => ({ refuseRecipient: { status: 550, text: refusal } }))
  onTestFinished(smtp.close)
  const smtpUrl = smtp.url.replace('//', `//tandem:${smtpPassword}@`)
  const app = await testApp({ logLevel: 'trace', smtpUrl }, testFolder(), { log: { write: (line) => void lines.push(line) } })
  return { app, lines, said: () => lines.map((line): JsonObject => JSON.parse(line)) }
}

/** A day of a company, with everything that goes wrong on one. Answers with what must not be in the log. */
async function aDay(app: TestApp): Promise<readonly string[]> {
  const { admin, stranger } = app
  await admin.post('/api/workflows', { file: flow })
  expect(await admin.put('/api/workflows/greet/publication', { revision: 1 })).toMatchObject({ status: 200 })
  await admin.post('/api/hooks', { fields: { path: 'quiet-brook-4711', name: 'Site', source: 'site' } })
  await stranger.post('/hooks/quiet-brook-4711?from=zinaida@forest-hut.test', zinaida)
  await stranger.post('/hooks/no-such-brook-4712', zinaida)
  await app.ask({
    method: 'POST',
    url: '/hooks/quiet-brook-4711',
    headers: { 'content-type': 'application/json' },
    payload: `{"name": "Zinaida", broken`,
  })
  await app.ask({
    method: 'POST',
    url: '/api/session',
    headers: { 'content-type': 'application/json' },
    payload: '{"email": "zinaida@forest-hut.test"',
  })
  await stranger.post('/api/session', { email: zinaida.email, password: setupBody.password })
  await app.parts.engine.pump.idle()

  const [contact] = (await admin.get(`/api/contacts?search=${encodeURIComponent(zinaida.lastName)}`)).body.items
  await admin.get(`/api/contacts/${contact.id}?name=Zinaida`)
  await admin.patch(`/api/contacts/${contact.id}`, { revision: 99, fields: { city: 'Zinaidaville' } })
  await admin.post('/api/contacts', { fields: { ...zinaida, message: 1 } })
  await admin.post('/api/mail-servers', { host: '127.0.0.1', port: 1, secure: false, user: 'tandem', password: smtpPassword })
  const { secret } = (await admin.post('/api/tokens', { name: 'Mine', scopes: ['read'], days: null })).body
  await app.ask({ url: '/api/contacts', headers: { authorization: `Bearer ${secret}` } })
  const token = app.parts.mail.links.token('unsubscribe', contact.id)
  await stranger.get(`/u/${token}`)
  await stranger.get(`/nothing/${zinaida.email}`)
  await app.ask({ url: '/%zz/zinaida' })
  const valera = await app.person('Valera', 'operator')
  await valera.get(`/api/users/${valera.id}`)

  const broken = vi.spyOn(app.parts.store, 'search').mockRejectedValue(new Error(`near "${zinaida.email}": syntax error`))
  await admin.get('/api/search?text=Zinaida')
  broken.mockRestore()
  app.parts.jobs.register('breaks', async () => {
    throw new TypeError(`Zinaida is not a function`, { cause: new Error(zinaida.phone) })
  })
  await app.parts.jobs.start({ kind: 'breaks', title: { code: 'job-import' }, user: null, input: {} })
  await app.parts.jobs.idle()
  app.server.log.error(new Error(`By fastify: ${zinaida.email}`))
  await admin.put('/api/halt', { paused: true })
  await admin.put('/api/halt', { paused: false })
  await app.close()
  return [
    ...Object.values(zinaida),
    'zinaida',
    'Zinaida',
    '99887766',
    'forest-hut',
    smtpPassword,
    'quiet-brook',
    'no-such-brook',
    contact.id,
    admin.id,
    valera.id,
    secret,
    token,
    setupBody.email,
    setupBody.password,
    setupBody.name,
    'Valera',
    app.parts.secretKey.toString('hex'),
    app.parts.secretKey.toString('base64url'),
  ]
}

test('a whole day leaves nothing about a person and no secret in the log, and still says what went wrong where', async () => {
  const { app, lines, said } = await talkative()

  const private_ = await aDay(app)

  const all = lines.join('')
  expect(private_.filter((value) => all.includes(value))).toEqual([])
  const routes = said().flatMap(({ msg, method, route, status }) => (msg === 'Answered' ? [`${method} ${route} ${status}`] : []))
  expect(routes).toEqual(
    expect.arrayContaining([
      'POST /hooks/:path 202',
      'POST /hooks/:path 404',
      'POST /hooks/:path 400',
      'POST /api/session 400',
      'GET /api/contacts/:id 200',
      'GET /u/:token 404',
      'GET /* 404',
      'GET /api/search 500',
    ]),
  )
  expect(said()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        msg: 'Started',
        level: 'info',
        version: '0.1.0',
        settings: expect.objectContaining({ mailServer: true, logLevel: 'trace' }),
      }),
      expect.objectContaining({
        msg: 'A request failed',
        level: 'error',
        route: '/api/search',
        requestId: expect.any(String),
        err: expect.objectContaining({ type: 'Error', at: expect.arrayContaining([expect.stringContaining('log.test.ts')]) }),
      }),
      expect.objectContaining({
        msg: 'Something failed in the background',
        err: expect.objectContaining({ type: 'JobFailed', kind: 'breaks', job: expect.any(String) }),
      }),
      expect.objectContaining({ msg: 'A delivery failed', level: 'warn', kind: 'send-email', reason: expect.any(String) }),
      expect.objectContaining({ msg: 'A run needs attention', level: 'warn', node: 'call', reason: expect.any(String) }),
      expect.objectContaining({ msg: 'Everything was paused by a person' }),
      expect.objectContaining({ msg: 'Everything goes on' }),
      expect.objectContaining({ msg: 'Stopping' }),
      expect.objectContaining({ msg: 'Stopped' }),
    ]),
  )
})

test('each line of a request carries the id that was answered, so that a complaint is found', async () => {
  const { app, said } = await talkative()

  const { body } = await app.admin.get('/api/contacts/not-there')

  expect(said().filter(({ requestId }) => requestId === body.requestId)).toMatchObject([{ route: '/api/contacts/:id', status: 404 }])
})

test('the level is kept to', () => {
  const lines: string[] = []
  const log = openLog('warn', { write: (line) => void lines.push(line) })

  log.info('Not this')
  log.warn('This')

  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'warn', msg: 'This', time: expect.stringMatching(/^\d{4}-.*Z$/) }])
})
