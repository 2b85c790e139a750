/** Publishing with a plan for those who are inside, and what is changed for one of them, by the API and through a mail server. */
import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { emptyWorkflow, type Workflow, type WorkflowNode } from '../../shared/workflow.ts'
import type { Op } from '../store/port.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const node = (id: string, type: string, params: JsonObject): WorkflowNode => ({ id, type, mode: 'act', params })
const begin = node('begin', 'trigger.manual', { entity: 'contact', button: ['Begin'], role: 'everyone', bulk: true })
const note = (id: string, text: string) => node(id, 'crm.note', { text: [text] })
const wait = (duration = 'P2D') => node('wait', 'wait.delay', { duration })
const letter = (text: string) => ({ en: { subject: [text], blocks: [{ kind: 'text', text: [text] }] } })
const write = (text: string) => node('write', 'msg.email', { letter: letter(text), sender: 'company', category: 'personal' })

/** The nodes one after the other. */
function line(...nodes: readonly WorkflowNode[]): Workflow {
  const edges = nodes.slice(1).map(({ id }, at) => ({ from: nodes[at]?.id ?? '', port: 'out', to: id }))
  const layout = Object.fromEntries(nodes.map(({ id }, at) => [id, [0, at * 120] as const]))
  return { ...emptyWorkflow('chase', 'Chase'), nodes, edges, layout }
}

const first = line(begin, note('one', 'Began'), wait(), write('The old letter'))

async function published(people: number, workflow = first, smtpUrl: string | null = null) {
  const app = await testApp({ clock: 'manual', smtpUrl })
  await app.admin.post('/api/workflows', { file: workflow })
  await app.admin.put('/api/workflows/chase/publication', { revision: 1 })
  if (people > 0) await start(app, people)
  return { app }
}

async function start({ admin, parts }: TestApp, people: number): Promise<void> {
  const records = Array.from({ length: people }, (_, at) => `person-${at}`)
  await parts.submit({ ops: records.map((id) => created('contact', id, aPerson(id), parts.clock.now())) })
  await admin.post('/api/buttons', { button: 'chase/begin', entity: 'contact', records })
  await parts.engine.pump.idle()
}

const aPerson = (id: string): JsonObject => ({ firstName: id, email: `${id}@client.test`, language: 'en' })

const created = (entity: string, id: string, fields: JsonObject, at: Date): Op => ({
  op: 'change',
  change: { change: 'create', entity, id, revision: null, fields, cause: { kind: 'system', id: null, depth: 0 }, at, quiet: true },
})

async function publish({ admin, parts }: TestApp, draft: Workflow, plan?: JsonObject) {
  const { revision } = (await admin.get('/api/workflows/chase')).body
  const saved = await admin.put('/api/workflows/chase', { revision, draft })
  const answer = await admin.put('/api/workflows/chase/publication', { revision: saved.body.revision, ...(plan ? { plan } : {}) })
  await parts.jobs.idle()
  return answer
}

async function days({ admin, parts }: TestApp, count: number) {
  await admin.post('/api/clock', { to: new Date(parts.clock.now().getTime() + count * 86_400_000).toISOString() })
}

const inside = async ({ admin }: TestApp) => (await admin.get('/api/runs?workflow=chase&limit=200')).body

