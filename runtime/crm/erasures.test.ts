import { expect, onTestFinished, test } from 'vitest'
import { setHalt } from '../engine/halt.ts'
import { addressMarks } from '../mail/address-mark.ts'
import { testFolder } from '../testing/test-app.ts'
import { aWorkflow, aWorld } from '../testing/world.ts'
import { openErasures } from './erasures.ts'

const flow = aWorkflow(
  {
    form: { type: 'trigger.form', params: { form: 'website' } },
    ask: {
      type: 'msg.email',
      params: {
        letter: { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['Good morning'] }] } },
        sender: 'company',
        category: 'personal',
      },
    },
  },
  ['form -> ask'],
)
const vera = { id: 'vera', name: 'Vera' }

async function aHouse(post?: () => Promise<void>) {
  const here = await aWorld({
    workflows: [flow],
    ...(post && { post: async (letter) => post().then(() => ({ kind: 'done', result: { state: 'sent', message: letter.id } })) }),
  })
  onTestFinished(() => here.close())
  const { store, engine, now } = here
  const erasures = openErasures({ store, submit: engine.pump.submit, dataDir: testFolder(), markOf: addressMarks('secret'), now })
  return { here, erase: () => erasures.erase('anna', { by: 'vera', reason: 'a letter' }) }
}

test('what has come in of an erased person and was not heard yet begins nothing', async () => {
  const { here, erase } = await aHouse()
  await here.engine.pump.perform(setHalt(true, vera))
  await here.happens('form-submitted', { form: 'website' })

  expect(await erase()).toMatchObject({ ok: true, isFinished: true })
  await here.engine.pump.perform(setHalt(false, vera))
  await here.engine.pump.idle()

  expect([here.sent, await here.runs()]).toEqual([[], []])
})

test('of a letter that was leaving while its person was erased nothing is written afterwards', async () => {
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const { here, erase } = await aHouse(() => gate)
  const filled = here.happens('form-submitted', { form: 'website' })
  await expect.poll(async () => (await here.store.deliveries({ states: ['sending'], limit: 5 })).length).toBe(1)

  expect(await erase()).toMatchObject({ ok: true, isFinished: true })
  letGo()
  await filled

  expect(await here.store.deliveries({ limit: 5 })).toEqual([])
  expect(await here.records('message')).toEqual([])
  expect((await here.runs()).map(({ run }) => [run.state, run.subject])).toEqual([['stopped', null]])
})

test('a run about somebody else that waits for something of an erased person has waited long enough', async () => {
  const forAll = aWorkflow(
    {
      visit: { type: 'trigger.event', params: { kind: 'custom', name: ['visited'] } },
      all: { type: 'data.query', params: { entity: 'contact', where: { field: 'firstName', is: 'is', value: 'Anna' }, limit: 5 } },
      each: { type: 'logic.forEach', params: { list: 'node.all.records' } },
      call: { type: 'crm.createTask', params: { title: ['Call'], assignee: { who: 'user', user: 'vera' } } },
      called: { type: 'wait.forTask', params: { task: 'node.call.task', patience: null } },
      late: { type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'city', value: ['late'] }] } },
    },
    ['visit -> all', 'all -> each', 'each:item -> call', 'call -> called', 'called:overdue -> late'],
  )
  const { here, erase } = await aHouse()
  await here.publishes(forAll)
  await here.creates('contact', 'carl', { firstName: 'Carl' })
  await here.happens('custom', { name: 'visited' }, { contact: 'carl' })

  expect(await erase()).toMatchObject({ ok: true, isFinished: true })
  await here.engine.pump.idle()

  expect((await here.runs()).map(({ run }) => [run.subject, run.state])).toEqual([['carl', 'finished']])
  expect((await here.record('contact', 'carl'))?.['city']).toBe('late')
})
