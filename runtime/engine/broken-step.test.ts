/** Steps that cannot do what they were drawn for: what becomes of whoever comes to them. */
import { expect, test } from 'vitest'
import type { Outcome } from '../../shared/node.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { form, inside, letter, set, standing, wait } from '../testing/one-inside.ts'
import { aWorkflow, is } from '../testing/world.ts'
import { follow } from './follow.ts'
import { plan } from './plan.ts'
import { RunDraft } from './run-draft.ts'

test.each<[string, Workflow]>([
  [
    'a step asks about',
    aWorkflow({ form, ask: { ...letter('Hello'), common: { relevance: { segment: 'gone', is: 'in' } } } }, ['form -> ask']),
  ],
  ['the flow is left by', aWorkflow({ form, ask: letter('Hello') }, ['form -> ask'], { exit: { segment: 'gone', is: 'in' } })],
])('where the segment is gone that %s, its people need attention, with the reason', async (_, workflow) => {
  const { here } = await inside(workflow)

  expect(await standing(here)).toMatchObject([
    { state: 'parked', problem: { code: 'parked-error', with: { reason: { code: 'rule-unknown-segment', with: { segment: 'gone' } } } } },
  ])
  expect(here.sent).toEqual([])
})

test('a step for which this installation has nobody who delivers fails, and the way by its error is gone', async () => {
  const call = { type: 'out.http', params: { url: ['https://shop.example/'] } }
  const { here } = await inside(aWorkflow({ form, call, mend: set('city', 'mended') }, ['form -> call', 'call:error -> mend']))

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'mended' })
  expect((await here.runs())[0]?.run.outputs).toMatchObject({
    call: { problem: { code: 'step-threw', with: { message: 'Nobody delivers "call-http"' } } },
  })
})

test('a goal that nobody has named yet is passed, and watches nothing', async () => {
  const flow = aWorkflow({ form, goal: { type: 'logic.goal' }, after: { type: 'wait.delay', params: { duration: 'P1D' } } }, [
    'form -> goal',
    'goal -> after',
  ])
  const { here } = await inside(flow)

  expect(await standing(here)).toMatchObject([{ node: 'after', state: 'waiting', guards: [] }])
})

test('a wait that is not needed any more ends when that is so, by its own port', async () => {
  const pause = { ...wait('P5D'), common: { relevance: is('stage', 'lead') } }
  const flow = aWorkflow({ form, pause, chase: set('city', 'chased'), leave: set('city', 'left alone') }, [
    'form -> pause',
    'pause -> chase',
    'pause:withdrawn -> leave',
  ])
  const { here, id } = await inside(flow)

  await here.changes('contact', 'anna', { stage: 'client' })

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'left alone' })
  expect((await here.trail(id)).find(({ outcome }) => outcome === 'withdrawn')).toMatchObject({ node: 'pause' })
})

test('a number of somebody else is not written to another: the step needs attention, and names them', async () => {
  const flow = aWorkflow({ form, pause: wait('P1D'), move: set('phone', '+49 30 1234567') }, ['form -> pause', 'pause -> move'])
  const { here } = await inside(flow)
  await here.creates('contact', 'boris', { firstName: 'Boris', phone: '+49301234567' })

  await here.passes('P1D')

  const reason = { code: 'field-taken', with: { entity: 'contact', field: 'phone', record: 'boris' } }
  expect(await standing(here)).toMatchObject([{ state: 'parked', problem: { code: 'parked-error', with: { reason } } }])
})

test.each<Outcome>([
  { kind: 'hold', steps: 1 },
  { kind: 'guard', guard: 'goal', rule: is('stage', 'client') },
])('what an outcome asks first is never passed over: $kind', async (outcome) => {
  const { here } = await inside(aWorkflow({ form, pause: wait('P1D') }, ['form -> pause']))
  const [loaded] = await here.runs()
  const [version] = await here.store.versions('w')
  const [position] = await standing(here)
  if (!loaded || !position || !version) throw new Error('Nobody is inside')
  const draft = new RunDraft(loaded, here.now(), false)

  expect(() =>
    follow(
      draft,
      plan(version.id, version.content, () => null),
      position,
      outcome,
    ),
  ).toThrow(`"${outcome.kind}"`)
})
