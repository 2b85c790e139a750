import { expect, onTestFinished, test } from 'vitest'
import type { SendEmail } from '../../shared/effects.ts'
import { aWorkflow, aWorld, is, type World, type WorldOptions } from '../testing/world.ts'
import { decide } from './decide.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (field: string, value: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field, value: [value] }] } })
const letter = {
  type: 'msg.email',
  params: {
    letter: {
      en: { subject: ['Three quick questions'], blocks: [{ kind: 'text', text: ['Hi ', { ref: 'subject.firstName', or: 'there' }] }] },
    },
    sender: 'company',
    category: 'personal',
  },
}
const suggesting = { mode: 'suggest' as const }

async function submitted(options: WorldOptions): Promise<World> {
  const here = await aWorld(options)
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  return here
}

const open = async (here: World) => {
  const [suggestion] = await here.suggestions('pending')
  if (!suggestion) throw new Error('There is no open suggestion')
  return suggestion
}

const lettered = aWorkflow({ form, ask: { ...letter, ...suggesting }, sent: set('city', 'sent') }, ['form -> ask', 'ask:sent -> sent'])

test('a suggested letter is not sent before somebody approves, and then it is what was shown, to the byte', async () => {
  const here = await submitted({ workflows: [lettered] })
  const suggestion = await open(here)
  const shown = suggestion.effects[0] as SendEmail

  await here.passes('P1D')
  const before = [...here.sent]
  await here.decides(suggestion, { kind: 'approve' })
  await here.passes('PT1M')

  expect(before).toEqual([])
  expect(suggestion).toMatchObject({ assignee: 'valera', node: 'ask', subject: 'anna' })
  expect(suggestion.links).toContainEqual({ entity: 'contact', id: 'anna', title: 'Anna Weber' })
  expect(here.sent).toEqual([shown])
  expect(shown.frozen?.html).toContain('Hi Anna')
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'sent' })
  expect(await here.suggestions('done')).toHaveLength(1)
})

test('an approval can be taken back while nothing has been carried out', async () => {
  const here = await submitted({ workflows: [lettered] })
  const suggestion = await open(here)

  await here.decides(suggestion, { kind: 'approve' })
  const undone = await here.undoes(suggestion)
  await here.passes('P1D')

  expect(undone).toMatchObject({ ok: true })
  expect(here.sent).toEqual([])
  expect(await here.suggestions('pending')).toHaveLength(1)
})

test('too late, an approval cannot be taken back', async () => {
  const here = await submitted({ workflows: [lettered] })
  const suggestion = await open(here)
  await here.decides(suggestion, { kind: 'approve' })
  await here.passes('PT1M')

  expect(await here.undoes(suggestion)).toMatchObject({ ok: false, problem: 'too-late' })
})

test('a dismissed suggestion has no effect at all, and its branch ends with the reason', async () => {
  const here = await submitted({ workflows: [lettered] })

  await here.decides(await open(here), { kind: 'dismiss', reason: 'already-done' })
  await here.passes('P9D')

  expect(here.sent).toEqual([])
  expect(await here.suggestions('dismissed')).toMatchObject([{ reason: { code: 'already-done' }, decidedBy: 'vera' }])
  expect(await here.runs()).toMatchObject([{ run: { state: 'finished', ended: { code: 'ended-dismissed' } } }])
})

test('dismissed with "go on", the flow goes on without the effect', async () => {
  const flow = aWorkflow({ form, ask: { ...set('city', 'Berlin'), ...suggesting }, after: set('position', 'director') }, [
    'form -> ask',
    'ask -> after',
  ])
  const here = await submitted({ workflows: [flow] })

  await here.decides(await open(here), { kind: 'dismiss', goOn: true })

  expect(await here.record('contact', 'anna')).toMatchObject({ city: null, position: 'director' })
})

test('what the operator has changed is what is sent', async () => {
  const here = await submitted({ workflows: [lettered] })
  const suggestion = await open(here)
  const [shown] = suggestion.effects as readonly SendEmail[]

  const decided = await here.decides(suggestion, {
    kind: 'approve',
    effects: [{ ...(shown as SendEmail), subject: 'Two quick questions' }],
  })
  await here.passes('PT1M')

  expect(decided).toMatchObject({ ok: true, suggestion: { original: [{ subject: 'Three quick questions' }] } })
  expect(here.sent).toMatchObject([{ subject: 'Two quick questions' }])
})

test('an edit cannot turn a letter to another person', async () => {
  const here = await submitted({ workflows: [lettered] })
  const suggestion = await open(here)
  const [shown] = suggestion.effects as readonly SendEmail[]

  const decided = await here.decides(suggestion, { kind: 'approve', effects: [{ ...(shown as SendEmail), contact: 'boris' }] })

  expect(decided).toMatchObject({ ok: false, problem: 'bad-edit' })
  expect(await here.suggestions('pending')).toHaveLength(1)
})

