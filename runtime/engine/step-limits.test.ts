import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import { defineNode, leaveBy } from '../../shared/node.ts'
import { params } from '../../shared/params.ts'
import { form, inside, set, standing, wait } from '../testing/one-inside.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { replayRun } from './replay.ts'

const pass = defineNode({
  ...(nodeTypes.find(({ type }) => type === 'logic.stop') as object),
  type: 'test.pass',
  params: params({}),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  run: () => leaveBy('out'),
  sample: { params: {} },
} as never)

/** So many steps one after the other, the last of which leads back to the first when it is a circle. */
async function through(length: number, shape: 'chain' | 'circle'): Promise<World> {
  const steps = Array.from({ length }, (_, index) => `s${index}`)
  const edges = ['form -> s0', ...steps.slice(1).map((id, index) => `s${index} -> ${id}`)]
  const nodes = Object.fromEntries(steps.map((id) => [id, { type: 'test.pass' }]))
  const flow = aWorkflow({ form, ...nodes }, shape === 'chain' ? edges : [...edges, `s${length - 1} -> s0`])
  const here = await aWorld({ workflows: [flow], nodeTypes: [...nodeTypes, pass] })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  return here
}

const theRun = async (here: World) => {
  const [loaded] = await here.runs()
  if (!loaded) throw new Error('There is no run')
  return loaded
}

test('the longest chain that a flow may have goes through to its end', async () => {
  const here = await through(1_999, 'chain')

  expect(await theRun(here)).toMatchObject({ run: { state: 'finished', nextStep: 2_001 }, positions: [] })
})

test('a circle without an end is set aside when it has come to one step a thousand times', async () => {
  const here = await through(2, 'circle')

  expect((await theRun(here)).positions).toMatchObject([{ state: 'parked', problem: { code: 'parked-loop-limit' } }])
})

test('a long circle is set aside after ten thousand steps, and after as many again when somebody tries it once more', async () => {
  const here = await through(50, 'circle')
  const first = await theRun(here)
  await here.engine.pump.perform(replayRun(first.run.id, { from: 'step', version: null, anew: false }, { id: 'vera', name: 'Vera' }))
  await here.engine.pump.idle()
  const second = await theRun(here)

  const parked = [{ state: 'parked', problem: { code: 'parked-step-limit', with: { limit: 10_000 } } }]
  expect([first.positions, second.positions]).toMatchObject([parked, parked])
  expect([first.run.nextStep, second.run.nextStep]).toEqual([10_001, 20_002])
})

test('a branch that stood where it stands before its steps were counted goes on like any other', async () => {
  const { here, id } = await inside(aWorkflow({ form, pause: wait('P1D'), end: set('city', 'there') }, ['form -> pause', 'pause -> end']))
  const [position] = await standing(here)
  if (position) await here.store.commit([{ ops: [{ op: 'positions', workflow: 'w', put: [{ ...position, steps: null }], remove: [] }] }])

  await here.passes('P1D')

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'there' })
  expect(await here.store.runs([id])).toMatchObject([{ run: { state: 'finished' } }])
})
