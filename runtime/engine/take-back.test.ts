import { expect, onTestFinished, test } from 'vitest'
import type { CrmEvent } from '../../shared/events.ts'
import { aDelivery, anEvent, now } from '../testing/sample-rows.ts'
import { through } from '../testing/through.ts'
import { aWorkflow, aWorld } from '../testing/world.ts'
import { cancelRun } from './edit-run.ts'
import { cancelled, whatHappened } from './take-back.ts'

const changed = (entity: string, id: string): CrmEvent => ({
  ...anEvent(),
  kind: 'record-changed',
  about: id,
  fields: { entity, changed: { status: 'paid' } },
})

test.each([
  { what: 'a paid invoice', entity: 'invoice', record: { id: 'i1', number: '2026-1', status: 'paid' }, code: 'because-paid' },
  { what: 'an open invoice', entity: 'invoice', record: { id: 'i1', number: '2026-1', status: 'sent' }, code: 'because-changed' },
  { what: 'an order', entity: 'order', record: { id: 'o1', number: '17' }, code: 'because-order' },
])('of $what is said why something is no longer relevant: $code', ({ entity, record, code }) => {
  const said = through(whatHappened([changed(entity, record.id)]), () => record as never)

  expect(said).toMatchObject({ code: 'withdrawn-event', with: { event: { code } } })
})

test('an event about a record that is gone, or about none, gives no reason by itself; the next one may', () => {
  const silent = [changed('order', 'gone'), { ...anEvent(), about: null, fields: {} }]
  const reply: CrmEvent = { ...anEvent(), kind: 'message-received' }

  expect(through(whatHappened(silent))).toBeNull()
  expect(through(whatHappened([...silent, reply]))).toMatchObject({ with: { event: { code: 'because-reply' } } })
})

test('what nobody knows how to deliver any more can still be cancelled', () => {
  const ops = through(cancelled(aDelivery(), { code: 'stopped-by' }, new Map(), now))

  expect(ops).toMatchObject([{ op: 'delivery', delivery: { state: 'cancelled', problem: { code: 'stopped-by' } } }])
})

test("a task that nobody waits for any more is withdrawn, also when it is nobody's, and then nobody is told", async () => {
  const ask = { type: 'human.ask', params: { question: ['Which oven?'], answer: 'text', patience: 'P2D' } }
  const flow = aWorkflow({ form: { type: 'trigger.form', params: { form: 'website' } }, ask }, ['form -> ask'])
  const here = await aWorld({ workflows: [flow] })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  const [task] = await here.records('task')
  await here.changes('task', task?.id ?? '', { owner: null })
  const before = await here.records('notification')
  const [one] = await here.runs()

  await here.engine.pump.perform(cancelRun(one?.run.id ?? '', { id: 'vera', name: 'Vera' }))
  await here.engine.pump.idle()

  expect(await here.records('task')).toMatchObject([{ state: 'withdrawn' }])
  expect(await here.records('notification')).toEqual(before)
})
