import { expect, test } from 'vitest'
import { testApp } from '../testing/test-app.ts'

test('a flow asks about fields that the users added', async () => {
  const app = await testApp()
  const fields = { shoeSize: { type: 'number', title: { en: 'Shoe size', ru: 'Размер' } } }
  await app.admin.put('/api/entities/contact/fields', { fields })
  const condition = {
    all: [
      { field: 'shoeSize', is: 'over', value: 45 },
      { field: 'company.name', is: 'empty' },
    ],
  }
  const file = {
    format: 1,
    id: 'big-feet',
    name: 'Big feet',
    settings: { subject: 'contact', enrolment: { policy: 'once' } },
    nodes: [
      { id: 'new', type: 'trigger.entity', mode: 'act', params: { entity: 'contact', change: 'created' } },
      { id: 'big', type: 'logic.if', mode: 'act', params: { condition } },
      { id: 'points', type: 'crm.score', mode: 'act', params: { points: 5, reason: ['Big feet'], counts: 'once' } },
    ],
    edges: [
      { from: 'new', port: 'out', to: 'big' },
      { from: 'big', port: 'yes', to: 'points' },
    ],
  }
  await app.admin.post('/api/workflows', { file })
  expect((await app.admin.put('/api/workflows/big-feet/publication', { revision: 1 })).status).toBe(200)

  await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', shoeSize: 39 } })
  await app.admin.post('/api/contacts', { fields: { firstName: 'Boris', shoeSize: 47 } })
  await app.parts.engine.pump.idle()

  const { items } = (await app.admin.get('/api/contacts?sort=firstName')).body
  expect(items.map(({ firstName, score }: { firstName: string; score: number | null }) => [firstName, score])).toEqual([
    ['Anna', null],
    ['Boris', 5],
  ])
})
