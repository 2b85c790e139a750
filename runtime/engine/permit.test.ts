/** Leave for a whole scenario: asked for once, and good for exactly what was seen. */
import { expect, onTestFinished, test } from 'vitest'
import type { Effect, SendEmail } from '../../shared/effects.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const permit = { type: 'human.permit', params: { question: ['May we begin with ', { ref: 'subject.firstName' }, '?'] } }
const letter = (subject: string) => ({
  type: 'msg.email',
  mode: 'suggest' as const,
  params: {
    letter: { en: { subject: [subject], blocks: [{ kind: 'text', text: ['Hi ', { ref: 'subject.firstName', or: 'there' }] }] } },
    sender: 'company',
    category: 'personal',
  },
})
const task = {
  type: 'crm.createTask',
  mode: 'suggest' as const,
  params: { title: ['Call'], kind: 'call', assignee: { who: 'owner' }, result: 'none' },
}
const flow = aWorkflow(
  { form, permit, first: letter('First'), rest: { type: 'wait.delay', params: { duration: 'P2D' } }, second: letter('Second'), task },
  ['form -> permit', 'permit:approved -> first', 'first:sent -> rest', 'rest -> second', 'second:sent -> task'],
)

async function asked(): Promise<World> {
  const here = await aWorld({ workflows: [flow] })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  return here
}

const open = async (here: World) => {
  const [suggestion, ...others] = await here.suggestions('pending')
  if (!suggestion) throw new Error('There is no open suggestion')
  expect(others).toEqual([])
  return suggestion
}

const subjects = (effects: readonly Effect[]) => effects.map((effect) => (effect.kind === 'send-email' ? effect.subject : effect.kind))

test('every step that would act is shown with what it does and when, before anything is done', async () => {
  const here = await asked()

  const { scenario, effects, node } = await open(here)

  expect(node).toBe('permit')
  expect(scenario?.question).toBe('May we begin with Anna?')
  expect(scenario?.steps.map(({ node, at }) => [node, at.slice(0, 10)])).toEqual([
    ['first', '2026-03-02'],
    ['second', '2026-03-04'],
    ['task', '2026-03-04'],
  ])
  expect(subjects(effects)).toEqual(['First', 'Second', 'create-task'])
  expect((effects[0] as SendEmail).frozen?.html).toContain('Hi Anna')
  expect(here.sent).toEqual([])
})

test('with leave its steps act without asking, at their times, and say that they had it', async () => {
  const here = await asked()
  await here.passes('PT5H')

  const decided = await here.decides(await open(here), { kind: 'approve' })
  await here.passes('PT1M')
  const early = subjects(here.sent)
  await here.passes('P3D')

  expect(decided).toMatchObject({ ok: true })
  expect([early, subjects(here.sent)]).toEqual([['First'], ['First', 'Second']])
  expect(await here.records('task')).toMatchObject([{ title: 'Call' }])
  expect(await here.suggestions('pending')).toEqual([])
  const [run] = await here.runs()
  const trail = await here.trail(run?.run.id ?? '')
  expect(trail.find(({ node, outcome }) => node === 'second' && outcome === 'wait')?.detail['why']).toMatchObject({ code: 'by-leave' })
})

test('without leave nothing happens, and the reason is kept', async () => {
  const here = await asked()

  await here.decides(await open(here), { kind: 'dismiss', reason: 'wrong-person' })
  await here.passes('P9D')

  expect(here.sent).toEqual([])
  expect(await here.suggestions('dismissed')).toMatchObject([{ reason: { code: 'wrong-person' } }])
})

test('a step that is left out is passed over, and one that was corrected does what the operator wrote', async () => {
  const here = await asked()
  const suggestion = await open(here)
  const effects = suggestion.effects.map((effect) =>
    effect.kind === 'send-email' && effect.subject === 'Second' ? { ...effect, subject: 'Mine' } : effect,
  )

  const decided = await here.decides(suggestion, { kind: 'approve', effects, leaveOut: [0] })
  await here.passes('P3D')

  expect(decided).toMatchObject({ ok: true, suggestion: { scenario: { steps: [{ out: true }, { out: false }, { out: false }] } } })
  expect(subjects(here.sent)).toEqual(['Mine'])
  expect(await here.records('task')).toHaveLength(1)
})

test('what would be otherwise than it was seen is asked about; the rest goes on by leave', async () => {
  const here = await asked()
  await here.decides(await open(here), { kind: 'approve' })
  await here.passes('P1D')

  await here.changes('contact', 'anna', { firstName: 'Anja' })
  await here.passes('P2D')
  const again = await open(here)
  const early = subjects(here.sent)
  await here.decides(again, { kind: 'approve' })
  await here.passes('PT1M')

  expect([again.node, again.warnings]).toEqual(['second', [{ code: 'warn-not-as-permitted' }]])
  expect([early, subjects(here.sent)]).toEqual([['First'], ['First', 'Second']])
  expect(await here.records('task')).toHaveLength(1)
})

test('a scenario that changes before anybody has decided is shown anew, and leave for the old one is refused', async () => {
  const here = await asked()
  const old = await open(here)

  await here.changes('contact', 'anna', { firstName: 'Anja' })
  const decided = await here.decides(old, { kind: 'approve' })

  expect(decided).toMatchObject({ ok: false, problem: 'changed' })
  expect(((await open(here)).effects[1] as SendEmail).frozen?.html).toContain('Hi Anja')
})

test('leave is for the stretch up to where it is asked for again', async () => {
  const stretches = aWorkflow({ form, permit, first: letter('First'), again: permit, second: letter('Second') }, [
    'form -> permit',
    'permit:approved -> first',
    'first:sent -> again',
    'again:approved -> second',
  ])
  const here = await aWorld({ workflows: [stretches] })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })

  const before = await open(here)
  await here.decides(before, { kind: 'approve' })
  await here.passes('PT1M')
  const after = await open(here)
  await here.decides(after, { kind: 'approve' })
  await here.passes('PT1M')

  expect([before, after].map(({ node, effects }) => [node, subjects(effects)])).toEqual([
    ['permit', ['First']],
    ['again', ['Second']],
  ])
  expect(subjects(here.sent)).toEqual(['First', 'Second'])
})

test('a step that acts by itself asks, too, when it would do something else than was seen', async () => {
  const acts = { ...letter('Second'), mode: 'act' as const }
  const flow = aWorkflow({ form, permit, rest: { type: 'wait.delay', params: { duration: 'P1D' } }, acts }, [
    'form -> permit',
    'permit:approved -> rest',
    'rest -> acts',
  ])
  const here = await aWorld({ workflows: [flow] })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  await here.decides(await open(here), { kind: 'approve' })
  await here.passes('PT1M')

  await here.changes('contact', 'anna', { firstName: 'Anja' })
  await here.passes('P2D')

  expect(here.sent).toEqual([])
  expect((await open(here)).warnings).toEqual([{ code: 'warn-not-as-permitted' }])
})
