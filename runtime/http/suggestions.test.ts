import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { type Asker, type TestApp, testApp } from '../testing/test-app.ts'

/** A button on the card; then the city is suggested, and after that a task waits. */
const drawing: Workflow = {
  ...emptyWorkflow('move', 'Moves'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Move'], role: 'everyone', bulk: true } },
    { id: 'city', type: 'crm.update', mode: 'suggest', params: { entity: 'contact', fields: [{ field: 'city', value: ['Perm'] }] } },
    { id: 'rest', type: 'wait.delay', mode: 'act', params: { duration: 'P2D' } },
  ],
  edges: [
    { from: 'begin', port: 'out', to: 'city' },
    { from: 'city', port: 'out', to: 'rest' },
  ],
}

const question = { id: 'need', text: { en: 'What do you need?' }, answer: 'text', field: null }

/** An installation where the workflow is live and Anna, whom Valera looks after, has been put into it. */
async function withSuggestion() {
  const app = await testApp({ clock: 'manual' })
  const valera = await app.person('Valera', 'operator', 'sales')
  const { id } = (await app.admin.post('/api/workflows', { file: drawing })).body
  await app.admin.put(`/api/workflows/${id}/publication`, { revision: 1 })
  const anna = (await valera.post('/api/contacts', { fields: { firstName: 'Anna', city: 'Kazan' } })).body.record
  await press(app, valera, anna.id)
  const [suggestion] = (await valera.get('/api/suggestions?mine=true')).body.items
  return { app, valera, anna, suggestion }
}

async function press(app: TestApp, asker: Asker, ...records: string[]): Promise<void> {
  const reply = await asker.post('/api/buttons', { button: 'move/begin', entity: 'contact', records })
  expect(reply.status).toBe(202)
  await app.parts.engine.pump.idle()
}

const cityOf = async (asker: Asker, id: string) => (await asker.get(`/api/contacts/${id}`)).body.record.city

test('a suggestion shows what would change, what it was, why, and what comes after', async () => {
  const { suggestion, valera, anna } = await withSuggestion()

  expect(suggestion).toMatchObject({
    status: 'pending',
    workflow: { id: 'move', name: 'Moves', version: 1 },
    node: { id: 'city', type: 'crm.update' },
    subject: { entity: 'contact', id: anna.id, title: 'Anna' },
    effects: [{ kind: 'change-record', fields: { city: 'Perm' } }],
    before: { [anna.id]: { city: 'Kazan' } },
    assignee: { id: valera.id, name: 'Valera' },
  })
  expect(suggestion.after.en).not.toBe('')
  expect(suggestion.after.ru).not.toBe('')
})

test('a letter is in one language, the one it is written in, and what comes after it is what follows when it is sent', async () => {
  const app = await testApp({ clock: 'manual' })
  const letter = { en: { subject: ['Three questions'], blocks: [{ kind: 'text', text: ['Hello'] }] } }
  const file: Workflow = {
    ...drawing,
    nodes: [
      ...drawing.nodes.filter(({ id }) => id === 'begin'),
      { id: 'ask', type: 'msg.askQuestions', mode: 'suggest', params: { letter, questions: [question], sender: 'company' } },
      { id: 'reply', type: 'wait.forReply', mode: 'act', params: { patience: 'P2D' } },
    ],
    edges: [
      { from: 'begin', port: 'out', to: 'ask' },
      { from: 'ask', port: 'sent', to: 'reply' },
    ],
  }
  await app.admin.post('/api/workflows', { file })
  await app.admin.put('/api/workflows/move/publication', { revision: 1 })
  const fields = { firstName: 'Борис', email: 'boris@client.test', language: 'ru' }
  await press(app, app.admin, (await app.admin.post('/api/contacts', { fields })).body.record.id)

  const [suggestion] = (await app.admin.get('/api/suggestions')).body.items

  expect(suggestion.effects).toMatchObject([{ kind: 'send-email', language: 'en' }])
  expect(suggestion.effects[0].frozen.text).not.toMatch(/[а-я]/)
  expect(suggestion.after.en).toMatch(/^Wait .* for a reply/)
})

