import { expect, onTestFinished, test } from 'vitest'
import { flow, form, inside, letter, nikita, set, standing, subjects, vera, wait } from '../testing/one-inside.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { cancelRun, type Edited, movePosition, pauseRun } from './edit-run.ts'
import { overrideStep } from './override-run.ts'
import type { Task } from './pump.ts'

const waiting = aWorkflow({ form, wait: wait('P2D'), chase: set('city', 'chased') }, ['form -> wait', 'wait -> chase'])
const suggesting = aWorkflow({ form, ask: { ...set('city', 'changed'), mode: 'suggest' }, after: set('position', 'after') }, [
  'form -> ask',
  'ask -> after',
])

async function edit(here: World, task: Task<Edited>): Promise<Edited> {
  const { value } = await here.engine.pump.perform(task)
  await here.engine.pump.idle()
  return value
}

const anna = (here: World) => here.record('contact', 'anna')

test('a paused run stays where it is, and goes on with what came due when it is let go', async () => {
  const { here, id } = await inside(waiting)

  await edit(here, pauseRun(id, true, vera))
  await here.passes('P3D')
  const held = await anna(here)
  await edit(here, pauseRun(id, false, vera))

  expect(held).toMatchObject({ city: null })
  expect((await here.trail(id)).flatMap(({ outcome, detail }) => (outcome === 'changed' ? [detail['why']] : []))).toEqual([
    { code: 'paused-by', with: { user: 'Vera' } },
    { code: 'resumed-by', with: { user: 'Vera' } },
  ])
  expect(await anna(here)).toMatchObject({ city: 'chased' })
})

test('a cancelled run ends where it stands, with who did it, and its suggestion is withdrawn', async () => {
  const { here, id } = await inside(suggesting)

  await edit(here, cancelRun(id, vera))

  expect(await here.runs()).toMatchObject([
    { run: { state: 'stopped', ended: { code: 'stopped-by', with: { user: 'Vera' } } }, positions: [] },
  ])
  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn', reason: { code: 'withdrawn-stopped' } }])
  expect(await edit(here, cancelRun(id, vera))).toEqual({ ok: false, problem: 'not-active' })
})

test('a skipped step has no effect, and what follows it happens', async () => {
  const { here, id, position } = await inside(suggesting)

  await edit(here, movePosition(id, position, { kind: 'skip' }, vera))

  expect(await anna(here)).toMatchObject({ city: null, position: 'after' })
  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn' }])
})

test('a wait can be moved to another time', async () => {
  const { here, id, position } = await inside(waiting)

  await edit(here, movePosition(id, position, { kind: 'due', at: new Date('2026-03-02T10:00:00Z') }, vera))
  await here.passes('PT1H')

  expect(await anna(here)).toMatchObject({ city: 'chased' })
})

test('what has happened already cannot be moved', async () => {
  const { here, id, position } = await inside(waiting)
  const move = movePosition(id, position, { kind: 'retry' }, vera)

  expect(await edit(here, move)).toEqual({ ok: false, problem: 'already-started' })
  await here.passes('P3D')
  expect(await edit(here, move)).toEqual({ ok: false, problem: 'not-active' })
})

test('a step that needed attention is tried again, and goes on when its cause is mended', async () => {
  const flow = aWorkflow(
    { form, score: { type: 'crm.update', params: { entity: 'deal', record: 'vars.missing', fields: [] } }, after: set('city', 'done') },
    ['form -> score', 'score -> after'],
  )
  const { here, id, position } = await inside(flow)

  const before = (await here.runs())[0]?.positions
  const edited = await edit(here, movePosition(id, position, { kind: 'retry' }, vera))

  expect(before).toMatchObject([{ state: 'parked' }])
  expect(edited).toEqual({ ok: true })
  expect((await here.trail(id)).some(({ outcome }) => outcome === 'retried')).toBe(true)
})

const parallel = (a: string, b: string) => ({ type: 'logic.parallel', params: { branches: [{ id: a }, { id: b }] } })
const inBranches = aWorkflow(
  {
    form,
    both: parallel('a', 'b'),
    inner: parallel('c', 'd'),
    c: { ...set('city', 'c'), mode: 'suggest' },
    d: wait('P1D'),
    b: wait('P9D'),
    late: set('city', 'late'),
    join: { type: 'logic.join', params: { mode: 'all' } },
    after: set('position', 'after'),
  },
  ['form -> both', 'both:a -> inner', 'both:b -> b', 'inner:c -> c', 'inner:d -> d', 'd -> late', 'b -> join', 'join -> after'],
)

test('who goes to another step from where ways have parted ends all of them, with what they had suggested', async () => {
  const { here, id } = await inside(inBranches)

  await edit(here, movePosition(id, id, { kind: 'to', node: 'after', from: 'both', reason: 'done by phone' }, vera))
  await here.passes('P10D')

  expect(await anna(here)).toMatchObject({ city: null, position: 'after' })
  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn', reason: { code: 'moved-by' } }])
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished' }, positions: [] }])
})

test('where ways have parted nothing can be skipped', async () => {
  const { here, id } = await inside(inBranches)

  expect(await edit(here, movePosition(id, id, { kind: 'skip' }, vera))).toEqual({ ok: false, problem: 'already-started' })
})

test('nobody goes to a step that is not there, back to a trigger, or from where they do not stand any more', async () => {
  const { here, id, position } = await inside(waiting)
  const to = (node: string, from: string) => edit(here, movePosition(id, position, { kind: 'to', node, from, reason: '' }, vera))

  expect([await to('none', 'wait'), await to('form', 'wait'), await to('chase', 'chase')]).toEqual([
    { ok: false, problem: 'no-such-step' },
    { ok: false, problem: 'no-such-step' },
    { ok: false, problem: 'already-started' },
  ])
  expect((await here.runs())[0]?.positions).toMatchObject([{ node: 'wait', state: 'waiting' }])
})

