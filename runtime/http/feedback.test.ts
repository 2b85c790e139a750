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
