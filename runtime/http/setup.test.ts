import { expect, test } from 'vitest'
import { cookieOf, newApp, setupBody, testApp } from '../testing/test-app.ts'

test('the link that is printed at the first start makes the first admin, once', async () => {
  const app = await newApp()
  const token = app.parts.setup.token

  const before = await app.stranger.get('/api/setup')
  const first = await app.stranger.post('/api/setup', { ...setupBody, token })
  const second = await app.stranger.post('/api/setup', { ...setupBody, token })

  expect(before.body).toEqual({ needed: true })
  expect(first.status).toBe(201)
  expect(first.body).toMatchObject({ user: { name: 'Olga', role: 'admin' }, company: { name: 'Volga', zone: 'Europe/Berlin' } })
  expect([second.status, second.body.problem]).toEqual([409, 'set-up-done'])
  expect(app.setupLink()).toBeNull()
})

test('two set-ups at the same moment make one admin', async () => {
  const app = await newApp()
  const token = app.parts.setup.token

  const replies = await Promise.all(
    ['a', 'b'].map((name) => app.stranger.post('/api/setup', { ...setupBody, email: `${name}@company.test`, token })),
  )

  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
  expect((await app.store.list({ entity: 'user', limit: 10, now: new Date() })).total).toBe(1)
})

test('a wrong link makes nobody an admin', async () => {
  const app = await newApp()

  const reply = await app.stranger.post('/api/setup', { ...setupBody, token: 'guessed' })

  expect([reply.status, reply.body.problem]).toEqual([403, 'wrong-set-up-link'])
  expect((await app.stranger.get('/api/setup')).body).toEqual({ needed: true })
})

test('what cannot be is named field by field', async () => {
  const app = await newApp()
  const token = app.parts.setup.token

  const reply = await app.stranger.post('/api/setup', { ...setupBody, token, zone: 'Europe/Atlantis', email: 'nobody' })

  expect(reply.status).toBe(422)
  expect(reply.body.fields.map(({ path }: { path: string }) => path)).toEqual(['zone', 'email'])
})

test('a new company has departments, a calendar, pipelines, a form and a mailbox in its language', async () => {
  const app = await newApp()
  const reply = await app.ask({
    method: 'POST',
    url: '/api/setup',
    payload: { ...setupBody, language: 'ru', token: app.parts.setup.token },
  })
  const headers = { cookie: cookieOf(reply) }

  const names = async (plural: string) =>
    (await app.ask({ url: `/api/${plural}?sort=createdAt`, headers })).body.items.map(({ name }: { name: string }) => name).sort()

  expect(await names('departments')).toEqual(['Бухгалтерия', 'Поддержка', 'Продажи'])
  expect(await names('calendars')).toEqual(['Рабочее время'])
  expect(await names('pipelines')).toEqual(['Партнёры', 'Продажи'])
  expect(await names('forms')).toEqual(['Сайт'])
  expect(await names('mailboxes')).toEqual(['Volga'])
  expect(await names('stages')).toHaveLength(9)
})

test('an admin named in the settings needs no page', async () => {
  const app = await newApp({ admin: { email: 'vera@company.test', password: 'correct horse battery' } })

  const reply = await app.stranger.post('/api/session', { email: 'Vera@Company.test', password: 'correct horse battery' })

  expect(reply.status).toBe(200)
  expect(app.setupLink()).toBeNull()
})

test('the key that seals secrets survives a restart and is for the eyes of its owner only', async () => {
  const { statSync } = await import('node:fs')
  const { join } = await import('node:path')
  const app = await testApp()
  const { dataDir } = app.parts.settings
  await app.close()

  const again = await newApp({}, dataDir)

  expect(again.parts.secretKey).toEqual(app.parts.secretKey)
  expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600)
})
