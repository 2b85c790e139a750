import { expect, onTestFinished, test } from 'vitest'
import type { Store, UnitResult } from '../store/port.ts'
import { aWorkflow, aWorld } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const reply = { type: 'wait.forReply', params: { patience: 'P9D' } }
const set = (field: string, value: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field, value: [value] }] } })

/** The first commits that begin a run of this workflow are refused, as if another process had been quicker. */
function refusing(store: Store, workflow: string, times: number): Store {
  let left = times
  return {
    ...store,
    async commit(units) {
      const isRefused = units.map(({ ops }) => ops.some((op) => op.op === 'run-new' && op.run.workflow === workflow) && left-- > 0)
      const committed = [...(await store.commit(units.filter((_, index) => !isRefused[index])))]
      const refusal: UnitResult = { ok: false, problem: 'stale', said: { code: 'stale' } }
      return isRefused.flatMap((refused) => (refused ? [refusal] : committed.splice(0, 1)))
    },
  }
}

test('an event that has to be heard again, because one of its runs could not begin yet, wakes nobody a second time', async () => {
  const waiting = aWorkflow({ form, first: reply, second: reply, after: set('city', 'replied twice') }, [
    'form -> first',
    'first:replied -> second',
    'second:replied -> after',
  ])
  const beginning = { ...aWorkflow({ came: { type: 'trigger.message' }, set: set('position', 'begun') }, ['came -> set']), id: 'begins' }
  const here = await aWorld({ workflows: [waiting, beginning], store: (store) => refusing(store, 'begins', 2) })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })

  await here.happens('message-received', { channel: 'email', automatic: false })
  const once = await here.record('contact', 'anna')
  const standing = (await here.runs()).flatMap(({ positions }) => positions.map(({ node }) => node))
  await here.happens('message-received', { channel: 'email', automatic: false })

  expect(once).toMatchObject({ position: 'begun', city: null })
  expect(standing).toEqual(['second'])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'replied twice' })
  expect((await here.runs()).filter(({ run }) => run.workflow === 'begins')).toHaveLength(2)
})
