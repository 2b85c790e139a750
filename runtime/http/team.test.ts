/** Work that goes from hand to hand: a supervisor moves it, a deputy has it for a while, who leaves hands it over. */
import { expect, test } from 'vitest'
import { say } from '../../shared/say.ts'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { waitingItems } from '../notices/waiting-items.ts'
import { newId } from '../store/ids.ts'
import { type Asker, type TestApp, testApp } from '../testing/test-app.ts'
import { personNamed } from './access.ts'

const email = (name: string) => `${name}@company.test`

/** A button suggests a city to the owner; another gives Valera by name a task, tells him, and makes the contact his. */
const moving: Workflow = {
  ...emptyWorkflow('move', 'Moves'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' }, owner: email('valera') },
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Move'], role: 'everyone', bulk: true } },
    { id: 'city', type: 'crm.update', mode: 'suggest', params: { entity: 'contact', fields: [{ field: 'city', value: ['Perm'] }] } },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'city' }],
}
const naming: Workflow = {
  ...emptyWorkflow('name', 'Names Valera'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Name'], role: 'everyone', bulk: true } },
    {
      id: 'task',
      type: 'crm.createTask',
      mode: 'act',
      name: 'Call',
      params: { title: ['Call'], assignee: { who: 'user', email: email('valera') } },
    },
    { id: 'tell', type: 'human.notify', mode: 'act', params: { to: { who: 'user', email: email('valera') }, text: ['Look'] } },
    {
      id: 'assign',
      type: 'crm.assign',
      mode: 'act',
      params: { entity: 'contact', to: 'user', user: email('valera'), onlyIfNone: false },
    },
    {
      id: 'city',
      type: 'crm.update',
      mode: 'suggest',
      params: { entity: 'contact', fields: [{ field: 'city', value: ['Omsk'] }] },
      common: { approver: { who: 'user', email: email('valera') } },
    },
  ],
  edges: [
    { from: 'begin', port: 'out', to: 'task' },
    { from: 'task', port: 'out', to: 'tell' },
    { from: 'tell', port: 'out', to: 'assign' },
    { from: 'assign', port: 'out', to: 'city' },
  ],
}

/** Valera and Nikita sell, Vera leads; Valera has a suggestion, a late task and a letter to answer, of contacts of his. */
async function aTeam() {
  const app = await testApp({ clock: 'manual' })
  const valera = await app.person('Valera', 'operator', 'sales')
  const nikita = await app.person('Nikita', 'operator', 'accounting')
  const vera = await app.person('Vera', 'supervisor')
  for (const file of [moving, naming]) {
    await app.admin.post('/api/workflows', { file })
    const published = await app.admin.put(`/api/workflows/${file.id}/publication`, { revision: 1 })
    expect(published.status).toBe(200)
  }
  const anna = (await valera.post('/api/contacts', { fields: { firstName: 'Anna' } })).body.record
  await press(app, valera, 'move/begin', anna.id)
  const now = app.parts.clock.now()
  const before = new Date(now.getTime() - 3_600_000).toISOString()
  const task = (await valera.post('/api/tasks', { fields: { title: 'Call Anna', contact: anna.id, dueAt: before } })).body.record
  const letter = newId()
  const fields = { direction: 'in', state: 'received', contact: anna.id, subject: 'When?', at: before }
  const cause = { kind: 'system', id: null, depth: 0 } as const
  const change = { change: 'create', entity: 'message', id: letter, revision: null, fields, cause, at: now } as const
  await app.parts.submit({ ops: [{ op: 'change', change }] })
  const [suggestion] = (await valera.get('/api/suggestions?mine=true')).body.items
  return { app, valera, nikita, vera, anna, task, letter, suggestion }
}

async function press(app: TestApp, by: Asker, button: string, ...records: string[]): Promise<void> {
  expect((await by.post('/api/buttons', { button, entity: 'contact', records })).status).toBe(202)
  await app.parts.engine.pump.idle()
}

/** What the program notes by itself on a task. */
const change = (id: string) => ({
  change: 'update' as const,
  entity: 'task',
  id,
  revision: null,
  cause: { kind: 'system', id: 'reminders', depth: 0 } as const,
  at: new Date(),
})

const kindsIn = async (who: Asker, of = '') =>
  (await who.get(`/api/queue${of}`)).body.items.map(({ kind }: { kind: string }) => kind).sort()

