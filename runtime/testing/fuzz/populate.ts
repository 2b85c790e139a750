/** Something of everything that a stranger cannot make by one request: runs, suggestions, letters, deliveries. */
import type { TestApp } from '../test-app.ts'

/** Publishes a flow at the hook `site`, and lets some come by. */
export async function populate(app: TestApp): Promise<void> {
  await app.admin.post('/api/hooks', { fields: { path: 'site', name: 'Site' } })
  await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', email: 'anna@client.test' } })
  const { body } = await app.admin.post('/api/workflows', { file: flow })
  await app.admin.put(`/api/workflows/${body.id}/publication`, { revision: 1 })
  for (const name of ['boris', 'clara', 'dmitri']) {
    const payload = JSON.stringify({ email: `${name}@client.test`, name })
    await app.ask({ method: 'POST', url: '/hooks/site', headers: { 'content-type': 'application/json' }, payload })
  }
  await app.parts.engine.pump.idle()
}

const letter = { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['Hello.'] }] } }

const flow = {
  format: 1,
  id: 'flow',
  name: 'Flow',
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.webhook', mode: 'act', params: { hook: 'site' } },
    { id: 'write', type: 'msg.email', mode: 'act', params: { letter, sender: 'company', category: 'personal' } },
    { id: 'task', type: 'crm.createTask', mode: 'suggest', params: { title: ['Call'], assignee: { who: 'owner' } } },
    { id: 'wait', type: 'wait.delay', mode: 'act', params: { duration: 'P1D' } },
  ],
  edges: [
    { from: 'begin', port: 'out', to: 'write' },
    { from: 'write', port: 'sent', to: 'task' },
    { from: 'task', port: 'out', to: 'wait' },
  ],
  layout: {},
  notes: [],
}
