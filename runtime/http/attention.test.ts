import { expect, test } from 'vitest'
import { newId } from '../store/ids.ts'
import { testApp } from '../testing/test-app.ts'
import { aWorkflow, publication } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const birthday = (value: string) => ({
  type: 'crm.update',
  params: { entity: 'contact', fields: [{ field: 'birthday', value: [value] }] },
})
const flow = (value: string) => aWorkflow({ form, step: birthday(value) }, ['form -> step'])

async function anApp() {
  const app = await testApp()
  const publish = async (value: string, number: number) => {
    const result = await app.parts.submit({ ops: publication(flow(value), 'live', number, new Date()) })
    expect(result.ok).toBe(true)
  }
  await publish('tomorrow', 1)
  for (const name of ['anna', 'boris', 'vera']) {
    const { body } = await app.admin.post('/api/contacts', { fields: { firstName: name, email: `${name}@client.test` } })
    const contact = body.record.id
    const cause = { kind: 'outside', id: null, depth: 0 } as const
    const event = {
      id: newId(),
      kind: 'form-submitted',
      at: new Date(),
      about: contact,
      records: { contact },
      fields: { form: 'website' },
      cause,
    } as const
    await app.parts.submit({ ops: [{ op: 'event', event, state: 'pending' }] })
  }
  await app.parts.engine.pump.idle()
  return { ...app, publish }
}

test('what stands still is shown by flow, step and reason, and a group is tried again as one job', async () => {
  const { admin, parts, publish } = await anApp()

  const before = await admin.get('/api/attention')
  await publish('1990-05-01', 2)
  const id = newId()
  const order = { id, deed: 'step', version: 'live', workflow: 'w', node: 'step', reason: 'field-wrong' }
  const started = await admin.post('/api/attention/replays', order)
  const again = await admin.post('/api/attention/replays', order)
  await parts.jobs.idle()
  await parts.engine.pump.idle()

  expect(before.body).toMatchObject({
    groups: [{ workflow: 'w', workflowName: 'A workflow', node: 'step', reason: 'field-wrong', count: 3, hasNewer: false }],
    unread: 0,
  })
  expect(before.body.groups[0].problem).toMatchObject({ code: 'parked-error' })
  expect([started.status, again.body.id]).toEqual([202, id])
  expect((await admin.get(`/api/jobs/${id}`)).body).toMatchObject({ state: 'done', done: 3, total: 3, result: { done: 3, leftCount: 0 } })
  expect((await admin.get('/api/attention')).body.groups).toEqual([])
})

test('one run is given up, and what cannot be done is told by run', async () => {
  const { admin, parts, publish } = await anApp()
  const { body } = await admin.get('/api/runs?state=parked')
  const [one, two, three] = body.items.map(({ id }: { id: string }) => id)
  await publish('1990-05-01', 2)
  await parts.submit({
    ops: publication(aWorkflow({ form, other: birthday('1990-05-01') }, ['form -> other']), 'live', 3, new Date()),
  })

  await admin.post('/api/attention/replays', { deed: 'stop', runs: [one] })
  const moved = await admin.post('/api/attention/replays', { deed: 'step', version: 'live', runs: [two, three] })
  await parts.jobs.idle()

  expect((await admin.get(`/api/runs/${one}`)).body.run).toMatchObject({ state: 'stopped', ended: { code: 'stopped-by' } })
  const left = [two, three].sort().map((run) => ({ run, problem: 'no-place' }))
  expect((await admin.get(`/api/jobs/${moved.body.id}`)).body).toMatchObject({ state: 'done', result: { done: 0, leftCount: 2, left } })
})

test('all runs of everything at once are nobody meant', async () => {
  const { admin } = await anApp()

  expect((await admin.post('/api/attention/replays', { deed: 'stop' })).status).toBe(422)
})
