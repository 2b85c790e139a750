import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { testApp } from '../testing/test-app.ts'

/** A drawing that can be published: it begins by hand and ends there. */
const drawing = (id: string): Workflow => ({
  ...emptyWorkflow(id, 'Second chase'),
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Begin'], role: 'everyone', bulk: true } },
  ],
  layout: { begin: [0, 0] },
})

test('an empty page is opened, drawn on and saved', async () => {
  const app = await testApp()

  const made = await app.admin.post('/api/workflows', { name: 'Second chase' })
  const saved = await app.admin.put(`/api/workflows/${made.body.id}`, { revision: made.body.revision, draft: drawing(made.body.id) })
  const opened = await app.admin.get(`/api/workflows/${made.body.id}`)

  expect([made.status, saved.status]).toEqual([201, 200])
  expect(opened.body).toMatchObject({ id: 'second-chase', revision: 2, state: 'off', liveVersion: null, updatedBy: 'Olga' })
  expect(opened.body.draft.nodes).toHaveLength(1)
})

test('a draft that somebody else saved in the meantime is never overwritten', async () => {
  const app = await testApp()
  const vika = await app.person('Vika', 'marketer')
  const { id } = (await app.admin.post('/api/workflows', { name: 'Chase' })).body
  await vika.put(`/api/workflows/${id}`, { revision: 1, draft: drawing(id) })

  const reply = await app.admin.put(`/api/workflows/${id}`, { revision: 1, draft: emptyWorkflow(id, 'Mine') })

  expect([reply.status, reply.body.problem]).toEqual([409, 'stale'])
  expect(reply.body.with).toMatchObject({ user: 'Vika', revision: 2 })
  expect((await app.admin.get(`/api/workflows/${id}`)).body.draft.name).toBe('Second chase')
})

test('publishing makes numbered versions that never change, and an older one can become the next', async () => {
  const app = await testApp()
  const { id } = (await app.admin.post('/api/workflows', { file: drawing('chase') })).body

  const first = await app.admin.put(`/api/workflows/${id}/publication`, { revision: 1, note: 'First' })
  await app.admin.put(`/api/workflows/${id}`, { revision: first.body.revision, draft: { ...drawing(id), name: 'Renamed' } })
  const second = await app.admin.put(`/api/workflows/${id}/publication`, { revision: 3 })
  const back = await app.admin.put(`/api/workflows/${id}/publication`, { revision: 4, version: 1 })
  const versions = await app.admin.get(`/api/workflows/${id}/versions`)

  expect([first.body.version, second.body.version, back.body.version]).toEqual([1, 2, 3])
  expect(versions.body.items.map(({ number }: { number: number }) => number)).toEqual([3, 2, 1])
  expect((await app.admin.get(`/api/workflows/${id}/versions/2`)).body.content.name).toBe('Renamed')
  expect((await app.admin.get(`/api/workflows/${id}`)).body).toMatchObject({
    liveVersion: 3,
    state: 'live',
    live: { name: 'Second chase' },
    draft: { name: 'Renamed' },
  })
})

test('what people note about a step is kept in its file, and is nothing that would have to be published', async () => {
  const { admin } = await testApp()
  const { id } = (await admin.post('/api/workflows', { file: drawing('chase') })).body
  const { revision } = (await admin.put(`/api/workflows/${id}/publication`, { revision: 1 })).body
  const nodes = drawing(id).nodes.map((node) => ({ ...node, note: 'Vera presses it after a call' }))

  await admin.put(`/api/workflows/${id}`, { revision, draft: { ...drawing(id), nodes } })

  expect((await admin.get(`/api/workflows/${id}`)).body).toMatchObject({ problems: [], draft: { nodes } })
  expect((await admin.get('/api/workflows')).body.items).toMatchObject([{ changed: false }])
})

test('a workflow with problems is not published, and the problems are named', async () => {
  const app = await testApp()
  const { id } = (await app.admin.post('/api/workflows', { name: 'Empty' })).body

  const reply = await app.admin.put(`/api/workflows/${id}/publication`, { revision: 1 })

  expect([reply.status, reply.body.problem]).toEqual([422, 'has-errors'])
  expect(reply.body.with.problems).not.toEqual([])
})

test('a workflow is paused and switched off only after it was published', async () => {
  const app = await testApp()
  const { id } = (await app.admin.post('/api/workflows', { file: drawing('chase') })).body

  const early = await app.admin.put(`/api/workflows/${id}/state`, { state: 'paused' })
  await app.admin.put(`/api/workflows/${id}/publication`, { revision: 1 })
  const paused = await app.admin.put(`/api/workflows/${id}/state`, { state: 'paused' })

  expect([early.status, early.body.problem]).toEqual([409, 'never-published'])
  expect(paused.body).toEqual({ state: 'paused', revision: 3 })
})

