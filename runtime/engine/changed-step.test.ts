/** The step that somebody stands at is another one than before: another version, or changed for them alone. */
import { expect, test } from 'vitest'
import { form, inside, letter, set, standing, vera, wait } from '../testing/one-inside.ts'
import { aWorkflow, type World } from '../testing/world.ts'
import { everybody, moveRun } from './move-run.ts'
import { overrideStep } from './override-run.ts'

async function moves(here: World, id: string): Promise<void> {
  const { value } = await here.engine.pump.perform(moveRun(id, everybody('w:2'), vera))
  await here.engine.pump.idle()
  expect(value).toEqual({ ok: true, became: 'moved' })
}

const suggested = (subject: string, after: string) =>
  aWorkflow({ form, write: { ...letter(subject), mode: 'suggest' }, after: set('city', after) }, ['form -> write', 'write:sent -> after'])

test('a question that waits for its answer is not asked once more, and its answer counts', async () => {
  const asking = (question: string) =>
    aWorkflow(
      { form, ask: { type: 'human.ask', params: { question: [question], answer: 'text', patience: 'P2D' } }, end: set('city', 'told') },
      ['form -> ask', 'ask:answered -> end'],
    )
  const { here, id } = await inside(asking('Which oven?'))
  await here.publishes(asking('Which oven, and how old?'))

  await moves(here, id)
  const [task, ...others] = await here.records('task')
  await here.happens('task-closed', { result: 'Gas' }, { task: task?.id ?? '' })

  expect([task?.['title'], others]).toEqual(['Which oven?', []])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'told' })
})

test('a suggestion that comes to the same in the new version stays as it was shown, and belongs to that version', async () => {
  const { here, id } = await inside(suggested('Hello', 'Perm'))
  const [before] = await here.suggestions()
  await here.publishes(suggested('Hello', 'Omsk'))

  await moves(here, id)
  const [after] = await here.suggestions()
  if (after) await here.decides(after, { kind: 'approve' })
  await here.passes('PT1M')

  expect(after).toEqual({ ...before, version: 'w:2' })
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Omsk' })
})

test('a suggestion that is changed for one alone to what it says already stays as it was shown', async () => {
  const { here, id } = await inside(suggested('Hello', 'Perm'))
  const before = await here.suggestions()

  const { value } = await here.engine.pump.perform(overrideStep(id, 'write', letter('Hello').params, vera))

  expect(value).toEqual({ ok: true })
  expect(await here.suggestions()).toEqual(before)
})

test('a suggestion that has nothing left to do in the new version is withdrawn, and the run ends with it', async () => {
  const held = (lines: readonly string[]) =>
    aWorkflow({ form, hold: { type: 'human.suggest' }, change: set('city', 'Perm') }, ['form -> hold', ...lines])
  const { here, id } = await inside(held(['hold:approved -> change']))
  await here.publishes(held([]))

  await moves(here, id)

  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn' }])
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished', version: 'w:2' }, positions: [] }])
})

test('what a step has left that is not in the new version any more holds nobody up', async () => {
  const more = { seek: { type: 'crm.find', params: { entity: 'contact', where: { field: 'firstName', is: 'is', value: 'Anna' } } } }
  const flow = (between: typeof more | null) =>
    aWorkflow({ form, ...between, pause: wait('P1D'), end: set('city', 'there') }, [
      ...(between ? ['form -> seek', 'seek:found -> pause'] : ['form -> pause']),
      'pause -> end',
    ])
  const { here, id } = await inside(flow(more))
  await here.publishes(flow(null))

  await moves(here, id)
  const left = (await here.runs())[0]?.run.outputs
  const before = await standing(here)
  await here.passes('P1D')

  expect([Object.keys(left ?? {}), before.map(({ node }) => node)]).toEqual([['form', 'seek'], ['pause']])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'there' })
})