test('of a run, or a way of it, that is not there nothing is changed', async () => {
  const { here, id } = await inside(waiting)

  expect(await edit(here, pauseRun('none', true, vera))).toEqual({ ok: false, problem: 'not-found' })
  expect(await edit(here, movePosition(id, 'none', { kind: 'skip' }, vera))).toEqual({ ok: false, problem: 'already-started' })
})

test('what does not wait has no time to be moved to, and paused twice is paused once', async () => {
  const { here, id, position } = await inside(suggesting)
  const due = movePosition(id, position, { kind: 'due', at: new Date('2026-03-02T10:00:00Z') }, vera)

  await edit(here, pauseRun(id, true, vera))
  await edit(here, pauseRun(id, true, vera))

  expect(await edit(here, due)).toEqual({ ok: false, problem: 'already-started' })
  expect((await here.trail(id)).filter(({ outcome }) => outcome === 'changed')).toHaveLength(1)
})

test('a step that waits for its letter has no time to be moved to: the letter is put off instead', async () => {
  const write = {
    type: 'msg.email',
    params: { letter: { en: { subject: ['Hello'], blocks: [] } }, sender: 'company', category: 'personal' },
    common: { window: { calendar: 'night' } },
  }
  const here = await aWorld({ workflows: [aWorkflow({ form, write, sent: set('city', 'sent') }, ['form -> write', 'write:sent -> sent'])] })
  onTestFinished(() => here.close())
  const hours = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [['22:00', '23:00']]]))
  await here.creates('calendar', 'night', { key: 'night', name: 'Night', zone: 'UTC', hours, holidays: [] })
  await here.happens('form-submitted', { form: 'website' })
  const [one] = await here.runs()
  const id = one?.run.id ?? ''

  const edited = await edit(here, movePosition(id, id, { kind: 'due', at: here.now() }, vera))
  await here.passes('P1D')

  expect(edited).toEqual({ ok: false, problem: 'already-started' })
  expect(here.sent).toHaveLength(1)
  expect(await anna(here)).toMatchObject({ city: 'sent' })
})

test('one person goes to another step, earlier or later, with who and why, and nobody else does', async () => {
  const { here, id, position } = await inside(flow('Hello'))
  await here.happens('form-submitted', { form: 'website' })
  const to = { kind: 'to', node: 'write', from: 'chase', reason: 'asked on the phone' } as const

  await here.engine.pump.perform(movePosition(id, position, to, vera))
  await here.engine.pump.idle()

  expect(subjects(here)).toEqual(['Hello'])
  expect((await here.trail(id)).find(({ outcome }) => outcome === 'moved')?.detail).toMatchObject({
    why: { code: 'moved-by', with: { user: 'Vera', reason: 'asked on the phone' } },
  })
  expect((await here.runs()).map(({ positions }) => positions.map(({ node }) => node)).sort()).toEqual([[], ['chase']])
})

test('of two that move one person at once, one is told that it is too late', async () => {
  const { here, id, position } = await inside(flow('Hello', 'P2D', { later: wait('P9D') }))
  const to = (node: string) => ({ kind: 'to', node, from: 'chase', reason: 'because' }) as const

  const both = await Promise.all([
    here.engine.pump.perform(movePosition(id, position, to('write'), vera)),
    here.engine.pump.perform(movePosition(id, position, to('later'), nikita)),
  ])
  await here.engine.pump.idle()

  expect(both.map(({ value }) => value)).toEqual([{ ok: true }, { ok: false, problem: 'already-started' }])
  expect(subjects(here)).toEqual(['Hello'])
})

test('a cancellation and the due moment at once: either it ends before the letter or after it, never twice', async () => {
  const { here, id } = await inside(flow('Hello'))

  await Promise.all([here.passes('P2D'), here.engine.pump.perform(cancelRun(id, vera))])

  expect((await here.runs())[0]?.run.state).not.toBe('active')
  expect(here.sent.length).toBeLessThanOrEqual(1)
})

test('a letter of which nobody knows whether it has left is not taken back: its step is neither moved, skipped nor changed', async () => {
  const post = async () => ({ kind: 'unknown', problem: { code: 'delivery-unknown' } }) as const
  const { here, id } = await inside(aWorkflow({ form, write: letter('Hello'), other: set('city', 'other') }, ['form -> write']), { post })
  const perform = async <Value>(task: Task<Value>) => (await here.engine.pump.perform(task)).value
  const to = { kind: 'to', node: 'other', from: 'write', reason: 'because' } as const

  const answers = [
    await perform(movePosition(id, id, to, vera)),
    await perform(movePosition(id, id, { kind: 'skip' }, vera)),
    await perform(overrideStep(id, 'write', {}, vera)),
  ]

  expect(answers).toEqual(Array(3).fill({ ok: false, problem: 'already-started' }))
  expect(await standing(here)).toMatchObject([{ node: 'write', state: 'waiting' }])
})

test('who paused a run whose ways have parted stands in its trail once, where they parted', async () => {
  const { here, id } = await inside(inBranches)

  await edit(here, pauseRun(id, true, vera))

  const noted = (await here.trail(id)).filter(({ outcome }) => outcome === 'changed')
  expect(noted).toMatchObject([{ position: id, node: 'both', detail: { why: { code: 'paused-by' } } }])
})

test('who stands at a step that is not in the flow is let out by skipping it', async () => {
  const { here, id, position } = await inside(aWorkflow({ form }, ['form -> none']))

  expect(await edit(here, movePosition(id, position, { kind: 'skip' }, vera))).toEqual({ ok: true })
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished' }, positions: [] }])
})