test('an approval acts when the grace is over, and until then it can be taken back', async () => {
  const { app, valera, anna, suggestion } = await withSuggestion()
  const decision = `/api/suggestions/${suggestion.id}/decision`

  const approved = await valera.put(decision, { kind: 'approve', hash: suggestion.hash })
  const during = await cityOf(valera, anna.id)
  const undone = await valera.delete(decision)
  const again = await valera.put(decision, { kind: 'approve', hash: undone.body.hash })
  await app.admin.post('/api/clock', { by: 'PT1M' })

  expect([approved.body.status, during, undone.body.status, again.body.status]).toEqual(['approved', 'Kazan', 'pending', 'approved'])
  expect(await cityOf(valera, anna.id)).toBe('Perm')
  expect((await valera.delete(decision)).status).toBe(409)
})

test('of two operators who decide at once one is told who was quicker', async () => {
  const { app, valera, suggestion } = await withSuggestion()
  const decision = `/api/suggestions/${suggestion.id}/decision`

  const replies = await Promise.all([
    valera.put(decision, { kind: 'approve', hash: suggestion.hash }),
    app.admin.put(decision, { kind: 'dismiss', hash: suggestion.hash, reason: 'wrong-time' }),
  ])
  const refused = replies.find(({ status }) => status === 409)

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(refused?.body.problem).toBe('decided')
  expect(['Valera', 'Olga']).toContain(refused?.body.with.user)
})

test('nobody approves what they have not seen', async () => {
  const { valera, suggestion } = await withSuggestion()

  const reply = await valera.put(`/api/suggestions/${suggestion.id}/decision`, { kind: 'approve', hash: 'another' })

  expect([reply.status, reply.body.problem]).toEqual([409, 'changed'])
})

test('a dismissed suggestion has no effect, and the reason is kept', async () => {
  const { app, valera, anna, suggestion } = await withSuggestion()

  await valera.put(`/api/suggestions/${suggestion.id}/decision`, {
    kind: 'dismiss',
    hash: suggestion.hash,
    reason: 'wrong-time',
    note: 'In May',
  })
  await app.admin.post('/api/clock', { by: 'P1D' })

  expect(await cityOf(valera, anna.id)).toBe('Kazan')
  expect((await valera.get('/api/suggestions?status=decided')).body.items).toMatchObject([
    { status: 'dismissed', reason: { code: 'wrong-time' } },
  ])
})

test('what was put off or given away is not in the way', async () => {
  const { app, valera, suggestion } = await withSuggestion()
  const vera = await app.person('Vera', 'operator', 'sales')
  const later = new Date(app.parts.clock.now().getTime() + 3_600_000).toISOString()

  await valera.patch(`/api/suggestions/${suggestion.id}`, { assignee: vera.id })
  await vera.patch(`/api/suggestions/${suggestion.id}`, { laterUntil: later })

  expect((await valera.get('/api/suggestions?mine=true')).body.total).toBe(0)
  expect((await vera.get('/api/suggestions?mine=true')).body.total).toBe(0)
  expect((await vera.get('/api/suggestions?mine=true&status=later')).body.total).toBe(1)
  expect((await vera.get('/api/notifications')).body.items).toMatchObject([
    { said: { code: 'suggestion-given', with: { user: 'Valera' } } },
  ])
  await app.admin.post('/api/clock', { by: 'PT2H' })
  expect((await vera.get('/api/suggestions?mine=true')).body.total).toBe(1)
})

test('an operator of another department neither sees nor decides it', async () => {
  const { app, suggestion } = await withSuggestion()
  const nikita = await app.person('Nikita', 'operator', 'accounting')

  expect((await nikita.get('/api/suggestions')).body.total).toBe(0)
  expect((await nikita.put(`/api/suggestions/${suggestion.id}/decision`, { kind: 'approve', hash: suggestion.hash })).status).toBe(404)
})

