/**
 * Two things at once about one suggestion, over real connections: one effect or none, and whoever comes second sees why. That
 * an approval outlasts the process is held by the loop of kills.
 */
import { Agent, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { newId } from '../store/ids.ts'
import type { Answered } from '../testing/answered.ts'
import { cookieOf, setupBody, type TestApp, testApp } from '../testing/test-app.ts'

/** A button suggests a task, for two days, and only to whoever is in Kazan. */
const calling: Workflow = {
  ...emptyWorkflow('call', 'Calls'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Call'], role: 'everyone', bulk: true } },
    {
      id: 'task',
      type: 'crm.createTask',
      mode: 'suggest',
      params: { title: ['Call ', { ref: 'subject.firstName' }], assignee: { who: 'owner' } },
      common: { decideWithin: 'P2D', onExpiry: 'drop', relevance: { field: 'city', is: 'is', value: 'Kazan' } },
    },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'task' }],
}

interface Reply {
  readonly status: number
  readonly body: Answered
}

/** Somebody at one screen: every screen has a connection of its own. */
interface Screen {
  put(path: string, body: object): Promise<Reply>
  /** Sends, and is gone as soon as the request has left. */
  putAndLeave(path: string, body: object): Promise<void>
}

/** A listening installation with so many suggestions, and a way to open screens for its people. */
async function aHouse(suggestions: number) {
  const app = await testApp({ clock: 'manual' })
  await app.admin.post('/api/workflows', { file: calling })
  expect((await app.admin.put('/api/workflows/call/publication', { revision: 1 })).status).toBe(200)
  const records = Array.from({ length: suggestions }, newId)
  const cause = { kind: 'person', id: app.admin.id, depth: 0 } as const
  const now = app.parts.clock.now()
  const added = records.map((id, at) => {
    const fields = { firstName: `N${at}`, city: 'Kazan' }
    return { op: 'change', change: { change: 'create', entity: 'contact', id, revision: null, fields, cause, at: now } } as const
  })
  await app.parts.submit({ ops: added })
  await app.admin.post('/api/buttons', { button: 'call/begin', entity: 'contact', records })
  await app.parts.engine.pump.idle()
  await app.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.server.address() as AddressInfo
  const screen = async (name: string, isNew = true): Promise<Screen> => {
    if (isNew) await app.person(name, 'supervisor')
    const payload = { email: `${name.toLowerCase()}@company.test`, password: setupBody.password }
    const cookie = cookieOf(await app.ask({ method: 'POST', url: '/api/session', payload }))
    return openScreen(port, cookie)
  }
  const all = async () =>
    (await app.admin.get('/api/suggestions?status=open&limit=200')).body.items as readonly {
      readonly id: string
      readonly hash: string
      readonly subject: { readonly id: string }
    }[]
  return { app, screen, all }
}

function openScreen(port: number, cookie: string): Screen {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const begin = (path: string, body: object) => {
    const text = JSON.stringify(body)
    const headers = { cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    return { text, asked: httpRequest({ host: '127.0.0.1', port, path, method: 'PUT', agent, headers }) }
  }
  return {
    put: (path, body) =>
      new Promise((resolve, reject) => {
        const { text, asked } = begin(path, body)
        asked.on('error', reject)
        asked.on('response', (reply) => {
          let answer = ''
          reply.on('data', (chunk) => (answer += chunk))
          reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body: JSON.parse(answer) }))
        })
        asked.end(text)
      }),
    putAndLeave: (path, body) =>
      new Promise((resolve) => {
        const { text, asked } = begin(path, body)
        asked.on('error', () => resolve())
        asked.on('close', () => resolve())
        asked.end(text, () => asked.destroy())
      }),
  }
}

const decisionOf = ({ id }: { readonly id: string }) => `/api/suggestions/${id}/decision`
const approve = ({ hash }: { readonly hash: string }) => ({ kind: 'approve', hash })
const dismiss = ({ hash }: { readonly hash: string }) => ({ kind: 'dismiss', hash, reason: 'not-needed' })

/** What has become of each suggestion, and how many tasks came of it. */
async function outcomesIn(app: TestApp) {
  const tasks: readonly { readonly run: string }[] = (await app.admin.get('/api/tasks?limit=500')).body.items
  const found: readonly Answered[] = (
    await Promise.all(['open', 'decided', 'withdrawn'].map((status) => app.admin.get(`/api/suggestions?status=${status}&limit=200`)))
  ).flatMap(({ body }) => body.items)
  return (of: { readonly id: string } | undefined) => {
    const { status, run, reason } = found.find(({ id }) => id === of?.id) ?? {}
    return { status, reason, effects: tasks.filter((task) => task.run === run).length }
  }
}

