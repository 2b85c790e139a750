import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { testApp } from '../testing/test-app.ts'

const ready: Workflow = {
  ...emptyWorkflow('ready', 'Ready'),
  nodes: [
    { id: 'begin', type: 'trigger.stage', mode: 'act', params: { of: 'contact', move: 'entered', contactStage: 'qualified' } },
    { id: 'wait', type: 'wait.delay', mode: 'act', params: { duration: 'P2D' } },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'wait' }],
}

async function anInstallation(file: Workflow = ready) {
  const app = await testApp()
  const { admin } = app
  const { id } = (await admin.post('/api/workflows', { file })).body
  const { revision } = (await admin.get(`/api/workflows/${id}`)).body
  const arrives = (firstName: string, stage: string) =>
    admin.post('/api/contacts', { fields: { firstName, email: `${firstName.toLowerCase()}@client.test`, stage } })
  const publish = async (body: object) => {
    const published = (await admin.put(`/api/workflows/${id}/publication`, body)).body
    await app.parts.engine.pump.idle()
    return published
  }
  const begun = async () =>
    (await admin.get(`/api/runs?workflow=${id}`)).body.items
      .filter(({ state }: { state: string }) => state === 'active')
      .map(({ subject }: { subject: { title: string } }) => subject.title)
      .sort()
  return { app, admin, id, revision, arrives, publish, begun }
}

test('a flow that goes live begins also for those who match already, if so chosen, and for nobody twice', async () => {
  const { admin, id, revision, arrives, publish, begun } = await anInstallation()
  for (const [name, stage] of [
    ['Anna', 'qualified'],
    ['Boris', 'qualified'],
    ['Clara', 'lead'],
  ] as const)
    await arrives(name, stage)

  expect((await admin.get(`/api/workflows/${id}/standing`)).body).toMatchObject({
    count: 2,
    sample: [{ title: 'Anna' }, { title: 'Boris' }],
  })
  const first = await publish({ revision })
  expect(await begun()).toEqual([])
  const second = await publish({ revision: first.revision, standing: true })
  expect(await begun()).toEqual(['Anna', 'Boris'])
  await publish({ revision: second.revision, standing: true })
  expect(await begun()).toEqual(['Anna', 'Boris'])
})

test('hundreds who match already all begin, once', async () => {
  const { app, admin, revision, publish, id } = await anInstallation()
  const rows = Array.from({ length: 620 }, (_, at) => ({ at }))
  for (const { at } of rows) {
    const cause = { kind: 'system', id: null, depth: 0 } as const
    const fields = { firstName: `C${at}`, email: `c${at}@client.test`, stage: 'qualified' }
    await app.parts.submit({
      ops: [
        { op: 'change', change: { change: 'create', entity: 'contact', id: `c-${at}`, revision: null, fields, cause, at: new Date() } },
      ],
    })
  }

  await publish({ revision, standing: true })

  expect((await admin.get(`/api/runs?workflow=${id}&limit=1`)).body).toMatchObject({ total: 620 })
})

test('where what begins a flow happens once, nobody stands there', async () => {
  const form: Workflow = {
    ...ready,
    nodes: [{ id: 'begin', type: 'trigger.form', mode: 'act', params: { form: 'website' } }, ...ready.nodes.slice(1)],
  }
  const { admin, id, revision, arrives, publish, begun } = await anInstallation(form)
  await arrives('Anna', 'qualified')

  expect((await admin.get(`/api/workflows/${id}/standing`)).body).toEqual({ count: null, sample: [] })
  await publish({ revision, standing: true })
  expect(await begun()).toEqual([])
})