test('of two decisions one counts, and the other is told who decided', async () => {
  const here = await submitted({ workflows: [lettered] })
  const suggestion = await open(here)

  const [first, second] = await Promise.all([
    here.decides(suggestion, { kind: 'approve' }),
    here.decides(suggestion, { kind: 'dismiss', reason: 'wrong-time' }),
  ])

  expect(first).toMatchObject({ ok: true })
  expect(second).toMatchObject({ ok: false, problem: 'decided', said: { with: { user: 'vera' } } })
})

test('the same approval again is answered as the first', async () => {
  const here = await submitted({ workflows: [lettered] })
  const suggestion = await open(here)

  await here.decides(suggestion, { kind: 'approve' })

  expect(await here.decides(suggestion, { kind: 'approve' })).toMatchObject({ ok: true })
})

test('a suggestion whose data changes is shown anew, and the old one cannot be approved any more', async () => {
  const here = await submitted({ workflows: [lettered] })
  const old = await open(here)

  await here.changes('contact', 'anna', { firstName: 'Anja' })
  const refreshed = await open(here)

  expect(refreshed.hash).not.toBe(old.hash)
  expect((refreshed.effects[0] as SendEmail).frozen?.html).toContain('Hi Anja')
  expect(refreshed.warnings).toContainEqual({ code: 'warn-refreshed' })
  expect(await here.decides(old, { kind: 'approve' })).toMatchObject({ ok: false, problem: 'changed' })
})

test('a change that changes nothing of the suggestion leaves it as it is', async () => {
  const here = await submitted({ workflows: [lettered] })
  const old = await open(here)

  await here.changes('contact', 'anna', { city: 'Berlin' })

  expect((await open(here)).hash).toBe(old.hash)
})

const moved = aWorkflow({ form, move: { ...set('city', 'Perm'), ...suggesting } }, ['form -> move'])

test('of a field that has changed since it was shown, the new value is not written over before somebody has looked again', async () => {
  const here = await submitted({ workflows: [moved] })
  const old = await open(here)

  await here.changes('contact', 'anna', { city: 'Berlin' })
  const decided = await here.decides(old, { kind: 'approve' })
  const refreshed = await open(here)

  expect([old.before, refreshed.before]).toEqual([{ anna: { city: null } }, { anna: { city: 'Berlin' } }])
  expect(decided).toMatchObject({ ok: false, problem: 'changed' })
  expect(refreshed.warnings).toContainEqual({ code: 'warn-refreshed' })
  await here.decides(refreshed, { kind: 'approve' })
  await here.passes('PT1M')
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Perm' })
})

test('a field that changes in the grace period, be it in its last moment, brings the suggestion back', async () => {
  const here = await submitted({ workflows: [moved], graceMs: 0 })
  const { hash, id } = await open(here)
  const cause = { kind: 'person', id: 'vera', depth: 0 } as const
  const change = {
    change: 'update',
    entity: 'contact',
    id: 'anna',
    revision: null,
    fields: { city: 'Berlin' },
    cause,
    at: here.now(),
  } as const

  await Promise.all([
    here.engine.pump.perform(decide(id, { kind: 'approve', hash }, { id: 'vera', name: 'Vera' })),
    here.engine.pump.submit({ ops: [{ op: 'change', change }] }),
  ])
  await here.engine.pump.idle()

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Berlin' })
  expect(await here.suggestions()).toMatchObject([{ status: 'pending', before: { anna: { city: 'Berlin' } } }])
})

test('another field of the record may change as it likes, and the approval of an edit is for what was shown as well', async () => {
  const here = await submitted({ workflows: [moved] })
  const suggestion = await open(here)
  const effects = [{ ...suggestion.effects[0], fields: { city: 'Omsk' } }] as typeof suggestion.effects

  await here.changes('contact', 'anna', { position: 'director' })
  const decided = await here.decides(suggestion, { kind: 'approve', effects })
  await here.passes('PT1M')

  expect(decided).toMatchObject({ ok: true, suggestion: { before: { anna: { city: null } } } })
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Omsk', position: 'director' })
})

test('an address is shown as it will be kept', async () => {
  const update = { type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'email', value: [' Anna@Client.EXAMPLE '] }] } }
  const here = await submitted({ workflows: [aWorkflow({ form, update: { ...update, ...suggesting } }, ['form -> update'])] })

  expect((await open(here)).effects).toMatchObject([{ fields: { email: 'anna@client.example' } }])
})

test('a suggestion that is no longer relevant is withdrawn by itself, in its grace period too', async () => {
  const flow = aWorkflow({ form, ask: { ...letter, ...suggesting, common: { relevance: is('stage', 'lead') } } }, ['form -> ask'])
  const here = await submitted({ workflows: [flow] })
  const suggestion = await open(here)
  await here.decides(suggestion, { kind: 'approve' })

  await here.changes('contact', 'anna', { stage: 'client' })
  await here.passes('P1D')

  expect(here.sent).toEqual([])
  expect(await here.suggestions('withdrawn')).toHaveLength(1)
  expect(await here.decides(suggestion, { kind: 'approve' })).toMatchObject({ ok: false, problem: 'withdrawn' })
})