test('two hundred wait: the letter is changed, a step is put in, everybody is moved, and one gets a letter of their own', {
  timeout: 60_000,
}, async () => {
  const server = await aSmtpServer()
  onTestFinished(() => server.close())
  const { app } = await published(200, first, server.url)
  const waiting = (await app.admin.get('/api/workflows/chase/impact')).body

  const { body } = await publish(app, line(begin, note('one', 'Began'), wait(), note('extra', 'Put in'), write('The new letter')), {
    places: {},
    rest: 'move',
  })
  const outcome = await app.admin.get(`/api/workflows/chase/moves/${body.job}`)
  const one = (await inside(app)).items.find(({ subject }: { subject: { id: string } }) => subject.id === 'person-7')
  const own = await app.admin.put(`/api/runs/${one.id}/overrides/write`, { params: { letter: letter('Only for you') } })
  const planned = await app.admin.get(`/api/runs/${one.id}/next`)
  await days(app, 3)

  expect(waiting).toEqual({ inside: 200, nodes: [{ node: 'wait', count: 200, change: 'same', versions: [{ version: 1, count: 200 }] }] })
  expect(outcome.body).toMatchObject({ moved: 200, stopped: 0, stayed: 0, left: [], job: { state: 'done', done: 200, total: 200 } })
  expect(own.status).toBe(200)
  expect(planned.body.items).toMatchObject([
    { node: 'wait', until: expect.any(String) },
    { node: 'extra' },
    { node: 'write', subject: 'Only for you' },
  ])
  const subjects = server.received.map(({ raw, to }) => ({ to: to[0], subject: /^Subject: (.*?)\r$/m.exec(raw)?.[1] }))
  expect(subjects).toHaveLength(200)
  expect(new Set(subjects.map(({ to }) => to)).size).toBe(200)
  expect(subjects.filter(({ subject }) => subject === 'The new letter')).toHaveLength(199)
  expect(subjects.filter(({ subject }) => subject === 'Only for you')).toEqual([{ to: 'person-7@client.test', subject: 'Only for you' }])
  const opened = (await app.admin.get(`/api/runs/${one.id}`)).body
  expect(opened.run).toMatchObject({ version: 2, state: 'finished' })
  expect(opened.earlier.map(({ version }: { version: number }) => version)).toEqual([1])
  expect((await inside(app)).items.filter(({ state }: { state: string }) => state !== 'finished')).toEqual([])
})

test('a plan says for each step what becomes of people there; who has no place is listed by name', async () => {
  const { app } = await published(3)
  const impact = async () => (await app.admin.get('/api/workflows/chase/impact')).body.nodes
  await app.admin.put('/api/workflows/chase', {
    revision: (await app.admin.get('/api/workflows/chase')).body.revision,
    draft: line(begin, note('one', 'Began'), write('Straight on')),
  })
  const gone = await impact()

  const lost = await publish(app, line(begin, note('one', 'Began'), write('Straight on')), { places: {}, rest: 'move' })
  const listed = (await app.admin.get(`/api/workflows/chase/moves/${lost.body.job}`)).body
  const placed = await app.admin.post('/api/workflows/chase/moves', { places: { wait: { deed: 'move', to: 'write' } }, rest: 'stay' })
  await app.parts.jobs.idle()
  await app.parts.engine.pump.idle()
  const outcome = (await app.admin.get(`/api/workflows/chase/moves/${placed.body.id}`)).body

  expect(gone).toMatchObject([{ node: 'wait', count: 3, change: 'deleted' }])
  expect(listed).toMatchObject({ moved: 0, more: 0 })
  expect(listed.left.map(({ subject, node, said }: JsonObject) => [(subject as JsonObject)['title'], node, said])).toEqual(
    expect.arrayContaining([['person-1', 'wait', { code: 'left-no-place' }]]),
  )
  expect(outcome).toMatchObject({ moved: 3, left: [] })
})

test('without a plan everybody finishes on their version', async () => {
  const { app } = await published(2)

  const { body } = await publish(app, line(begin, note('one', 'Began'), wait(), write('The new letter')))
  await app.admin.put('/api/workflows/chase/state', { state: 'live' })
  const { items } = await inside(app)

  expect(body).toMatchObject({ version: 2, job: null })
  expect(items.map(({ version }: { version: number }) => version)).toEqual([1, 1])
})

test('a step to go on at that is not in the version is refused, and nothing is published', async () => {
  const { app } = await published(1)

  const answer = await publish(app, first, { places: { wait: { deed: 'move', to: 'nowhere' } }, rest: 'stay' })

  expect([answer.status, answer.body.fields[0].path]).toEqual([422, 'plan.places.wait.to'])
  expect((await app.admin.get('/api/workflows/chase')).body.liveVersion).toBe(1)
})

test('many are changed at once, each with an answer of its own', async () => {
  const { app } = await published(3)
  const { items } = await inside(app)
  const runs = items.map(({ id, positions }: { id: string; positions: { id: string; node: string }[] }) => ({
    run: id,
    position: positions[0]?.id,
    node: positions[0]?.node,
  }))
  await app.admin.put(`/api/runs/${runs[0].run}/cancellation`)
  const edit = { kind: 'move', newest: false, node: 'write', reason: 'Asked for it' }

  const { body } = await app.admin.post('/api/runs/edits', { runs, edit })
  const unsaid = await app.admin.post('/api/runs/edits', { runs, edit: { ...edit, reason: '  ' } })

  expect(body.items.map(({ problem }: { problem: JsonObject | null }) => problem?.['problem'] ?? null)).toEqual(['not-active', null, null])
  expect(unsaid.status).toBe(400)
})