test('many suggestions of one step are decided together, each with its own answer', async () => {
  const { app, valera, suggestion } = await withSuggestion()
  const boris = (await valera.post('/api/contacts', { fields: { firstName: 'Boris' } })).body.record
  await press(app, valera, boris.id)
  const { items } = (await valera.get('/api/suggestions?mine=true')).body
  const other = items.find(({ id }: { id: string }) => id !== suggestion.id)

  const reply = await valera.post('/api/suggestions/decisions', {
    suggestions: [
      { id: suggestion.id, hash: suggestion.hash },
      { id: other.id, hash: 'stale' },
    ],
    decision: { kind: 'approve' },
  })

  expect(reply.body.items).toMatchObject([
    { id: suggestion.id, problem: null },
    { id: other.id, problem: { problem: 'changed' } },
  ])
})

test('an edited suggestion shows the bytes that would go out', async () => {
  const { valera, anna, app, suggestion } = await withSuggestion()
  const effects = [{ ...suggestion.effects[0], fields: { city: 'Omsk' } }]

  const preview = await valera.post(`/api/suggestions/${suggestion.id}/preview`, { effects })
  const approved = await valera.put(`/api/suggestions/${suggestion.id}/decision`, { kind: 'approve', hash: suggestion.hash, effects })
  await app.admin.post('/api/clock', { by: 'PT1M' })

  expect(preview.body.effects).toMatchObject([{ fields: { city: 'Omsk' } }])
  expect(approved.body).toMatchObject({ effects: [{ fields: { city: 'Omsk' } }], original: [{ fields: { city: 'Perm' } }] })
  expect(await cityOf(valera, anna.id)).toBe('Omsk')
})

test('a run is followed, held, moved and ended by hand', async () => {
  const { app, valera, anna, suggestion } = await withSuggestion()
  await valera.put(`/api/suggestions/${suggestion.id}/decision`, { kind: 'approve', hash: suggestion.hash })
  await app.admin.post('/api/clock', { by: 'PT1M' })
  const [run] = (await valera.get(`/api/runs?subject=${anna.id}`)).body.items
  const until = new Date(app.parts.clock.now().getTime() + 7_200_000).toISOString()

  const moved = await valera.patch(`/api/runs/${run.id}/positions/${run.positions[0].id}`, { dueAt: until })
  const paused = await valera.put(`/api/runs/${run.id}/pause`, { paused: true })
  const opened = await valera.get(`/api/runs/${run.id}`)
  const ended = await valera.put(`/api/runs/${run.id}/cancellation`)
  const again = await valera.put(`/api/runs/${run.id}/cancellation`)

  expect(run).toMatchObject({ workflowName: 'Moves', version: 1, state: 'active', positions: [{ node: 'rest', state: 'waiting' }] })
  expect([moved.body.positions[0].dueAt, paused.body.paused]).toEqual([until, true])
  expect(opened.body.steps.map(({ node }: { node: string }) => node)).toContain('city')
  expect(opened.body.content.nodes).toHaveLength(3)
  expect([ended.body.state, again.status, again.body.problem]).toEqual(['stopped', 409, 'not-active'])
})

test('the numbers of a workflow are those of its lists', async () => {
  const { valera } = await withSuggestion()

  const [row] = (await valera.get('/api/workflows')).body.items
  const counts = (await valera.get('/api/workflows/move/counts')).body
  const impact = (await valera.get('/api/workflows/move/impact')).body

  expect(row).toMatchObject({ inside: 1, pending: 1, attention: 0, changed: false })
  expect(counts.edges).toContainEqual({ node: 'begin', port: 'out', runs: 1, count: 1 })
  expect(counts.nodes).toContainEqual({ node: 'city', state: 'suggested', count: 1 })
  expect(impact).toMatchObject({ inside: 1, nodes: [{ node: 'city', count: 1, change: 'same' }] })
})

test('a button is offered where its workflow is live, and to those who may press it', async () => {
  const { app, valera } = await withSuggestion()

  const offered = await valera.get('/api/buttons?entity=contact')
  await app.admin.put('/api/workflows/move/state', { state: 'off' })
  const off = await valera.get('/api/buttons?entity=contact')

  expect(offered.body.items).toEqual([{ id: 'move/begin', text: 'Move', workflow: 'Moves', bulk: true }])
  expect(off.body.items).toEqual([])
})

