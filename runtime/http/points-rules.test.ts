import { expect, test } from 'vitest'
import type { EventKind } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { newId } from '../store/ids.ts'
import { exampleWorkflow } from '../testing/story.ts'
import { newApp, type TestApp, testApp } from '../testing/test-app.ts'

/** The scoring of leads is live, and Anna of an IT company has looked at an expensive page, twice, and opened a letter, twice. */
async function scored() {
  const app = await testApp({ clock: 'manual' })
  await publish(app, exampleWorkflow('lead-scoring'))
  const company = (await app.admin.post('/api/companies', { fields: { name: 'Weber Software', sector: 'IT' } })).body.record.id
  const fields = { firstName: 'Anna', email: 'anna@client.test', company, owner: app.admin.id }
  const anna = (await app.admin.post('/api/contacts', { fields })).body.record.id
  for (let twice = 0; twice < 2; twice++) {
    await happens(app, 'page-visited', anna, { url: 'https://company.test/machines/aurora', title: 'Aurora' })
    await happens(app, 'email-opened', anna, { message: 'offer', machine: false })
  }
  const rules = (await app.admin.get('/api/score-rules')).body.items
  const rule = (key: string) => rules.find((one: JsonObject) => one['key'] === key)
  const contact = async () => (await app.admin.get(`/api/contacts/${anna}`)).body.record
  const lines = async () => (await app.admin.get('/api/score-events?sort=points')).body.items
  return { app, anna, rule, contact, lines }
}

/** Begins whenever the score on a card changes. */
const watching: Workflow = {
  ...emptyWorkflow('watching', 'Watching'),
  nodes: [
    { id: 'begin', type: 'trigger.entity', mode: 'act', params: { entity: 'contact', change: 'changed', field: 'score' } },
    { id: 'note', type: 'crm.note', mode: 'act', params: { text: ['The score has changed'] } },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'note' }],
}

async function publish(app: TestApp, file: Workflow): Promise<void> {
  const { id } = (await app.admin.post('/api/workflows', { file })).body
  expect((await app.admin.put(`/api/workflows/${id}/publication`, { revision: 1 })).status).toBe(200)
}

async function happens(app: TestApp, kind: EventKind, contact: string, fields: JsonObject): Promise<void> {
  const at = app.parts.clock.now()
  const event = {
    id: newId(),
    kind,
    at,
    about: contact,
    records: { contact },
    fields,
    cause: { kind: 'outside', id: null, depth: 0 },
  } as const
  await app.parts.submit({ ops: [{ op: 'event', event, state: 'pending' }] })
  await app.parts.engine.pump.idle()
}

async function recounts(app: TestApp, rule: string, startFlows: boolean): Promise<JsonObject> {
  const started = await app.admin.post(`/api/score-rules/${rule}/recounts`, { startFlows })
  expect(started.status).toBe(202)
  await app.parts.jobs.idle()
  await app.parts.engine.pump.idle()
  return (await app.admin.get(`/api/jobs/${started.body.id}`)).body
}

test('the sum is explained by three lines, each rule counted once', async () => {
  const { contact, lines } = await scored()

  expect(await contact()).toMatchObject({ score: 45 })
  expect((await lines()).map(({ points, reason }: JsonObject) => `${points} ${reason}`)).toEqual([
    '10 Opened the letter “without a subject”',
    '15 Looked at our machines',
    '20 Works in IT',
  ])
})

test('changed points are counted anew when that is asked for, and no flow starts again', async () => {
  const { app, rule, contact, lines } = await scored()
  await publish(app, watching)
  const runs = async () => (await app.admin.get('/api/runs')).body.total
  const before = await runs()

  const page = rule('page')
  await app.admin.patch(`/api/score-rules/${page.id}`, { revision: page.revision, fields: { points: 5 } })
  expect(await contact()).toMatchObject({ score: 45 })
  expect(await recounts(app, page.id, false)).toMatchObject({ state: 'done', result: { contacts: 1, changed: 1 } })

  expect(await contact()).toMatchObject({ score: 35 })
  expect((await lines()).map(({ points }: JsonObject) => points)).toEqual([5, 10, 20])
  expect(await runs()).toBe(before)
  // Not even one that waits for just the line that is crossed now.
  const { revision } = (await app.admin.get(`/api/score-rules/${page.id}`)).body.record
  await app.admin.patch(`/api/score-rules/${page.id}`, { revision, fields: { points: 15 } })
  await recounts(app, page.id, false)
  expect(await contact()).toMatchObject({ score: 45 })
  expect(await runs()).toBe(before)
  // A second time there is nothing to change.
  expect(await recounts(app, page.id, false)).toMatchObject({ result: { contacts: 1, changed: 0 } })
})

test('counting anew goes on after a restart', async () => {
  const { app, rule, anna } = await scored()
  const page = rule('page')
  await app.admin.patch(`/api/score-rules/${page.id}`, { revision: page.revision, fields: { points: 5 } })

  const input = { rule: page.id, startFlows: false }
  const { id } = await app.parts.jobs.start({ kind: 'recount', title: { code: 'job-recount' }, user: null, input })
  await app.close()
  const again = await newApp({ clock: 'manual' }, app.parts.settings.dataDir)
  await again.parts.jobs.idle()

  expect(await again.store.job(id)).toMatchObject({ state: 'done', result: { contacts: 1, changed: 1 } })
  expect(await again.store.record('contact', anna)).toMatchObject({ score: 35 })
})

test('asked to, flows hear of the new scores', async () => {
  const { app, rule, contact } = await scored()
  const calls = async () => (await app.admin.get('/api/tasks')).body.total
  expect(await calls()).toBe(1)

  const profile = rule('profile')
  await app.admin.patch(`/api/score-rules/${profile.id}`, { revision: profile.revision, fields: { points: 1 } })
  await recounts(app, profile.id, true)
  expect(await contact()).toMatchObject({ score: 26 })
  const { revision } = (await app.admin.get(`/api/score-rules/${profile.id}`)).body.record
  await app.admin.patch(`/api/score-rules/${profile.id}`, { revision, fields: { points: 20 } })
  await recounts(app, profile.id, true)

  expect(await contact()).toMatchObject({ score: 45 })
  expect(await calls()).toBe(2)
})

test('points and bounds are checked, and only who draws flows may change them', async () => {
  const { app, rule } = await scored()
  const valera = await app.person('Valera', 'operator', 'sales')
  const { id, revision } = rule('page')

  const wrong = await app.admin.patch(`/api/score-rules/${id}`, { revision, fields: { points: 1.5, most: 0 } })
  const change = await valera.patch(`/api/score-rules/${id}`, { revision, fields: { points: 5 } })
  const recount = await valera.post(`/api/score-rules/${id}/recounts`, { startFlows: false })

  expect([wrong.status, wrong.body.fields.map(({ path }: JsonObject) => path)]).toEqual([422, ['fields.points', 'fields.most']])
  expect([change.status, recount.status]).toEqual([403, 403])
})
