import type { RouteOptions } from 'fastify'
import { expect, test } from 'vitest'
import { type Asker, cookieOf, setupBody, testApp } from '../testing/test-app.ts'
import type { Access } from './access.ts'
import { type Role, roles, suffices } from './rights.ts'

/** Addresses whose handlers take what their role may not do in general, because it is about oneself. */
const send = (asker: Asker, method: string, url: string) => {
  const body = method === 'GET' || method === 'DELETE' ? undefined : {}
  const name = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'
  return asker[name](url, body)
}

const nobodyThere = '00000000-0000-7000-8000-000000000000'

test('every address of the API asks who you are, and holds every role to what it declares', async () => {
  const app = await testApp()
  const askers = new Map<Role, Asker>()
  for (const role of roles) askers.set(role, await app.person(role, role))
  const routes = routesOf(app.parts.routes)
  const wrong: string[] = []

  for (const { method, url, access } of routes) {
    const address = url.replace(/:number/g, '1').replace(/:\w+/g, nobodyThere)
    if (access === 'public' || access.local) continue
    const stranger = await send(app.stranger, method, address)
    if (stranger.status !== 401) wrong.push(`${method} ${url} lets strangers in: ${stranger.status}`)
    for (const role of roles) {
      // Signing out would end the session that the other requests need; the stream never ends.
      if (url === '/api/session' || url === '/api/live') continue
      const asker = askers.get(role)
      if (!asker) continue
      const { status, body } = await send(asker, method, address)
      const kept = status === 403 && body.problem === 'not-allowed'
      if (!suffices(role, access.role) && !kept) wrong.push(`${method} ${url} lets a ${role} in: ${status}`)
      if (status >= 500) wrong.push(`${method} ${url} breaks for a ${role}: ${status}`)
    }
  }

  expect(routes.length).toBeGreaterThan(100)
  expect(wrong).toEqual([])
}, 120_000)

test('a server with a route that says nothing of access does not start', async () => {
  const { default: fastify } = await import('fastify')
  const { guard } = await import('./access.ts')
  const app = await testApp()
  const server = fastify()
  guard(server, app.parts)

  expect(() => server.get('/open', async () => 'anybody')).toThrow('The route GET /open does not say who may use it')
})

test('what strangers may see of the API is a short list', async () => {
  const app = await testApp()

  const open = routesOf(app.parts.routes).filter(({ access, url }) => access === 'public' && url.startsWith('/api'))

  expect(open.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
    'GET /api/docs',
    'GET /api/docs/:file',
    'GET /api/docs/begin.js',
    'GET /api/openapi.json',
    'GET /api/setup',
    'POST /api/session',
    'POST /api/setup',
  ])
})

test('an operator sees own records and those of the department, and others are not there', async () => {
  const app = await testApp()
  const [valera, vera, nikita] = [
    await app.person('Valera', 'operator', 'sales'),
    await app.person('Vera', 'operator', 'sales'),
    await app.person('Nikita', 'operator', 'accounting'),
  ]
  const { body } = await valera.post('/api/contacts', { fields: { firstName: 'Anna', email: 'anna@client.test' } })
  const address = `/api/contacts/${body.record.id}`

  expect((await vera.get(address)).status).toBe(200)
  expect([(await nikita.get(address)).status, (await nikita.get('/api/contacts')).body.total]).toEqual([404, 0])
  expect((await nikita.patch(address, { revision: 1, fields: { city: 'Kazan' } })).status).toBe(404)
  expect((await nikita.put(`${address}/archived`, { archived: true })).status).toBe(404)
  expect((await nikita.get(`/api/contacts/${nobodyThere}`)).body.problem).toBe((await nikita.get(address)).body.problem)
  expect((await app.admin.get(address)).status).toBe(200)
})

test('what a record points to has no title for those who may not see it', async () => {
  const app = await testApp()
  const valera = await app.person('Valera', 'operator', 'sales')
  const nikita = await app.person('Nikita', 'operator', 'accounting')
  const create = async (plural: string, fields: object) => (await app.admin.post(`/api/${plural}`, { fields })).body.record
  const anna = await create('contacts', { firstName: 'Anna', owner: valera.id })
  const letter = await create('notes', { text: 'Called', entity: 'contact', record: anna.id, contact: anna.id })
  const deal = await create('deals', { title: 'Machine', owner: nikita.id })
  await app.admin.patch(`/api/deals/${deal.id}`, { revision: deal.revision, fields: { contact: anna.id } })
  await create('payments', {
    number: '7',
    amount: { cents: 100, currency: 'EUR' },
    paidOn: '2026-03-02',
    owner: nikita.id,
    contact: anna.id,
  })
  const link = { entity: 'contact', id: anna.id, title: '', hidden: true }

  expect((await nikita.get('/api/deals')).body.refs).toMatchObject({ [anna.id]: link, [nikita.id]: { title: 'Nikita' } })
  expect((await nikita.get(`/api/deals/${deal.id}`)).body.refs[anna.id]).toEqual(link)
  expect((await nikita.get('/api/exports/payments?fields=number,contact')).body).toContain('7,hidden\r\n')
  const { items } = (await nikita.get(`/api/deals/${deal.id}/timeline`)).body
  expect(JSON.stringify(items)).toContain('hidden')
  expect(JSON.stringify(items)).not.toContain('Anna')
  expect((await valera.get(`/api/notes/${letter.id}`)).body.refs[anna.id]).toEqual({ entity: 'contact', id: anna.id, title: 'Anna' })
  expect((await app.admin.get('/api/deals')).body.refs[anna.id].title).toBe('Anna')
})