const dayAfter = (app: TestApp, days: number) => new Date(app.parts.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

const noticesOf = async (who: Asker): Promise<string[]> =>
  (await who.get('/api/notifications')).body.items.map(({ said }: { said: { code: string } }) => said.code)

test('a supervisor sees what waits for whom and since when, opens a queue, takes over and gives on; an operator does not', async () => {
  const { app, valera, nikita, vera, task, letter, suggestion } = await aTeam()
  await app.admin.post('/api/tasks', { fields: { title: 'Of nobody', owner: null } })
  const items = [
    { kind: 'suggestion', id: suggestion.id },
    { kind: 'task', id: task.id },
    { kind: 'letter', id: letter },
  ]

  const { people } = (await vera.get('/api/team')).body
  expect(people[0]).toMatchObject({
    person: { id: valera.id, name: 'Valera' },
    suggestions: { count: 1, late: 0, oldest: suggestion.createdAt },
    tasks: { count: 1, late: 1 },
    letters: { count: 1, late: 0 },
  })
  expect(people.find(({ person }: { person: unknown }) => person === null)).toMatchObject({ tasks: { count: 1 } })
  expect(await kindsIn(vera, `?of=${valera.id}`)).toEqual(['letter', 'suggestion', 'task'])
  expect(await kindsIn(vera, '?of=nobody')).toEqual(['task'])
  const escalated = { op: 'change', change: { ...change(task.id), fields: { escalatedAt: app.parts.clock.now().toISOString() } } } as const
  await app.parts.submit({ ops: [escalated] })
  const late = (await vera.get(`/api/queue?of=${valera.id}`)).body.items.find(({ kind }: { kind: string }) => kind === 'task')
  expect(late).toMatchObject({ isEscalated: true, isLate: true, since: expect.any(String) })
  const refused = [
    await nikita.get('/api/team'),
    await nikita.get(`/api/queue?of=${valera.id}`),
    await nikita.post('/api/team/moves', { items, to: nikita.id }),
    await nikita.put('/api/halt', { paused: true }),
    await nikita.put('/api/workflows/move/state', { state: 'paused' }),
    await (await app.person('Mark', 'marketer')).get('/api/team'),
  ]
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403])

  const given = await vera.post('/api/team/moves', { items: [...items, { kind: 'task', id: 'gone' }], to: nikita.id })
  expect(given.body.items.map(({ problem }: { problem: unknown }) => problem)).toEqual([
    null,
    null,
    null,
    expect.objectContaining({ problem: 'no-such-record' }),
  ])
  expect(await kindsIn(valera)).toEqual([])
  expect(await kindsIn(nikita)).toEqual(['letter', 'suggestion', 'task'])
  expect([await noticesOf(nikita), await noticesOf(valera)]).toEqual([['work-given'], ['work-taken']])
  expect((await nikita.put(`/api/suggestions/${suggestion.id}/decision`, { kind: 'approve', hash: suggestion.hash })).status).toBe(200)

  const taken = await vera.post('/api/team/moves', { items, to: vera.id })
  expect(taken.body.items[0].problem).toMatchObject({ problem: 'already-started' })
  expect(await kindsIn(vera)).toEqual(['letter', 'task'])
  expect((await vera.put('/api/workflows/move/state', { state: 'paused' })).body).toMatchObject({ state: 'paused' })
  expect((await vera.put('/api/halt', { paused: true })).body.halt).toMatchObject({ name: 'Vera' })
})

test('while somebody is away their work is also at the deputy, who is told whose it is, and it goes back with them', async () => {
  const { app, valera, nikita, task, suggestion, anna } = await aTeam()
  expect((await nikita.get(`/api/suggestions/${suggestion.id}`)).status).toBe(404)
  const { record } = (await valera.get(`/api/users/${valera.id}`)).body
  const absence = { deputy: nikita.id, absentFrom: dayAfter(app, 1), absentUntil: dayAfter(app, 3) }

  const itself = await valera.patch(`/api/users/${valera.id}`, { revision: record.revision, fields: { deputy: valera.id } })
  await valera.patch(`/api/users/${valera.id}`, { revision: record.revision, fields: absence })
  const planned = await kindsIn(nikita)
  await app.admin.post('/api/clock', { by: 'P1D' })
  await press(app, valera, 'move/begin', anna.id)

  expect([itself.status, itself.body.fields[0].path, planned]).toEqual([422, 'fields.deputy', []])
  expect((await nikita.get('/api/session')).body.user.standsFor).toEqual([{ id: valera.id, name: 'Valera', until: absence.absentUntil }])
  const queue = (await nikita.get('/api/queue')).body
  expect(queue.items.map(({ kind, of }: { kind: string; of: { name: string } }) => [kind, of?.name]).sort()).toEqual([
    ['letter', 'Valera'],
    ['suggestion', 'Valera'],
    ['suggestion', 'Valera'],
    ['task', 'Valera'],
  ])
  expect(await kindsIn(valera)).toHaveLength(4)
  const person = await personNamed(nikita.id, app.parts, { scopes: [] })
  const told = (await waitingItems(person as NonNullable<typeof person>, app.parts)).map(({ said }) => say(said, 'en'))
  expect(told).toContain('You stand in for Valera. A suggestion waits for your decision: Anna')
  expect(told.some((text) => text.startsWith('Valera is away from'))).toBe(true)

  const decided = await nikita.put(`/api/suggestions/${suggestion.id}/decision`, { kind: 'approve', hash: suggestion.hash })
  const closed = await nikita.put(`/api/tasks/${task.id}/result`, { revision: task.revision, result: null })
  expect([decided.status, closed.body.record.closedBy]).toEqual([200, nikita.id])
  await app.admin.post('/api/clock', { by: 'P4D' })

  expect(await kindsIn(nikita)).toEqual([])
  expect(await kindsIn(valera)).toEqual(['letter', 'suggestion'])
  for (const who of [valera, nikita])
    expect((await who.get('/api/suggestions?mine=true&status=decided')).body.items).toMatchObject([
      { id: suggestion.id, assignee: { name: 'Valera' }, decidedBy: { name: 'Nikita' } },
    ])
})

