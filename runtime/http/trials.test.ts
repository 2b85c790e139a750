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

const mended: Workflow = {
  ...emptyWorkflow('mended', 'Mended'),
  settings: { ...emptyWorkflow('mended', 'Mended').settings, subject: 'deal' },
  nodes: [
    { id: 'button', type: 'trigger.manual', mode: 'act', params: { entity: 'deal', button: ['Mend'] } },
    { id: 'stage', type: 'crm.find', mode: 'act', params: { entity: 'stage', where: { field: 'key', is: 'is', value: 'won' } } },
    {
      id: 'change',
      type: 'crm.update',
      mode: 'act',
      params: {
        entity: 'deal',
        fields: [
          { field: 'title', value: ['Done'] },
          { field: 'stage', value: [{ ref: 'node.stage.id' }] },
        ],
      },
    },
    { id: 'task', type: 'crm.createTask', mode: 'act', params: { title: ['Call'], kind: 'call' } },
  ],
  edges: [
    { from: 'button', port: 'out', to: 'stage' },
    { from: 'stage', port: 'found', to: 'change' },
    { from: 'change', port: 'out', to: 'task' },
  ],
}

test('the steps of a trial and of a run name the records they speak of, those in sight, and a trial how they are before', async () => {
  const app = await testApp()
  const valera = await app.person('Valera', 'operator', 'sales')
  const nikita = await app.person('Nikita', 'operator', 'accounting')
  const create = async (plural: string, fields: object) => (await app.admin.post(`/api/${plural}`, { fields })).body.record
  const anna = await create('contacts', { firstName: 'Anna', owner: valera.id })
  const [first] = (await app.admin.get('/api/stages?sort=position')).body.items
  const deal = await create('deals', { title: 'Machine', owner: nikita.id, stage: first.id, pipeline: first.pipeline, contact: anna.id })
  const { id } = (await app.admin.post('/api/workflows', { file: mended })).body
  const linked = ({ steps }: Answered, node: string) =>
    steps.flatMap((step: Answered) => (step.node === node ? step.links.map(({ title }: Answered) => title) : []))

  const trial = (await app.admin.post(`/api/workflows/${id}/trials`, { subject: deal.id, trigger: 'button' })).body
  await app.admin.put(`/api/workflows/${id}/publication`, { revision: 1 })
  await app.admin.post('/api/buttons', { button: `${id}/button`, entity: 'deal', records: [deal.id] })
  await app.parts.engine.pump.idle()
  const [run] = (await app.admin.get(`/api/runs?workflow=${id}`)).body.items
  const own = (await nikita.get(`/api/runs/${run.id}`)).body

  expect(new Set(linked(trial, 'change'))).toEqual(new Set(['Machine', first.name, 'Won']))
  expect(trial.steps.find(({ node }: Answered) => node === 'change').before).toEqual({ [deal.id]: { title: 'Machine', stage: first.id } })
  expect(linked(trial, 'task')).toContain('Anna')
  expect(linked(own, 'task')).toEqual(['Done'])
  expect(own.steps.map(({ before }: Answered) => before)).toEqual(own.steps.map(() => ({})))
})
