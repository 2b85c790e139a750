/** Who comes in by the triggers of what is live, and who does not. */
import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { AnyNodeType } from '../../shared/node.ts'
import { newId } from '../store/ids.ts'
import { form, wait } from '../testing/one-inside.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from '../testing/world.ts'

async function world(options: WorldOptions): Promise<World> {
  const here = await aWorld(options)
  onTestFinished(() => here.close())
  return here
}

const entered = async (here: World) => (await here.runs()).map(({ run }) => run.workflow).sort()
const pending = (here: World) => here.store.pendingEvents(10, null)

/** Two flows of one step: one begins by this trigger, the other as a form is filled in. */
const beside = (trigger: Parameters<typeof aWorkflow>[0][string]) => [
  { ...aWorkflow({ trigger, pause: wait('P1D') }, ['trigger -> pause']), id: 'own' },
  { ...aWorkflow({ form, pause: wait('P1D') }, ['form -> pause']), id: 'other' },
]

/** The form of our own, under another name. */
const aTrigger = (more: object): AnyNodeType =>
  ({ ...nodeTypes.find(({ type }) => type === 'trigger.form'), type: 'trigger.test', ...more }) as AnyNodeType

test('a trigger that is switched off begins nothing', async () => {
  const here = await world({ workflows: beside({ ...form, mode: 'off' }) })

  await here.happens('form-submitted', { form: 'website' })

  expect(await entered(here)).toEqual(['other'])
})

test('a trigger that throws is reported, and keeps nobody else out', async () => {
  const errors: unknown[] = []
  const throwing = aTrigger({
    trigger: {
      events: ['webhook-received'],
      matches: () => {
        throw new Error('a bug')
      },
    },
  })
  const here = await world({
    workflows: beside({ type: 'trigger.test' }),
    nodeTypes: [...nodeTypes, throwing],
    onError: (error) => errors.push(error),
  })

  await here.happens('webhook-received', {})
  await here.happens('form-submitted', { form: 'website' })

  expect(errors).toEqual([new Error('a bug')])
  expect([await entered(here), await pending(here)]).toEqual([['other'], []])
})

test('a flow whose trigger is of a type that is gone begins nothing, and begins again when it is back', async () => {
  const types = [...nodeTypes]
  const here = await world({ workflows: beside({ type: 'trigger.test', params: { form: 'website' } }), nodeTypes: types })

  await here.happens('form-submitted', { form: 'website' })
  const without = await entered(here)
  await here.restarts()
  types.push(aTrigger({}))
  here.engine.pump.forgetPlans()
  await here.happens('form-submitted', { form: 'website' })

  expect([without, await entered(here)]).toEqual([['other'], ['other', 'other', 'own']])
})

test('a pattern that never ticks begins nothing, and another schedule goes on beside it', async () => {
  const never = { type: 'trigger.schedule', params: { when: { cron: '0 0 31 2 *' } } }
  const daily = { type: 'trigger.schedule', params: { when: { cron: '0 10 * * *' } } }
  const own = { ...aWorkflow({ never }, [], { subject: null }), id: 'own' }
  const here = await world({ workflows: [own, aWorkflow({ daily }, [], { subject: null })] })

  await here.passes('P1D')

  expect((await here.store.schedules()).flatMap(({ workflow }) => workflow ?? [])).toEqual(['w'])
  expect(await entered(here)).toEqual(['w'])
})

test.each([
  { what: 'no schedule', workflows: [] },
  { what: 'another schedule', workflows: [aWorkflow({ day: { type: 'trigger.schedule', params: { when: { cron: '0 10 * * *' } } } }, [])] },
])('a tick of a schedule that is not live any more is heard, and begins nothing, where there is $what', async ({ workflows }) => {
  const here = await world({ workflows })
  const cause = { kind: 'system', id: 'gone:day', depth: 0 } as const
  const fields = { workflow: 'gone', node: 'day' }
  const event = { id: newId(), kind: 'schedule-ticked', at: here.now(), about: null, records: {}, fields, cause } as const
  await here.store.commit([{ ops: [{ op: 'event', event, state: 'pending' }] }])

  await here.restarts()

  expect([await entered(here), await pending(here)]).toEqual([[], []])
})