test('who leaves hands over everything first; afterwards nothing waits for them, and nothing that comes later does', async () => {
  const { app, valera, nikita, vera, anna } = await aTeam()
  const { admin } = app
  await press(app, valera, 'name/begin', anna.id)
  const user = async () => (await admin.get(`/api/users/${valera.id}`)).body.record
  const form = (await admin.post('/api/forms', { fields: { key: 'f', name: 'F', fields: [], owner: valera.id } })).body.record
  const hooked = (
    await admin.post('/api/segments', { fields: { key: 's', name: 'S', entity: 'contact', rule: { all: [] }, owner: valera.id } })
  ).body.record
  const sold = { title: 'Sold', owner: valera.id, closedOn: '2026-01-01' }
  const deal = (await admin.post('/api/deals', { fields: sold })).body.record
  await vera.patch(`/api/users/${vera.id}`, { revision: 1, fields: { deputy: valera.id } })

  const bare = await admin.patch(`/api/users/${valera.id}`, { revision: (await user()).revision, fields: { active: false } })
  const archived = await admin.put(`/api/users/${valera.id}/archived`, { archived: true })
  const listed = (await admin.get(`/api/users/${valera.id}/belongings`)).body.items
  expect([bare.body.problem, archived.body.problem]).toEqual(['owner-needed', 'owner-needed'])
  expect(Object.fromEntries(listed.map(({ kind, count }: { kind: string; count: number }) => [kind, count]))).toMatchObject({
    suggestion: 2,
    contact: 1,
    task: 2,
    workflow: 1,
    step: 4,
    user: 1,
    segment: 1,
    form: 1,
  })
  const refused = [
    await vera.post(`/api/users/${valera.id}/departure`, { to: nikita.id }),
    await admin.post(`/api/users/${valera.id}/departure`, { to: valera.id }),
    await admin.post(`/api/users/${admin.id}/departure`, { to: nikita.id }),
  ]
  expect(refused.map(({ status }) => status)).toEqual([403, 422, 409])

  const left = await admin.post(`/api/users/${valera.id}/departure`, { to: nikita.id })
  await app.parts.jobs.idle()
  expect((await admin.get(`/api/jobs/${left.body.id}`)).body).toMatchObject({ state: 'done' })
  expect((await valera.get('/api/queue')).status).toBe(401)
  expect((await admin.get(`/api/users/${valera.id}/belongings`)).body.items).toEqual([])
  expect(await kindsIn(nikita)).toEqual(['letter', 'suggestion', 'suggestion', 'task', 'task'])
  expect((await admin.get(`/api/deals/${deal.id}`)).body.record.owner).toBe(valera.id)
  expect((await admin.get(`/api/forms/${form.id}`)).body.record.owner).toBe(nikita.id)
  expect((await admin.get(`/api/segments/${hooked.id}`)).body.record.owner).toBe(nikita.id)
  expect(JSON.stringify((await admin.get('/api/workflows/name')).body.draft)).not.toContain(email('valera'))

  // The published version names him still, and things are offered to him in every way there is.
  await press(app, nikita, 'name/begin', anna.id)
  const toHim = await admin.post('/api/tasks', { fields: { title: 'For him', owner: valera.id } })
  const given = await admin.patch(`/api/suggestions/${(await nikita.get('/api/suggestions?mine=true')).body.items[0].id}`, {
    assignee: valera.id,
  })
  expect([toHim.body.fields[0].code ?? toHim.status, given.status]).toEqual([expect.anything(), 422])
  expect((await admin.get(`/api/users/${valera.id}/belongings`)).body.items).toEqual([])
  expect((await admin.get(`/api/contacts/${anna.id}`)).body.record.owner).toBe(nikita.id)
  const { people } = (await admin.get('/api/team')).body
  expect(people.some(({ person }: { person: { id: string } | null }) => person?.id === valera.id)).toBe(false)
})
