import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import type { Answered } from '../testing/answered.ts'
import { testApp } from '../testing/test-app.ts'

const greeting: Workflow = {
  ...emptyWorkflow('greeting', 'Greeting'),
  nodes: [
    { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
    { id: 'hook', type: 'trigger.webhook', mode: 'act', params: { hook: 'shop' } },
    {
      id: 'task',
      type: 'crm.createTask',
      mode: 'act',
      params: { title: ['Call ', { ref: 'subject.firstName' }], kind: 'call', owner: { by: 'owner' } },
    },
  ],
  edges: [
    { from: 'form', port: 'out', to: 'task' },
    { from: 'hook', port: 'out', to: 'task' },
  ],
}

async function anInstallation() {
  const app = await testApp()
  await app.admin.post('/api/hooks', { fields: { path: 'shop', name: 'Shop', active: true } })
  const { id } = (await app.admin.post('/api/workflows', { file: greeting })).body
  const tried = async (body: object) => (await app.admin.post(`/api/workflows/${id}/trials`, body)).body
  return { app, tried }
}

const taskIn = ({ steps }: Answered) =>
  steps.flatMap(({ detail }: Answered) => detail.effects ?? []).find(({ kind }: Answered) => kind === 'create-task')

test('a trial with somebody new makes them of the answers to the form, and nothing of it stays', async () => {
  const { app, tried } = await anInstallation()

  const trial = await tried({ subject: null, trigger: 'form', fields: { name: 'Anna Berg', email: 'anna@client.test' } })

  expect(taskIn(trial)).toMatchObject({ title: 'Call Anna' })
  expect((await app.admin.get('/api/contacts')).body.items).toEqual([])
})

test('one step is tried again alone, with other settings and the same that came in, and nothing of it stays', async () => {
  const { app, tried } = await anInstallation()
  const person = { subject: null, trigger: 'form', fields: { name: 'Anna Berg', email: 'anna@client.test' } }
  const whole = await tried(person)
  const [form, hook, task] = greeting.nodes
  const nodes = [form, hook, { ...task, params: { ...task?.params, title: ['Write to ', { ref: 'subject.firstName' }] } }]
  const draft = { ...greeting, nodes }

  const again = await tried({ ...person, draft, event: whole.event, only: { node: 'task', visit: 1 } })

  expect(again.steps.map(({ node }: Answered) => node)).toEqual(['task'])
  expect(taskIn(again)).toEqual({ ...taskIn(whole), title: 'Write to Anna' })
  expect((await app.admin.get('/api/tasks')).body.items).toEqual([])
})

test('a trial with what a webhook received finds the person who is known already', async () => {
  const { app, tried } = await anInstallation()
  const anna = (await app.admin.post('/api/contacts', { fields: { firstName: 'Anya', email: 'anna@client.test' } })).body.record

  const trial = await tried({
    subject: null,
    trigger: 'hook',
    fields: { body: { customer: { email: 'anna@client.test', name: 'Anna Berg' } } },
  })

  expect(taskIn(trial)).toMatchObject({ title: 'Call Anya', about: { contact: anna.id } })
})

test('a trial with somebody who left no address walks about nobody', async () => {
  const { tried } = await anInstallation()

  const trial = await tried({ subject: null, trigger: 'form', fields: { name: 'Anna Berg' } })

  expect(taskIn(trial)?.title).not.toContain('Anna')
})