test('of two hundred pairs of decisions at once each has one effect or none, and the second hears who was quicker', async () => {
  const { app, screen, all } = await aHouse(200)
  const [vera, nikita] = [await screen('Vera'), await screen('Nikita')]
  const suggestions = await all()

  const pairs = await Promise.all(
    suggestions.map((one, at) =>
      Promise.all([vera.put(decisionOf(one), approve(one)), nikita.put(decisionOf(one), at % 2 === 0 ? approve(one) : dismiss(one))]),
    ),
  )
  await app.admin.post('/api/clock', { by: 'PT1M' })

  const outcomeOf = await outcomesIn(app)
  const wrong: unknown[] = []
  for (const [at, pair] of pairs.entries()) {
    const [first, second] = pair
    const refused = pair.find(({ status }) => status === 409)
    const isRefused = refused?.body.problem === 'decided' && refused.body.with.user === (refused === first ? 'Nikita' : 'Vera')
    const isApproved = at % 2 === 0 || first.status === 200
    const { status, effects } = outcomeOf(suggestions[at])
    const isRight = isApproved ? status === 'done' && effects === 1 : status === 'dismissed' && effects === 0
    if (!isRefused || !isRight || first.status + second.status !== 609) wrong.push([at, status, effects, first.status, second.status])
  }
  expect([suggestions.length, wrong]).toEqual([200, []])
}, 120_000)

test('a double click is one decision; of two tabs of one person the second is told', async () => {
  const { app, screen, all } = await aHouse(20)
  const [tab, other] = [await screen('Vera'), await screen('Vera', false)]
  const suggestions = await all()

  const replies = await Promise.all(
    suggestions.map((one, at) =>
      Promise.all([tab.put(decisionOf(one), approve(one)), other.put(decisionOf(one), at % 2 === 0 ? approve(one) : dismiss(one))]),
    ),
  )
  await app.admin.post('/api/clock', { by: 'PT1M' })

  const outcomeOf = await outcomesIn(app)
  for (const [at, pair] of replies.entries()) {
    const { status, effects } = outcomeOf(suggestions[at])
    const statuses = pair.map((reply) => reply.status).sort()
    expect(statuses).toEqual(at % 2 === 0 ? [200, 200] : [200, 409])
    expect(effects).toBe(status === 'done' ? 1 : 0)
    expect(['done', 'dismissed']).toContain(status)
  }
})

test('approved while its time runs out, or while its reason goes: done once, or it is said why not', async () => {
  const { app, screen, all } = await aHouse(40)
  const vera = await screen('Vera')
  const suggestions = await all()
  const [expiring, losing] = [suggestions.slice(0, 20), suggestions.slice(20)]

  const losses = await Promise.all(
    losing.map((one) =>
      Promise.all([
        vera.put(decisionOf(one), approve(one)),
        app.admin.patch(`/api/contacts/${one.subject.id}`, { revision: 1, fields: { city: 'Perm' } }),
      ]),
    ),
  )
  const [decided] = await Promise.all([
    Promise.all(expiring.map((one) => vera.put(decisionOf(one), approve(one)))),
    app.admin.post('/api/clock', { by: 'P3D' }),
  ])
  await app.admin.post('/api/clock', { by: 'PT1M' })

  const outcomeOf = await outcomesIn(app)
  expect(suggestions).toHaveLength(40)
  for (const [at, { status }] of decided.entries()) {
    const after = outcomeOf(expiring[at])
    expect([status, after.status, after.effects]).toEqual(status === 200 ? [200, 'done', 1] : [409, 'expired', 0])
  }
  for (const [at, [{ status, body }]] of losses.entries()) {
    const after = outcomeOf(losing[at])
    if (after.status === 'done') expect([status, after.effects]).toEqual([200, 1])
    else {
      expect(after).toMatchObject({ status: 'withdrawn', effects: 0, reason: { code: expect.any(String) } })
      expect(status === 200 || body.problem === 'withdrawn').toBe(true)
    }
  }
})

test('who approves and closes the tab is done once, or still has it to decide', async () => {
  const { app, screen, all } = await aHouse(20)
  const suggestions = await all()
  const nikita = await screen('Nikita')

  for (const one of suggestions) await (await screen('Nikita', false)).putAndLeave(decisionOf(one), approve(one))
  await app.parts.engine.pump.idle()
  const left = await all()
  for (const one of left) expect((await nikita.put(decisionOf(one), approve(one))).status).toBe(200)
  await app.admin.post('/api/clock', { by: 'PT1M' })

  const outcomeOf = await outcomesIn(app)
  expect(left.length).toBeLessThan(suggestions.length)
  for (const one of suggestions) expect(outcomeOf(one)).toMatchObject({ status: 'done', effects: 1 })
})
