import { once } from 'node:events'
import { connect } from 'node:net'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { problemKeys, testApp } from '../testing/test-app.ts'
import { answerErrors } from './errors.ts'

test.each([
  { name: 'no JSON', payload: '{"name": ', status: 400, problem: 'bad-json' },
  { name: 'a key that could reach a prototype', payload: '{"name":"x","__proto__":{"a":1}}', status: 400, problem: 'bad-key' },
  { name: 'the other way to a prototype', payload: '{"constructor":{"prototype":{"a":1}}}', status: 400, problem: 'bad-key' },
  { name: 'a zero character', payload: '{"name":"a\\u0000b"}', status: 400, problem: 'bad-text' },
  { name: 'half a character', payload: '{"name":"\\ud800"}', status: 400, problem: 'bad-text' },
  { name: 'brackets without end', payload: '['.repeat(100_000) + ']'.repeat(100_000), status: 400, problem: 'too-deep' },
  {
    name: 'too many values',
    payload: JSON.stringify({ fields: Array.from({ length: 20_000 }, () => 1) }),
    status: 413,
    problem: 'too-large',
  },
  { name: 'too many bytes', payload: JSON.stringify({ name: 'x'.repeat(300_000) }), status: 413, problem: 'too-large' },
  { name: 'a number where a text belongs', payload: '{"email": 1, "password": null}', status: 400, problem: 'bad-request' },
  { name: 'a field too much', payload: '{"email":"a@b.test","password":"x","admin":true}', status: 400, problem: 'bad-request' },
])('$name is refused in the one shape of errors', async ({ payload, status, problem }) => {
  const app = await testApp()

  const reply = await app.ask({ method: 'POST', url: '/api/session', headers: { 'content-type': 'application/json' }, payload })

  expect([reply.status, reply.body.problem]).toEqual([status, problem])
  expect(Object.keys(reply.body).every((key) => problemKeys.includes(key))).toBe(true)
})

test('other kinds of content are refused, not guessed at', async () => {
  const app = await testApp()

  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml']) {
    const reply = await app.ask({ method: 'POST', url: '/api/session', headers: { 'content-type': type }, payload: 'email=a' })
    expect([type, reply.status, reply.body.problem]).toEqual([type, 415, 'unsupported-type'])
  }
})

test('an address that does not exist says so, and the message is in the language of the reader', async () => {
  const app = await testApp()

  const english = await app.ask({ url: '/api/nothing' })
  const russian = await app.ask({ url: '/api/nothing', headers: { 'accept-language': 'ru-RU,ru;q=0.9' } })

  expect([english.status, english.body.message]).toEqual([404, 'There is nothing at this address.'])
  expect(russian.body.message).toBe('По этому адресу ничего нет.')
})

