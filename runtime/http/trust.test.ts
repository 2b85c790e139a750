import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { testApp } from '../testing/test-app.ts'

/** A button on the card suggests the city. */
const drawing = (city: string): Workflow => ({
  ...emptyWorkflow('move', 'Moves'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Move'], role: 'everyone', bulk: true } },
    { id: 'city', type: 'crm.update', mode: 'suggest', params: { entity: 'contact', fields: [{ field: 'city', value: [city] }] } },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'city' }],
})

/** Four people have got a suggestion of the city, and Valera has approved two, one after a correction, and declined one. */
async function withDecisions() {
  const app = await testApp({ clock: 'manual' })
  const valera = await app.person('Valera', 'operator', 'sales')
  const { id } = (await app.admin.post('/api/workflows', { file: drawing('Perm') })).body
  await app.admin.put(`/api/workflows/${id}/publication`, { revision: 1 })
  const records: string[] = []
  for (const firstName of ['Anna', 'Boris', 'Clara', 'Dmitri'])
    records.push((await valera.post('/api/contacts', { fields: { firstName, city: 'Kazan' } })).body.record.id)
  await valera.post('/api/buttons', { button: 'move/begin', entity: 'contact', records })
  await app.parts.engine.pump.idle()
  const { items } = (await valera.get('/api/suggestions?mine=true')).body
  const decide = (at: number, decision: object) =>
    valera.put(`/api/suggestions/${items[at].id}/decision`, { hash: items[at].hash, ...decision })
  await decide(0, { kind: 'approve' })
  await decide(1, { kind: 'approve', effects: [{ ...items[1].effects[0], fields: { city: 'Omsk' } }] })
  await decide(2, { kind: 'dismiss', reason: 'wrong-text', note: 'They have moved already' })
  return { app, valera, trust: async () => (await app.admin.get('/api/workflows/move/trust')).body.steps }
}

test('the author of a flow learns what people made of the suggestions of each step, and why they declined', async () => {
  const { trust } = await withDecisions()

  expect(await trust()).toEqual([
    {
      node: 'city',
      unchanged: 1,
      edited: 1,
      declined: 1,
      editedLately: 1,
      reasons: [{ reason: 'wrong-text', count: 1 }],
      notes: ['They have moved already'],
      common: [],
    },
  ])
})

test('what people decided about a step before it was changed counts no more; its mode may change', async () => {
  const { app, trust } = await withDecisions()
  const publish = async (draft: Workflow) => {
    const { revision } = (await app.admin.get('/api/workflows/move')).body
    const saved = await app.admin.put('/api/workflows/move', { revision, draft })
    expect((await app.admin.put('/api/workflows/move/publication', { revision: saved.body.revision })).status).toBe(200)
  }

  const [begin, city] = drawing('Perm').nodes
  if (!begin || !city) throw new Error('The drawing has two steps')
  await publish({ ...drawing('Perm'), nodes: [begin, { ...city, mode: 'act' }] })
  expect(await trust()).toHaveLength(1)

  await publish(drawing('Tomsk'))
  expect(await trust()).toEqual([])
})

test('what declined ones had in common, and approved ones had not, is told as it was when they were decided', async () => {
  const app = await testApp({ clock: 'manual' })
  const valera = await app.person('Valera', 'operator', 'sales')
  const { id } = (await app.admin.post('/api/workflows', { file: drawing('Perm') })).body
  await app.admin.put(`/api/workflows/${id}/publication`, { revision: 1 })
  const records: string[] = []
  const invoices: string[] = []
  for (let number = 0; number < 24; number++) {
    const { id: contact } = (await valera.post('/api/contacts', { fields: { firstName: `Client ${number}` } })).body.record
    records.push(contact)
    if (number >= 10 && number < 14) continue
    const fields = { number: `${number}`, amount: { cents: 100, currency: 'EUR' }, contact, status: number < 14 ? 'paid' : 'open' }
    invoices.push((await app.admin.post('/api/invoices', { fields })).body.record.id)
  }
  await valera.post('/api/buttons', { button: 'move/begin', entity: 'contact', records })
  await app.parts.engine.pump.idle()
  const { items } = (await valera.get('/api/suggestions?limit=200')).body
  const bySubject = new Map<string, { id: string; hash: string }>(items.map((item: { subject: { id: string } }) => [item.subject.id, item]))
  const all = records.map((record) => ({ id: bySubject.get(record)?.id ?? '', hash: bySubject.get(record)?.hash ?? '' }))
  const approve = { suggestions: all.slice(0, 12), decision: { kind: 'approve' } }
  expect((await valera.post('/api/suggestions/decisions', approve)).status).toBe(200)
  for (const one of all.slice(12))
    await valera.put(`/api/suggestions/${one.id}/decision`, { hash: one.hash, kind: 'dismiss', reason: 'not-needed' })
  // What changes afterwards is no part of what was decided about.
  for (const invoice of invoices.slice(10)) await app.admin.delete(`/api/invoices/${invoice}`)

  const [step] = (await app.admin.get('/api/workflows/move/trust')).body.steps
  expect(step.common).toEqual([
    {
      fact: { some: 'invoices', where: { field: 'status', is: 'is', value: 'open' } },
      declined: { had: 10, all: 12 },
      approved: { had: 0, all: 12 },
    },
  ])
})

test('a flow about which nobody decided yet has nothing to tell, and what was written on declining is for those who draw', async () => {
  const { app, valera } = await withDecisions()
  await app.admin.post('/api/workflows', { file: { ...drawing('Perm'), id: 'other', name: 'Other' } })

  expect((await app.admin.get('/api/workflows/other/trust')).body).toEqual({ steps: [] })
  expect((await valera.get('/api/workflows/move/trust')).status).toBe(403)
})

test('that a step has earned to act by itself is told once to whoever mends its flow, and leads to the step', async () => {
  const app = await testApp({ clock: 'manual' })
  const valera = await app.person('Valera', 'supervisor')
  await app.admin.post('/api/workflows', { file: drawing('Perm') })
  await app.admin.put('/api/workflows/move/publication', { revision: 1 })
  const records: string[] = []
  for (let number = 0; number < 32; number++)
    records.push((await app.admin.post('/api/contacts', { fields: { firstName: `Client ${number}` } })).body.record.id)
  await app.admin.post('/api/buttons', { button: 'move/begin', entity: 'contact', records })
  await app.parts.engine.pump.idle()
  const { items } = (await app.admin.get('/api/suggestions?limit=200')).body
  const notices = async () =>
    (await app.admin.get('/api/notifications')).body.items.map(({ said }: { said: { code: string } }) => said.code)

  const [last, beforeLast, ...first] = items
  const approve = ({ id, hash }: { id: string; hash: string }) => valera.put(`/api/suggestions/${id}/decision`, { kind: 'approve', hash })
  for (const one of first.slice(1)) await approve(one)
  const before = await notices()
  for (const one of [first[0], beforeLast, last]) await approve(one)

  expect([items.length, before]).toEqual([32, []])
  expect((await app.admin.get('/api/notifications')).body.items).toMatchObject([
    { said: { code: 'trust-reached', with: { count: 30, of: 30 } }, links: [{ entity: 'step', id: 'move/city' }] },
  ])
})