test('people are moved to the newest version from the list, also to another step', async () => {
  const { app } = await published(2)
  await publish(app, line(begin, note('one', 'Began'), wait(), note('extra', 'Put in'), write('The new letter')))
  const [one] = (await inside(app)).items
  const runs = [{ run: one.id, position: one.positions[0].id, node: 'wait' }]

  const moved = await app.admin.post('/api/runs/edits', {
    runs,
    edit: { kind: 'move', newest: true, node: 'extra', reason: 'Was forgotten' },
  })
  const trail = (await app.admin.get(`/api/runs/${one.id}`)).body

  expect(moved.body.items).toMatchObject([{ problem: null }])
  expect(trail.run.version).toBe(2)
  expect(trail.steps.map(({ node, outcome }: JsonObject) => `${node} ${outcome}`)).toEqual(
    expect.arrayContaining(['wait moved', 'extra leave:out']),
  )
})

test('a change for one that could not work is refused, by the field', async () => {
  const { app } = await published(1)
  const [one] = (await inside(app)).items

  const wrong = await app.admin.put(`/api/runs/${one.id}/overrides/write`, { params: { letter: { en: { subject: [], blocks: [] } } } })
  const nowhere = await app.admin.put(`/api/runs/${one.id}/overrides/elsewhere`, { params: {} })

  expect([wrong.status, wrong.body.fields[0].path]).toEqual([422, 'params.letter.en.subject'])
  expect([nowhere.status, nowhere.body.problem]).toEqual([422, 'no-such-step'])
})

test('a letter that waits can be put off, changed and cancelled; once that is over it is too late', async () => {
  const held = { ...write('The old letter'), common: { window: { calendar: 'in-three-days' } } }
  const { app } = await published(0)
  await opensInThreeDays(app)
  await publish(app, line(begin, held))
  await start(app, 3)
  const opened: Opened[] = await Promise.all(
    (await inside(app)).items.map(async ({ id }: { id: string }) => (await app.admin.get(`/api/runs/${id}`)).body),
  )
  const [off, changed, cancelled] = opened.map(({ run, letters }) => ({ run: run.id, letter: letters[0]?.id }))
  const later = new Date(app.parts.clock.now().getTime() + 30 * 86_400_000).toISOString()

  const answers = [
    await app.admin.patch(`/api/deliveries/${off?.letter}`, { dueAt: later }),
    await app.admin.put(`/api/runs/${changed?.run}/overrides/write`, { params: { letter: letter('Another one') } }),
    await app.admin.put(`/api/deliveries/${cancelled?.letter}/cancellation`),
  ]
  await days(app, 7)
  const late = await app.admin.put(`/api/deliveries/${cancelled?.letter}/cancellation`)

  expect(answers.map(({ status }) => status)).toEqual([204, 200, 204])
  expect([late.status, late.body.problem]).toEqual([409, 'already-started'])
  const messages = (await app.admin.get('/api/messages?limit=50')).body.items
  expect(messages.map(({ subject, state }: JsonObject) => `${subject}: ${state}`).sort()).toEqual([
    'Another one: sent',
    'The old letter: cancelled',
    'The old letter: cancelled',
    'The old letter: deferred',
  ])
})

interface Opened {
  readonly run: { readonly id: string }
  readonly letters: readonly { readonly id: string }[]
}

/** Hours in which the letters of a step may leave. */
async function opensInThreeDays(app: TestApp): Promise<void> {
  const at = app.parts.clock.now()
  const weekday = String(((at.getUTCDay() + 2) % 7) + 1)
  const fields = { key: 'in-three-days', name: 'In three days', zone: 'UTC', hours: { [weekday]: [['10:00', '11:00']] }, holidays: [] }
  await app.parts.submit({ ops: [created('calendar', 'in-three-days', fields, at)] })
}
