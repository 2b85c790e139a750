import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { testApp } from '../testing/test-app.ts'

/** A button on the card suggests the city. */
const drawing: Workflow = {
  ...emptyWorkflow('move', 'Moves'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Move'], role: 'everyone', bulk: true } },
    {
      id: 'city',
      name: 'Set the city',
      type: 'crm.update',
      mode: 'suggest',
      params: { entity: 'contact', fields: [{ field: 'city', value: ['Perm'] }] },
    },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'city' }],
}

test('what an operator says is wrong with a step reaches its author, and is closed by a version that answers it', async () => {
  const app = await testApp({ clock: 'manual' })
  const valera = await app.person('Valera', 'operator', 'sales')
  const petr = await app.person('Petr', 'operator', 'accounts')
  await app.admin.post('/api/workflows', { file: drawing })
  await app.admin.put('/api/workflows/move/publication', { revision: 1 })
  const { id: contact } = (await valera.post('/api/contacts', { fields: { firstName: 'Anna' } })).body.record
  await valera.post('/api/buttons', { button: 'move/begin', entity: 'contact', records: [contact] })
  await app.parts.engine.pump.idle()
  const [{ id: suggestion }] = (await valera.get('/api/suggestions?mine=true')).body.items
  const say = (who: typeof valera, text: string) => who.post(`/api/suggestions/${suggestion}/feedback`, { text })
  const open = async () => (await app.admin.get('/api/workflows/move/feedback')).body.items

  expect((await say(petr, 'Not mine')).status).toBe(404)
  expect((await say(valera, '  ')).status).toBe(400)
  const given = await say(valera, 'Perm is where they moved from')
  expect(given.status).toBe(201)
  await say(valera, 'Ask for the street, too')

  expect(await open()).toMatchObject([
    { text: 'Ask for the street, too' },
    { id: given.body.id, node: 'city', text: 'Perm is where they moved from', by: 'Valera', version: 1, suggestion },
  ])
  expect((await valera.get('/api/workflows/move/feedback')).status).toBe(403)
  const told = (await app.admin.get('/api/notifications')).body.items.find(
    ({ said }: { said: { with: { text: string } } }) => said.with.text === 'Perm is where they moved from',
  )
  expect(told).toMatchObject({
    said: { code: 'feedback-given', with: { user: 'Valera', text: 'Perm is where they moved from' } },
    links: [
      { entity: 'step', id: 'move/city', title: 'Moves' },
      { entity: 'suggestion', id: suggestion, title: 'Anna' },
      { entity: 'contact', id: contact, title: 'Anna' },
    ],
  })

  // Publishing alone answers nothing; the author says what it answers.
  const publish = async (more: object) => {
    const { revision } = (await app.admin.get('/api/workflows/move')).body
    return app.admin.put('/api/workflows/move/publication', { revision, ...more })
  }
  await publish({})
  expect(await open()).toHaveLength(2)
  await publish({ answers: [given.body.id, 'something-else'] })

  expect(await open()).toMatchObject([{ text: 'Ask for the street, too' }])
  const answered = (await valera.get('/api/notifications')).body.items.filter(
    ({ said }: { said: { code: string } }) => said.code === 'feedback-answered',
  )
  expect(answered).toMatchObject([
    {
      said: { with: { user: 'Olga', node: 'Set the city', version: 3 } },
      links: [
        { entity: 'step', id: 'move/city' },
        { entity: 'comparison', id: 'move/1/3' },
      ],
    },
  ])
})

test('a new version is told to those who decide about the steps it changes, and to nobody else', async () => {
  const app = await testApp({ clock: 'manual' })
  const valera = await app.person('Valera', 'operator', 'sales')
  const vera = await app.person('Vera', 'operator', 'sales')
  const petr = await app.person('Petr', 'operator', 'accounts')
  const [begin, city] = drawing.nodes
  if (!begin || !city) throw new Error('The drawing has two steps')
  const care = {
    ...city,
    id: 'care',
    name: 'Mark for care',
    params: { entity: 'contact', fields: [{ field: 'personalCare', value: true }] },
  }
  const both: Workflow = { ...drawing, nodes: [begin, city, care], edges: [...drawing.edges, { from: 'city', port: 'out', to: 'care' }] }
  await app.admin.post('/api/workflows', { file: both })
  const publish = async (draft: Workflow, note?: string) => {
    const { revision } = (await app.admin.get('/api/workflows/move')).body
    const saved = await app.admin.put('/api/workflows/move', { revision, draft })
    const published = await app.admin.put('/api/workflows/move/publication', { revision: saved.body.revision, ...(note ? { note } : {}) })
    expect(published.status).toBe(200)
  }
  await publish(both)
  // Vera has one of the first step to decide; Valera has decided one, and has one of the second step now.
  for (const who of [vera, valera]) {
    const { id: contact } = (await who.post('/api/contacts', { fields: { firstName: 'Anna' } })).body.record
    await who.post('/api/buttons', { button: 'move/begin', entity: 'contact', records: [contact] })
  }
  await app.parts.engine.pump.idle()
  const [{ id, hash }] = (await valera.get('/api/suggestions?mine=true')).body.items
  await valera.put(`/api/suggestions/${id}/decision`, { kind: 'dismiss', hash, reason: 'other', goOn: true })
  await app.parts.engine.pump.idle()
  const told = async (who: typeof valera) =>
    (await who.get('/api/notifications')).body.items.filter(({ said }: { said: { code: string } }) =>
      said.code.startsWith('version-published'),
    )

  // Only the second step: Vera has nothing to do with it.
  await publish({
    ...both,
    nodes: [begin, city, { ...care, params: { entity: 'contact', fields: [{ field: 'personalCare', value: false }] } }],
  })
  expect(await told(vera)).toEqual([])
  expect(await told(petr)).toEqual([])
  expect(await told(app.admin)).toEqual([])
  expect(await told(valera)).toMatchObject([
    {
      said: { code: 'version-published', with: { user: 'Olga', workflow: 'Moves', version: 2 } },
      links: [
        { entity: 'comparison', id: 'move/1/2' },
        { entity: 'step', id: 'move/care', title: 'Mark for care' },
      ],
    },
  ])

  // The first step goes: both decide about it, and it cannot be led to any more.
  await publish({ ...both, nodes: [begin, care], edges: [{ from: 'begin', port: 'out', to: 'care' }] }, 'Cities come from the form now')
  const [toVera] = await told(vera)
  expect(toVera).toMatchObject({
    said: { code: 'version-published-note', with: { note: 'Cities come from the form now' } },
    links: [{ id: 'move/2/3' }],
  })
  expect(await told(valera)).toHaveLength(2)
})
