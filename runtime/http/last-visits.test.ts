import { expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { emptyWorkflow, type Workflow, type WorkflowNode } from '../../shared/workflow.ts'
import { testApp } from '../testing/test-app.ts'

const node = (id: string, type: string, params: JsonObject): WorkflowNode => ({ id, type, mode: 'act', params })

/** Whoever has a city gets a note, the others a task. */
const parting: Workflow = {
  ...emptyWorkflow('parting', 'Parting'),
  nodes: [
    node('begin', 'trigger.manual', { entity: 'contact', button: ['Begin'], role: 'everyone', bulk: true }),
    node('whether', 'logic.if', { condition: { field: 'city', is: 'not-empty' } }),
    node('note', 'crm.note', { text: ['Lives in ', { ref: 'subject.city' }] }),
    node('task', 'crm.createTask', { title: ['Ask where they live'], kind: 'call' }),
  ],
  edges: [
    { from: 'begin', port: 'out', to: 'whether' },
    { from: 'whether', port: 'yes', to: 'note' },
    { from: 'whether', port: 'no', to: 'task' },
  ],
}

test('beside a step stands what came in the last time that somebody came to it, not what the last run did elsewhere', async () => {
  const { admin, parts } = await testApp({ clock: 'manual' })
  await admin.post('/api/workflows', { file: parting })
  await admin.put('/api/workflows/parting/publication', { revision: 1 })
  const come = async (fields: JsonObject): Promise<string> => {
    const { record } = (await admin.post('/api/contacts', { fields })).body
    await admin.post('/api/buttons', { button: 'parting/begin', entity: 'contact', records: [record.id] })
    await parts.engine.pump.idle()
    return record.id
  }
  const at = async (step: string) => (await admin.get(`/api/workflows/parting/visits/${step}`)).body.visit

  expect(await at('note')).toBeNull()
  const anna = await come({ firstName: 'Anna', city: 'Berlin' })
  // Runs stand in the order of the moments at which they began.
  await admin.post('/api/clock', { by: 'PT1M' })
  const boris = await come({ firstName: 'Boris' })

  expect(await at('note')).toMatchObject({
    subject: { id: anna, title: 'Anna' },
    steps: [{ node: 'note', outcome: 'leave:out', detail: { in: { text: 'Lives in Berlin' } } }],
    content: { id: 'parting' },
  })
  expect(await at('whether')).toMatchObject({ subject: { id: boris }, steps: [{ outcome: 'leave:no' }] })
  expect(await at('nowhere')).toBeNull()
  expect((await admin.get('/api/workflows/gone/visits/note')).status).toBe(404)
})