test.each([
  {
    name: 'an address that cannot be decoded',
    request: 'GET /api/contacts/%zz HTTP/1.1\r\nHost: x\r\n\r\n',
    status: 400,
    problem: 'bad-address',
  },
  { name: 'a line that is no HTTP', request: 'HELLO\r\n\r\n', status: 400, problem: 'not-http' },
  {
    name: 'headers without end',
    request: `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    status: 431,
    problem: 'headers-too-large',
  },
])('$name is answered in the one shape of errors', async ({ request, status, problem }) => {
  const app = await testApp()
  await app.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.server.address() as { port: number }

  const answer = await rawAnswer(port, request)

  expect(answer.head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer.body.problem).toBe(problem)
  expect(Object.keys(answer.body).every((key) => problemKeys.includes(key))).toBe(true)
})

async function rawAnswer(port: number, request: string) {
  const socket = connect(port, '127.0.0.1')
  socket.write(request)
  const [bytes] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  const [head = '', body = ''] = bytes.toString('utf8').split('\r\n\r\n')
  return { head, body: JSON.parse(body) }
}

test('a mistake of ours shows neither a stack, nor a path, nor a statement', async () => {
  const server = fastify()
  answerErrors(server)
  server.get('/break', async () => {
    throw new Error('select * from "user" in /var/data/tandem.db')
  })

  const reply = await server.inject('/break')

  expect([reply.statusCode, reply.json().problem]).toEqual([500, 'internal'])
  expect(reply.body).not.toMatch(/select|tandem\.db|errors\.test/)
  expect(reply.json().message).toContain(reply.json().requestId)
})

test('who asks too often is told when to come again', async () => {
  const app = await testApp({ apiRate: 5 })

  const replies = await Promise.all(Array.from({ length: 12 }, () => app.stranger.get('/api/setup')))
  const refused = replies.filter(({ status }) => status === 429)

  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.body.problem).toBe('too-many-requests')
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
})

test('whoever makes up a new name for every request is held off all the same', async () => {
  const app = await testApp({ apiRate: 60 })
  const bearing = (token: string) => ({ url: '/api/contacts', headers: { authorization: `Bearer ${token}` } })

  const guesses = await Promise.all(Array.from({ length: 12 }, (_, index) => app.ask(bearing(`made-up-token-number-${index}`))))
  const setups = await Promise.all(
    Array.from({ length: 70 }, (_, index) => app.ask({ url: '/api/setup', headers: { cookie: `tandem=made-up-${index}` } })),
  )

  expect(guesses.map(({ status }) => status)).toEqual([...Array(4).fill(401), ...Array(8).fill(429)])
  expect(setups.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
})

test('while it stops or the data is damaged the server says so and takes nothing', async () => {
  const app = await testApp()

  app.parts.health.problem = 'disk-full'
  const full = [await app.admin.get('/api/contacts'), await app.admin.post('/api/contacts', { fields: { firstName: 'Anna' } })]
  app.parts.health.problem = 'store-damaged'
  const damaged = await app.admin.get('/api/contacts')
  const hook = await app.stranger.post('/hooks/anything', { email: 'anna@client.test' })
  const ready = await app.stranger.get('/readyz')

  expect(full.map(({ status, body }) => [status, body.problem])).toEqual([
    [200, undefined],
    [503, 'disk-full'],
  ])
  expect([damaged.status, damaged.body.problem]).toEqual([503, 'store-damaged'])
  expect([hook.status, hook.body.problem]).toEqual([503, 'store-damaged'])
  expect(damaged.headers['retry-after']).toBeDefined()
  expect([ready.body, (await app.stranger.get('/healthz')).status]).toEqual([{ ready: false, reason: 'store-damaged' }, 200])
})

test('while everything is late the server turns work away, but says that it is alive', async () => {
  const app = await testApp({ busyAfterMs: 1_000 })
  Object.assign(app.parts.lateness, { ms: () => 1_500 })

  const [work, alive, ready] = [await app.admin.get('/api/contacts'), await app.stranger.get('/healthz'), await app.stranger.get('/readyz')]

  expect([work.status, work.body.problem, alive.status, ready.status]).toEqual([503, 'busy', 200, 503])
})

test('pages may run our own scripts only, and may not be put into frames', async () => {
  const app = await testApp()

  const { headers } = await app.stranger.get('/api/docs')

  expect(headers['content-security-policy']).toContain("script-src 'self'")
  expect(headers['content-security-policy']).not.toContain('unsafe-eval')
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
})

test('every answer is what it says it is, and nothing else is said with what is no page', async () => {
  const app = await testApp()

  const answers = await Promise.all(['/api/docs', '/api/docs/begin.js', '/api/contacts', '/nothing.js'].map((url) => app.stranger.get(url)))

  expect(answers.map(({ headers }) => headers['x-content-type-options'])).toEqual(['nosniff', 'nosniff', 'nosniff', 'nosniff'])
  expect(answers.map(({ headers }) => 'content-security-policy' in headers)).toEqual([true, false, false, false])
})

test('the API describes itself as OpenAPI 3.1, with pages to read it in', async () => {
  const app = await testApp()

  const { body } = await app.stranger.get('/api/openapi.json')
  const page = await app.stranger.get('/api/docs')
  const script = await app.stranger.get('/api/docs/swagger-ui-bundle.js')

  expect(body.openapi).toBe('3.1.0')
  expect(Object.keys(body.paths)).toContain('/api/contacts/{id}')
  // Every address says how it refuses, in the one shape of errors.
  expect(Object.keys(body.components.schemas.Problem.properties).sort()).toEqual([...problemKeys].sort())
  const operations = Object.values<Record<string, JsonObject>>(body.paths).flatMap((path) => Object.values(path))
  for (const operation of operations)
    expect(operation).toMatchObject({
      responses: { default: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
    })
  expect([page.status, script.status]).toEqual([200, 200])
  expect((await app.stranger.get('/api/docs/..%2f..%2fpackage.json')).status).toBe(404)
})
