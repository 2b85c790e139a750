import { expect, onTestFinished, test } from 'vitest'
import { flow, form, inside, letter, nikita, set, subjects, vera, wait } from '../testing/one-inside.ts'
import { aWorkflow, aWorld } from '../testing/world.ts'
import type { Delivered } from './deliverer.ts'
import { setHalt } from './halt.ts'
import { overrideStep } from './override-run.ts'
import { replayRun } from './replay.ts'

test('a personal change that was taken back leaves the text of the version', async () => {
  const { here, id } = await inside(flow('Hello'))
  await here.engine.pump.perform(overrideStep(id, 'write', { letter: { en: { subject: ['Mine'], blocks: [] } } }, vera))

  await here.engine.pump.perform(overrideStep(id, 'write', null, nikita))
  await here.passes('P2D')

  expect(subjects(here)).toEqual(['Hello'])
  expect((await here.trail(id)).flatMap(({ outcome, detail }) => (outcome === 'changed' ? [detail['why']] : []))).toEqual([
    { code: 'overridden-by', with: { user: 'Vera' } },
    { code: 'override-removed-by', with: { user: 'Nikita' } },
  ])
})

test('a letter that has left cannot be changed for one any more', async () => {
  const { here, id } = await inside(
    aWorkflow({ form, write: letter('Hello'), after: wait('P1D') }, ['form -> write', 'write:sent -> after']),
  )

  const { value } = await here.engine.pump.perform(overrideStep(id, 'write', { category: 'service' }, vera))

  expect(value).toEqual({ ok: false, problem: 'already-started' })
})

test('a change for one alone needs a step that is there and has not begun to be carried out', async () => {
  const asking = aWorkflow({ form, write: { ...letter('Hello'), mode: 'suggest' } }, ['form -> write'])
  const { here, id } = await inside(asking)
  const change = async (run: string, node: string) => (await here.engine.pump.perform(overrideStep(run, node, {}, vera))).value
  const [one] = await here.suggestions()
  if (one) await here.decides(one, { kind: 'approve' })

  expect([await change('none', 'write'), await change(id, 'none'), await change(id, 'write')]).toEqual([
    { ok: false, problem: 'not-found' },
    { ok: false, problem: 'no-such-step' },
    { ok: false, problem: 'already-started' },
  ])
})

test('a letter that is changed for one while it waits to leave is written anew, and one change leaves another in place', async () => {
  const nightly = aWorkflow({ form, write: { ...letter('Old'), common: { window: { calendar: 'night' } } }, after: letter('After') }, [
    'form -> write',
    'write:sent -> after',
  ])
  const here = await aWorld({ workflows: [nightly] })
  onTestFinished(() => here.close())
  const hours = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [['22:00', '23:00']]]))
  await here.creates('calendar', 'night', { key: 'night', name: 'Night', zone: 'UTC', hours, holidays: [] })
  await here.happens('form-submitted', { form: 'website' })
  const id = (await here.runs())[0]?.run.id ?? ''
  const own = (subject: string) => ({ letter: { en: { subject: [subject], blocks: [] } } })

  await here.engine.pump.perform(overrideStep(id, 'after', own('After, for her'), vera))
  await here.engine.pump.perform(overrideStep(id, 'write', own('For her'), vera))
  await here.engine.pump.perform(overrideStep(id, 'write', null, nikita))
  await here.passes('P2D')

  expect(subjects(here)).toEqual(['Old', 'After, for her'])
})

test('a step that needs attention is changed for one, and tried again it goes through', async () => {
  const { here, id } = await inside(aWorkflow({ form, birthday: set('birthday', 'tomorrow') }, ['form -> birthday']))

  const { value } = await here.engine.pump.perform(overrideStep(id, 'birthday', set('birthday', '1990-05-01').params, vera))
  await here.engine.pump.perform(replayRun(id, { from: 'step', version: null, anew: false }, vera))

  expect(value).toEqual({ ok: true })
  expect(await here.record('contact', 'anna')).toMatchObject({ birthday: '1990-05-01' })
})

test('a step behind the place where ways meet can be changed for one while only a way that does not come there is under way', async () => {
  const ways = { type: 'logic.parallel', params: { branches: [{ id: 'quick' }, { id: 'slow' }] } }
  const meeting = aWorkflow(
    { form, ways, meet: { type: 'logic.join', params: {} }, chase: wait('P2D'), write: letter('Hello'), lost: letter('Lost') },
    ['form -> ways', 'ways:quick -> meet', 'ways:slow -> chase', 'meet -> write'],
  )
  const { here, id } = await inside(meeting)
  const change = async (node: string) =>
    (await here.engine.pump.perform(overrideStep(id, node, { letter: { en: { subject: ['For her'], blocks: [] } } }, vera))).value

  const answers = [await change('write'), await change('lost'), await change('form')]
  await here.passes('P3D')

  expect(answers).toEqual([{ ok: true }, ...['lost', 'form'].map(() => ({ ok: false, problem: 'already-started' }))])
  expect(subjects(here)).toEqual(['For her'])
})

test('a letter that has left while everything was paused cannot be changed for one, though its run has not heard of it yet', async () => {
  let leave = (_: Delivered) => {}
  const post = () =>
    new Promise<Delivered>((resolve) => {
      leave = resolve
    })
  const here = await aWorld({ workflows: [aWorkflow({ form, write: letter('Hello') }, ['form -> write'])], post })
  onTestFinished(() => here.close())
  const submitted = here.happens('form-submitted', { form: 'website' })
  await expect.poll(async () => (await here.store.deliveries({ limit: 1 }))[0]?.state).toBe('sending')
  await here.engine.pump.perform(setHalt(true, vera))
  leave({ kind: 'done', result: { state: 'sent' } })
  await submitted

  const [loaded] = await here.runs()
  const { value } = await here.engine.pump.perform(overrideStep(loaded?.run.id ?? '', 'write', { category: 'service' }, vera))

  expect([loaded?.positions[0]?.state, value]).toEqual(['waiting', { ok: false, problem: 'already-started' }])
})
