import { expect, test, vi } from 'vitest'
import { testApp } from '../testing/test-app.ts'

const flow = {
  format: 1,
  id: 'flow',
  name: 'Flow',
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.webhook', mode: 'act', params: { hook: 'site' } },
    { id: 'note', type: 'crm.note', mode: 'act', params: { text: ['Order ', { ref: 'event.body.order' }] } },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'note' }],
  layout: {},
  notes: [],
}

test.each([
  { what: 'one long text', more: { text: 'ж'.repeat(450_000) } },
  { what: 'a long list', more: { items: Array.from({ length: 20_000 }, (_, at) => ({ sku: `article-${at}`, at })) } },
])('an order as large as a hook takes it, with $what, runs through its flow', async ({ more }) => {
  const app = await testApp()
  await app.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site' } })
  const { body } = await app.admin.post('/api/workflows', { file: flow })
  await app.admin.put(`/api/workflows/${body.id}/publication`, { revision: 1 })

  const payload = JSON.stringify({ email: 'anna@client.test', order: 'A-1', ...more })
  const { status } = await app.ask({ method: 'POST', url: '/hooks/site', headers: { 'content-type': 'application/json' }, payload })
  await vi.waitUntil(async () => (await app.store.listRuns({ limit: 5 })).total === 1, { timeout: 10_000 })

  const [run] = (await app.store.listRuns({ limit: 5 })).items
  expect([status, run?.run.state, run?.positions]).toEqual([202, 'finished', []])
  expect((await app.admin.get('/api/notes')).body.items).toMatchObject([{ text: 'Order A-1' }])
})