test('an approval says until when its letter waits for its hours', async () => {
  const letter = { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['Good evening'] }] } }
  const ask = { id: 'ask', type: 'msg.email', mode: 'suggest', params: { letter, sender: 'company', category: 'personal' } } as const
  const file = { ...drawing, id: 'letter', nodes: [...drawing.nodes.slice(0, 1), ask], edges: [{ from: 'begin', port: 'out', to: 'ask' }] }
  const app = await testApp({ clock: 'manual' })
  const saturday = '2027-03-06T21:00:00.000Z'
  await app.admin.post('/api/clock', { to: saturday })
  const approve = async (window: object | null) => {
    const common = window && { common: { window } }
    const nodes = file.nodes.map((node) => (node.id === 'ask' ? { ...node, ...common } : node))
    const { id } = (await app.admin.post('/api/workflows', { file: { ...file, nodes } })).body
    await app.admin.put(`/api/workflows/${id}/publication`, { revision: 1 })
    const { record } = (await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', email: `${id}@client.test` } })).body
    await app.admin.post('/api/buttons', { button: `${id}/begin`, entity: 'contact', records: [record.id] })
    await app.parts.engine.pump.idle()
    const [suggestion] = (await app.admin.get(`/api/suggestions?workflow=${id}`)).body.items
    return (await app.admin.put(`/api/suggestions/${suggestion.id}/decision`, { kind: 'approve', hash: suggestion.hash })).body
  }

  expect(await approve(null)).toMatchObject({ status: 'approved', heldUntil: null })
  expect(await approve({ calendar: 'company' })).toMatchObject({ status: 'approved', heldUntil: '2027-03-08T08:00:00.000Z' })
})

test('leave for a scenario names its steps with their times, takes one out, and the others act without asking', async () => {
  const app = await testApp({ clock: 'manual' })
  const city = (value: string, mode: 'act' | 'suggest') =>
    ({
      id: value,
      name: `Move to ${value}`,
      type: 'crm.update',
      mode,
      params: { entity: 'contact', fields: [{ field: 'city', value: [value] }] },
    }) as const
  const file: Workflow = {
    ...drawing,
    nodes: [
      ...drawing.nodes.filter(({ id }) => id === 'begin' || id === 'rest'),
      { id: 'permit', type: 'human.permit', mode: 'act', params: { question: ['May ', { ref: 'subject.firstName' }, ' move?'] } },
      city('Perm', 'suggest'),
      city('Omsk', 'suggest'),
    ],
    edges: [
      { from: 'begin', port: 'out', to: 'permit' },
      { from: 'permit', port: 'approved', to: 'Perm' },
      { from: 'Perm', port: 'out', to: 'rest' },
      { from: 'rest', port: 'out', to: 'Omsk' },
    ],
  }
  await app.admin.post('/api/workflows', { file })
  await app.admin.put('/api/workflows/move/publication', { revision: 1 })
  const anna = (await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', city: 'Kazan' } })).body.record
  await press(app, app.admin, anna.id)
  const [suggestion] = (await app.admin.get('/api/suggestions')).body.items
  const approve = { kind: 'approve', hash: suggestion.hash, leaveOut: [0] }
  const decided = await app.admin.put(`/api/suggestions/${suggestion.id}/decision`, approve)
  await app.admin.post('/api/clock', { by: 'PT1M' })
  const early = await cityOf(app.admin, anna.id)
  await app.admin.post('/api/clock', { by: 'P3D' })

  expect(suggestion.scenario).toMatchObject({ question: 'May Anna move?', steps: [{ name: 'Move to Perm' }, { name: 'Move to Omsk' }] })
  const [first, second] = suggestion.scenario.steps.map(({ at }: { at: string }) => Date.parse(at))
  expect(second - first).toBe(2 * 86_400_000)
  expect(decided.body).toMatchObject({ status: 'approved', heldUntil: null, scenario: { steps: [{ out: true }, { out: false }] } })
  expect([early, await cityOf(app.admin, anna.id)]).toEqual(['Kazan', 'Omsk'])
  expect((await app.admin.get('/api/suggestions')).body.total).toBe(0)
})