test('a notice leads only to what its reader may open', async () => {
  const app = await testApp()
  const valera = await app.person('Valera', 'operator', 'sales')
  const nikita = await app.person('Nikita', 'operator', 'accounting')
  const anna = (await valera.post('/api/contacts', { fields: { firstName: 'Anna', owner: valera.id } })).body.record.id
  const links = [
    { entity: 'suggestion', id: 's1', title: 'Anna' },
    { entity: 'contact', id: anna, title: 'Anna' },
  ]
  for (const { id } of [valera, nikita]) {
    const fields = { owner: id, said: { code: 'text', with: { text: 'Look' } }, text: 'Look', links }
    const cause = { kind: 'system', id: null, depth: 0 } as const
    const change = {
      change: 'create',
      entity: 'notification',
      id: `for-${id}`,
      revision: null,
      fields,
      cause,
      at: new Date(),
    } as const
    await app.parts.submit({ ops: [{ op: 'change', change }] })
  }

  expect((await valera.get('/api/notifications')).body.items[0].links).toEqual(links)
  expect((await nikita.get('/api/notifications')).body.items[0].links).toEqual([links[0], { ...links[1], hidden: true }])
})

test('nobody walks a draft of their own past records that are not theirs', async () => {
  const app = await testApp()
  const nikita = await app.person('Nikita', 'operator', 'accounting')
  await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', email: 'anna@client.test' } })
  const { body } = await app.admin.post('/api/workflows', { name: 'Looks around' })
  const nodes = [
    { id: 'start', type: 'trigger.manual', mode: 'act', params: {} },
    { id: 'look', type: 'data.query', mode: 'act', params: { entity: 'contact', filter: { field: 'email', is: 'not-empty' } } },
  ]
  const draft = { ...body.draft, nodes, edges: [{ from: 'start', port: 'out', to: 'look' }] }
  const walk = { subject: null, trigger: 'start', draft: { ...draft, settings: { ...draft.settings, subject: null } } }

  const theirs = await nikita.post(`/api/workflows/${body.id}/trials`, walk)
  const ours = await app.admin.post(`/api/workflows/${body.id}/trials`, walk)

  expect([theirs.status, theirs.body.problem]).toEqual([403, 'not-allowed'])
  expect([ours.status, ours.body.steps.map(({ node }: { node: string }) => node)]).toEqual([200, ['start', 'look']])
})

test('a contact that nobody owns can be seen and taken by every operator', async () => {
  const app = await testApp()
  const vera = await app.person('Vera', 'operator', 'sales')

  const { body } = await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', owner: null } })

  expect((await vera.get('/api/contacts')).body.total).toBe(1)
  expect((await vera.patch(`/api/contacts/${body.record.id}`, { revision: 1, fields: { owner: vera.id } })).status).toBe(200)
})

test('a viewer changes nothing, and everybody changes a little of themselves', async () => {
  const app = await testApp()
  const viewer = await app.person('Boris', 'viewer')

  expect((await viewer.post('/api/contacts', { fields: { firstName: 'Anna' } })).status).toBe(403)
  expect((await viewer.patch(`/api/users/${viewer.id}`, { revision: 1, fields: { role: 'admin' } })).status).toBe(403)
  expect((await viewer.patch(`/api/users/${viewer.id}`, { revision: 1, fields: { language: 'ru' } })).status).toBe(200)
})

test('nobody learns a password hash, not even by asking a rule about it', async () => {
  const app = await testApp()

  const one = await app.admin.get(`/api/users/${app.admin.id}`)
  const list = await app.admin.get('/api/users')
  const asked = await app.admin.get(
    `/api/users?filter=${encodeURIComponent('{"field":"passwordHash","is":"starts-with","value":"scrypt"}')}`,
  )
  const through = await app.admin.get(`/api/contacts?filter=${encodeURIComponent('{"field":"owner.passwordHash","is":"not-empty"}')}`)
  const sorted = await app.admin.get('/api/users?sort=passwordHash')

  expect(JSON.stringify([one.body, list.body])).not.toContain('scrypt')
  expect([asked.status, through.status, sorted.status]).toEqual([422, 422, 422])
})

test('what somebody sends from the same machine without a cookie is not theirs', async () => {
  const app = await testApp()
  const cookie = cookieOf(await app.stranger.post('/api/session', { email: setupBody.email, password: setupBody.password }))

  const forged = await app.ask({ url: '/api/session', headers: { cookie: `${cookie}x` } })

  expect(forged.status).toBe(401)
})

interface Declared {
  readonly method: string
  readonly url: string
  readonly access: Access
}

const routesOf = (routes: readonly RouteOptions[]): readonly Declared[] =>
  routes.flatMap(({ method, url, config }) =>
    config?.access ? [method].flat().map((each) => ({ method: each, url, access: config.access as Access })) : [],
  )