test('an imported file never overwrites, and comes back as it went in', async () => {
  const app = await testApp()
  const file = {
    ...drawing('chase'),
    nodes: [{ id: 'later', type: 'from.another', mode: 'act', params: { keep: { me: 1 } } }],
    further: 'kept',
  }

  const first = await app.admin.post('/api/workflows', { file })
  const second = await app.admin.post('/api/workflows', { file })
  const exported = await app.admin.get('/api/workflows/chase/file')

  expect([first.body.id, second.body.id]).toEqual(['chase', 'chase-2'])
  expect(exported.body).toEqual({ ...file, $schema: 'workflow.schema.json' })
  expect(String(exported.headers['content-disposition'])).toContain('chase.json')
})

test('a file that is no workflow is refused in words', async () => {
  const app = await testApp()

  const reply = await app.admin.post('/api/workflows', { file: 'hello' })

  expect(reply.status).toBeGreaterThanOrEqual(400)
  expect(reply.body.message).not.toBe('')
})

test('operators look at workflows and do not change them', async () => {
  const app = await testApp()
  const vera = await app.person('Vera', 'operator')
  const { id } = (await app.admin.post('/api/workflows', { name: 'Chase' })).body

  expect((await vera.get(`/api/workflows/${id}`)).status).toBe(200)
  expect((await vera.put(`/api/workflows/${id}`, { revision: 1, draft: drawing(id) })).status).toBe(403)
})

test('a workflow that was put away is gone from the list and can be brought back', async () => {
  const app = await testApp()
  const { id } = (await app.admin.post('/api/workflows', { name: 'Chase' })).body

  await app.admin.put(`/api/workflows/${id}/archived`, { archived: true })
  const away = await app.admin.get('/api/workflows')
  await app.admin.put(`/api/workflows/${id}/archived`, { archived: false })

  expect(away.body.items).toEqual([])
  expect((await app.admin.get('/api/workflows')).body.items).toMatchObject([{ id, state: 'off', inside: 0, pending: 0, attention: 0 }])
})

test('a trial walks the draft, shows every step and changes nothing', async () => {
  const app = await testApp()
  const anna = (await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', city: 'Kazan' } })).body.record
  const { id } = (await app.admin.post('/api/workflows', { file: drawing('chase') })).body
  const draft: Workflow = {
    ...drawing(id),
    nodes: [
      ...drawing(id).nodes,
      { id: 'rest', type: 'wait.delay', mode: 'act', params: { duration: 'P30D' } },
      { id: 'move', type: 'crm.update', mode: 'suggest', params: { entity: 'contact', fields: [{ field: 'city', value: ['Perm'] }] } },
    ],
    edges: [
      { from: 'begin', port: 'out', to: 'rest' },
      { from: 'rest', port: 'out', to: 'move' },
    ],
  }

  const reply = await app.admin.post(`/api/workflows/${id}/trials`, { subject: anna.id, trigger: 'begin', draft })
  const wrong = await app.admin.post(`/api/workflows/${id}/trials`, { subject: anna.id, trigger: 'nowhere' })

  expect(reply.status).toBe(200)
  expect(new Set(reply.body.steps.map(({ node }: { node: string }) => node))).toEqual(new Set(['begin', 'rest', 'move']))
  expect(reply.body.ended).not.toBeNull()
  expect((await app.admin.get(`/api/contacts/${anna.id}`)).body.record).toMatchObject({ city: 'Kazan', revision: 1 })
  expect((await app.admin.get('/api/runs')).body.total).toBe(0)
  expect(wrong.status).toBe(422)
})

test('a workflow of n8n opens as a draft that says where it came from; files of other tools are refused by name', async () => {
  const app = await testApp()
  const theirs = {
    name: 'Orders',
    nodes: [
      { name: 'Hook', type: 'n8n-nodes-base.webhook', parameters: { path: 'orders', httpMethod: 'POST' }, position: [0, 0] },
      { name: 'Parse', type: 'n8n-nodes-base.code', parameters: { jsCode: 'return 1' }, position: [220, 0] },
    ],
    connections: { Hook: { main: [[{ node: 'Parse', type: 'main', index: 0 }]] } },
  }

  const opened = await app.admin.post('/api/workflows', { file: theirs })
  const published = await app.admin.put(`/api/workflows/${opened.body.id}/publication`, { revision: 1 })
  const refused = await app.admin.post('/api/workflows', { file: { name: 'Letters', flow: [{ id: 1, module: 'email:Send' }] } })

  expect(opened.body).toMatchObject({
    id: 'orders',
    draft: {
      nodes: [{ type: 'trigger.webhook' }, { type: 'n8n.code', name: 'Parse', params: { jsCode: 'return 1' } }],
      origin: { tool: 'n8n', steps: 2, whole: 1, partly: 0 },
    },
  })
  expect(opened.body.problems).toContainEqual(
    expect.objectContaining({ node: 'parse', said: { code: 'foreign-step', with: { type: 'code' } } }),
  )
  expect([published.status, published.body.problem]).toEqual([422, 'has-errors'])
  expect([refused.status, refused.body.problem, refused.body.with]).toEqual([422, 'file-of-other-tool', { tool: 'Make' }])
})