test('who has unsubscribed meanwhile gets no offer, though it was approved', async () => {
  const offer = { ...letter, params: { ...letter.params, category: 'offers' } }
  const here = await submitted({ workflows: [aWorkflow({ form, ask: { ...offer, ...suggesting } }, ['form -> ask'])] })
  await here.changes('contact', 'anna', { consentOffers: true })
  await here.decides(await open(here), { kind: 'approve' })

  await here.changes('contact', 'anna', { unsubscribedAt: here.now().toISOString() })
  await here.passes('P1D')

  expect(here.sent).toEqual([])
  expect(await here.suggestions('withdrawn')).toMatchObject([{ reason: { code: 'withdrawn-unsubscribed' } }])
})

test('a letter with a gap is never sent without a person, though the step acts by itself', async () => {
  const gap = { ...letter, params: { ...letter.params, letter: { en: { subject: ['Dear ', { ref: 'subject.position' }], blocks: [] } } } }
  const here = await submitted({ workflows: [aWorkflow({ form, ask: gap }, ['form -> ask'])] })

  expect(here.sent).toEqual([])
  expect((await open(here)).warnings).toContainEqual({ code: 'warn-empty-value', with: { field: 'subject.position' } })
})

test('for whom personal care is wanted, everything is suggested', async () => {
  const here = await aWorld({ workflows: [aWorkflow({ form, change: set('city', 'Berlin') }, ['form -> change'])] })
  onTestFinished(() => here.close())
  await here.changes('contact', 'anna', { personalCare: true })

  await here.happens('form-submitted', { form: 'website' })

  expect(await here.record('contact', 'anna')).toMatchObject({ city: null })
  expect(await here.suggestions('pending')).toHaveLength(1)
})

test('a suggestion that nobody decides in time expires, and nothing is carried out', async () => {
  const flow = aWorkflow({ form, ask: { ...letter, ...suggesting, common: { decideWithin: 'P2D' } }, late: set('city', 'late') }, [
    'form -> ask',
    'ask:expired -> late',
  ])
  const here = await submitted({ workflows: [flow] })

  await here.passes('P3D')

  expect(here.sent).toEqual([])
  expect(await here.suggestions('expired')).toHaveLength(1)
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'late' })
})

test('one approval lets out everything that was held back, later steps seeing what earlier ones change', async () => {
  const greeting = {
    ...letter,
    params: { ...letter.params, letter: { en: { subject: ['Hello to ', { ref: 'subject.city' }], blocks: [] } } },
  }
  const flow = aWorkflow(
    { form, hold: { type: 'human.suggest' }, move: set('city', 'Perm'), ask: greeting, after: set('position', 'done') },
    ['form -> hold', 'hold:approved -> move', 'move -> ask', 'ask:sent -> after'],
  )
  const here = await submitted({ workflows: [flow] })
  const suggestion = await open(here)

  expect(suggestion.effects).toMatchObject([
    { kind: 'change-record', fields: { city: 'Perm' } },
    { kind: 'send-email', subject: 'Hello to Perm' },
  ])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: null })

  await here.decides(suggestion, { kind: 'approve' })
  await here.passes('PT1M')

  expect(here.sent).toMatchObject([{ subject: 'Hello to Perm' }])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Perm', position: 'done' })
})

test('the goal of the flow withdraws an open suggestion', async () => {
  const flow = aWorkflow({ form, ask: { ...letter, ...suggesting } }, ['form -> ask'], { goal: is('stage', 'client') })
  const here = await submitted({ workflows: [flow] })

  await here.changes('contact', 'anna', { stage: 'client' })

  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn', reason: { code: 'withdrawn-goal' } }])
})

test('what was approved is not carried out when it is no longer relevant, also when nobody has looked at the change yet', async () => {
  const flow = aWorkflow({ form, ask: { ...letter, ...suggesting, common: { relevance: is('stage', 'lead') } } }, ['form -> ask'])
  const here = await submitted({ workflows: [flow], graceMs: 0 })
  const { hash, id } = await open(here)
  const cause = { kind: 'person', id: 'vera', depth: 0 } as const
  const fields = { stage: 'client' }
  const change = { change: 'update', entity: 'contact', id: 'anna', revision: null, fields, cause, at: here.now() } as const

  await Promise.all([
    here.engine.pump.perform(decide(id, { kind: 'approve', hash }, { id: 'vera', name: 'Vera' })),
    here.engine.pump.submit({ ops: [{ op: 'change', change }] }),
  ])
  await here.engine.pump.idle()

  expect(here.sent).toEqual([])
  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn' }])
})
