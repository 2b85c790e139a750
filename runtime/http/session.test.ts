import { expect, test } from 'vitest'
import { cookieOf, setupBody, testApp } from '../testing/test-app.ts'

const credentials = { email: setupBody.email, password: setupBody.password }

test('who signs in gets a cookie that scripts cannot read, and is known by it', async () => {
  const app = await testApp()

  const reply = await app.stranger.post('/api/session', credentials)

  expect(String(reply.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/)
  expect((await app.ask({ url: '/api/session', headers: { cookie: cookieOf(reply) } })).body.user.name).toBe('Olga')
})

test('on https the cookie is never sent in the clear', async () => {
  const app = await testApp({ baseUrl: 'https://crm.company.test' })

  const reply = await app.stranger.post('/api/session', credentials)

  expect(String(reply.headers['set-cookie'])).toContain('Secure')
})

test('the database holds only a hash of the session', async () => {
  const app = await testApp()

  const secret = cookieOf(await app.stranger.post('/api/session', credentials)).split('=')[1] ?? ''

  expect(await app.store.session(secret)).toBeNull()
})

test('a wrong password and a person who does not exist are answered alike', async () => {
  const app = await testApp()

  const wrong = await app.stranger.post('/api/session', { ...credentials, password: 'something else' })
  const nobody = await app.stranger.post('/api/session', { email: 'nobody@company.test', password: 'something else' })

  expect([wrong.status, wrong.body.problem, wrong.body.message]).toEqual([nobody.status, nobody.body.problem, nobody.body.message])
  expect(wrong.status).toBe(401)
})

test('after ten wrong passwords even the right one has to wait', async () => {
  const app = await testApp()
  for (let time = 0; time < 10; time++) await app.stranger.post('/api/session', { ...credentials, password: 'wrong' })

  const reply = await app.stranger.post('/api/session', credentials)

  expect([reply.status, reply.body.problem]).toEqual([429, 'too-many-tries'])
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
})

test('a new password ends every other session of that person', async () => {
  const app = await testApp()
  const elsewhere = cookieOf(await app.stranger.post('/api/session', credentials))

  const reply = await app.admin.put(`/api/users/${app.admin.id}/password`, { current: credentials.password, password: 'a better password' })

  expect(reply.status).toBe(204)
  expect((await app.ask({ url: '/api/session', headers: { cookie: elsewhere } })).status).toBe(401)
  expect((await app.ask({ url: '/api/session', headers: { cookie: cookieOf(reply) } })).status).toBe(200)
  expect((await app.stranger.post('/api/session', { ...credentials, password: 'a better password' })).status).toBe(200)
})

test('nobody changes the password of another without being an admin, or their own without knowing it', async () => {
  const app = await testApp()
  const vera = await app.person('Vera', 'operator')

  const others = await vera.put(`/api/users/${app.admin.id}/password`, { password: 'a better password' })
  const own = await vera.put(`/api/users/${vera.id}/password`, { password: 'a better password' })

  expect([others.status, own.status]).toEqual([403, 403])
})

test('people see where they are signed in, and sign out there, but nowhere of others', async () => {
  const app = await testApp()
  const vera = await app.person('Vera', 'operator')
  const elsewhere = await app.ask({
    method: 'POST',
    url: '/api/session',
    headers: { 'user-agent': 'Firefox at home' },
    payload: credentials,
  })
  const { body } = await app.admin.get('/api/sessions')
  const other = body.items.find(({ current }: { current: boolean }) => !current)

  const theirs = await vera.delete(`/api/sessions/${other.id}`)
  const own = await app.admin.delete(`/api/sessions/${other.id}`)

  expect(body.items).toHaveLength(2)
  expect([other.agent, theirs.status, own.status]).toEqual(['Firefox at home', 404, 204])
  expect((await app.ask({ url: '/api/session', headers: { cookie: cookieOf(elsewhere) } })).status).toBe(401)
  expect((await app.admin.get('/api/session')).status).toBe(200)
})

test('signing out ends the session on the server', async () => {
  const app = await testApp()

  await app.admin.delete('/api/session')

  expect((await app.admin.get('/api/session')).status).toBe(401)
})

test('somebody who is switched off is out at once', async () => {
  const app = await testApp()
  const vera = await app.person('Vera', 'operator')
  const { body } = await app.admin.get(`/api/users/${vera.id}`)

  await app.admin.patch(`/api/users/${vera.id}`, { revision: body.record.revision, fields: { active: false } })

  expect((await vera.get('/api/session')).status).toBe(401)
})

test('the last admin stays', async () => {
  const app = await testApp()
  const { body } = await app.admin.get(`/api/users/${app.admin.id}`)

  const reply = await app.admin.patch(`/api/users/${app.admin.id}`, { revision: body.record.revision, fields: { role: 'operator' } })

  expect([reply.status, reply.body.problem]).toEqual([409, 'last-admin'])
})

test('another site cannot make a browser change anything', async () => {
  const app = await testApp()
  const cookie = cookieOf(await app.stranger.post('/api/session', credentials))
  const payload = { name: 'From elsewhere' }

  const foreign = await app.ask({ method: 'POST', url: '/api/workflows', headers: { cookie, origin: 'https://evil.test' }, payload })
  const sandboxed = await app.ask({ method: 'POST', url: '/api/workflows', headers: { cookie, origin: 'null' }, payload })
  const own = await app.ask({ method: 'POST', url: '/api/workflows', headers: { cookie, origin: 'http://127.0.0.1:3000' }, payload })

  expect([foreign.body.problem, sandboxed.body.problem]).toEqual(['other-origin', 'other-origin'])
  expect(own.status).toBe(201)
})
