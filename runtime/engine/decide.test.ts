import { expect, onTestFinished, test } from 'vitest'
import type { ChangeRecord, SendEmail } from '../../shared/effects.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { SuggestionRow } from '../store/rows.ts'
import { aWorkflow, aWorld, is, type World } from '../testing/world.ts'
import { decide, previewEdit, undoDecision } from './decide.ts'
import { setHalt } from './halt.ts'

const vera = { id: 'vera', name: 'Vera' }
const nikita = { id: 'nikita', name: 'Nikita' }
const form = { type: 'trigger.form', params: { form: 'website' } }
const set = (field: string, value: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field, value: [value] }] } })
const text = ['Hi ', { ref: 'subject.firstName', or: 'there' }]
const ask = {
  type: 'msg.email',
  mode: 'suggest' as const,
  params: { letter: { en: { subject: ['Three questions'], blocks: [{ kind: 'text', text }] } }, sender: 'company', category: 'personal' },
}
const asking = aWorkflow({ form, ask }, ['form -> ask'])
const deadline = (onExpiry: 'drop' | 'escalate' = 'drop') =>
  aWorkflow({ form, ask: { ...ask, common: { decideWithin: 'P2D', onExpiry } } }, ['form -> ask'])

async function asked(workflow: Workflow): Promise<{ here: World; suggestion: SuggestionRow }> {
  const here = await aWorld({ workflows: [workflow] })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  return { here, suggestion: await only(here) }
}

async function only(here: World): Promise<SuggestionRow> {
  const [suggestion] = await here.suggestions()
  if (!suggestion) throw new Error('There is no suggestion')
  return suggestion
}

const letterOf = (suggestion: SuggestionRow) => suggestion.effects[0] as SendEmail
const edited = (suggestion: SuggestionRow, subject: string) => [{ ...letterOf(suggestion), subject }]

/** While everything is paused, nobody has looked yet at what a change does to a suggestion. */
async function halted(here: World): Promise<void> {
  await here.engine.pump.perform(setHalt(true, vera))
  await here.engine.pump.idle()
}

test('approved before anybody has looked at a change of its data: it is refused, and shown anew', async () => {
  const { here, suggestion } = await asked(asking)
  await halted(here)
  await here.changes('contact', 'anna', { firstName: 'Anja' })

  const decided = await here.decides(suggestion, { kind: 'approve' })

  expect(decided).toMatchObject({ ok: false, problem: 'changed', suggestion: { status: 'pending' } })
  expect(letterOf(await only(here)).frozen?.html).toContain('Hi Anja')
})

test('approved when nothing is left to do: it is withdrawn, with the reason', async () => {
  const flow = aWorkflow(
    {
      form,
      hold: { type: 'human.suggest' },
      lead: { type: 'logic.if', params: { condition: is('stage', 'lead') } },
      move: set('city', 'Perm'),
    },
    ['form -> hold', 'hold:approved -> lead', 'lead:yes -> move'],
  )
  const { here, suggestion } = await asked(flow)
  await halted(here)
  await here.changes('contact', 'anna', { stage: 'client' })

  const decided = await here.decides(suggestion, { kind: 'approve' })

  expect(decided).toMatchObject({ ok: false, problem: 'withdrawn', suggestion: { status: 'withdrawn' } })
  expect(await only(here)).toMatchObject({ status: 'withdrawn', reason: { code: 'withdrawn-because' } })
})

test('what has expired cannot be approved any more', async () => {
  const { here, suggestion } = await asked(deadline())
  await here.passes('P3D')

  expect(await here.decides(suggestion, { kind: 'approve' })).toMatchObject({ ok: false, problem: 'expired' })
})

test('when the time to decide is over, it goes to whoever is above, who gets as long; nobody above: it expires', async () => {
  const { here, suggestion } = await asked(deadline('escalate'))
  const before = suggestion.assignee
  await here.passes('P2DT1H')
  const above = await only(here)
  await here.passes('P2D')

  expect([before, above.assignee, above.status]).toEqual(['valera', 'vera', 'pending'])
  expect(above.decideBy).toEqual(new Date('2026-03-06T09:00:00Z'))
  expect((await here.trail(suggestion.run)).find(({ outcome }) => outcome === 'escalated')?.detail).toEqual({
    why: { code: 'expired-escalated', with: { user: 'Vera' } },
    from: 'valera',
    to: 'vera',
  })
  expect(await only(here)).toMatchObject({ status: 'expired', assignee: 'vera' })
})

test('it goes to nobody who is away: another who is above decides, or the deputy', async () => {
  const { here, suggestion } = await asked(deadline('escalate'))
  const user = { email: 'xenia@tandem.example', role: 'supervisor', department: 'sales', language: 'en', active: true }
  await here.creates('user', 'xenia', { name: 'Xenia', ...user })
  await here.changes('user', 'vera', { absentUntil: '2026-03-20' })

  await here.passes('P2DT1H')
  const first = await only(here)
  await here.changes('user', 'vera', { deputy: 'nikita' })
  await here.passes('P2D')

  expect([suggestion.assignee, first.assignee, (await only(here)).assignee]).toEqual(['valera', 'xenia', 'nikita'])
})

test('it goes to each of those above once, and not back and forth between them: then it expires', async () => {
  const { here, suggestion } = await asked(deadline('escalate'))
  const user = { email: 'xenia@tandem.example', role: 'supervisor', department: 'sales', language: 'en', active: true }
  await here.creates('user', 'xenia', { name: 'Xenia', ...user })

  await here.passes('P30D')

  const given = (await here.trail(suggestion.run)).filter(({ outcome }) => outcome === 'escalated').map(({ detail }) => detail['to'])
  expect(given.toSorted()).toEqual(['vera', 'xenia'])
  expect(await only(here)).toMatchObject({ status: 'expired' })
})

test('an approval that was taken back expires when it would have', async () => {
  const { here, suggestion } = await asked(deadline())
  await here.decides(suggestion, { kind: 'approve' })
  await here.undoes(suggestion)

  await here.passes('P2DT1H')

  expect(await here.suggestions('expired')).toHaveLength(1)
})

test('of a suggestion that is not there, everybody is told so', async () => {
  const { here } = await asked(asking)
  const answers = [
    await here.engine.pump.perform(decide('none', { kind: 'approve', hash: '' }, vera)),
    await here.engine.pump.perform(undoDecision('none', vera)),
  ]

  expect(answers.map(({ value }) => value)).toMatchObject([
    { ok: false, problem: 'not-found' },
    { ok: false, problem: 'not-found' },
  ])
  expect((await here.engine.pump.perform(previewEdit('none', []))).value).toBeNull()
})

test('the same approval with changes again is answered as the first, and another person is told who decided', async () => {
  const { here, suggestion } = await asked(asking)
  const approval = { kind: 'approve', hash: suggestion.hash, effects: edited(suggestion, 'Two questions') } as const
  await here.decides(suggestion, approval)

  const again = await here.decides(suggestion, approval)
  const { value: other } = await here.engine.pump.perform(decide(suggestion.id, approval, nikita))
  await here.passes('PT1M')

  expect(again).toMatchObject({ ok: true })
  expect(other).toMatchObject({ ok: false, problem: 'decided', said: { with: { user: 'vera' } } })
  expect(here.sent).toMatchObject([{ subject: 'Two questions' }])
})

test('who approved something else than what is asked about is told that it is decided', async () => {
  const { here, suggestion } = await asked(asking)
  await here.decides(suggestion, { kind: 'approve' })

  expect(await here.decides({ ...suggestion, hash: 'other' }, { kind: 'approve' })).toMatchObject({ ok: false, problem: 'decided' })
  expect(await here.decides(suggestion, { kind: 'dismiss' })).toMatchObject({ ok: false, problem: 'decided' })
})

test('what is shown of an edit is what is sent, and looking at it decides nothing', async () => {
  const { here, suggestion } = await asked(asking)
  const effects = edited(suggestion, 'Two questions')

  const { value: shown } = await here.engine.pump.perform(previewEdit(suggestion.id, effects))
  const after = await only(here)
  await here.decides(suggestion, { kind: 'approve', effects })
  await here.passes('PT1M')

  expect(after).toEqual(suggestion)
  expect(here.sent).toEqual(shown)
  expect((await here.engine.pump.perform(previewEdit(suggestion.id, effects))).value).toBeNull()
})

test('why it was dismissed is kept, with the words of whoever did', async () => {
  const { here, suggestion } = await asked(asking)

  await here.decides(suggestion, { kind: 'dismiss', reason: 'other', note: 'I called her' })

  expect(await only(here)).toMatchObject({ status: 'dismissed', reason: { code: 'other', with: { note: 'I called her' } } })
})

test('dismissed, the flow goes where its line for that leads', async () => {
  const flow = aWorkflow({ form, ask, instead: set('city', 'dismissed') }, ['form -> ask', 'ask:dismissed -> instead'])
  const { here, suggestion } = await asked(flow)

  await here.decides(suggestion, { kind: 'dismiss' })

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'dismissed' })
})

test('data that changes after an approval with changes: it is asked anew, and what the operator wrote is what is sent', async () => {
  const { here, suggestion } = await asked(asking)
  const blocks = [{ kind: 'text' as const, text: 'Dear Anna, just one thing' }]
  await here.decides(suggestion, { kind: 'approve', effects: [{ ...letterOf(suggestion), blocks }] })

  await here.changes('contact', 'anna', { firstName: 'Anja' })
  const fresh = await only(here)
  await here.passes('P1D')
  const before = [...here.sent]
  await here.decides(fresh, { kind: 'approve' })
  await here.passes('PT1M')

  expect(fresh).toMatchObject({ status: 'pending', decidedBy: null, actAt: null })
  expect(fresh.warnings).toContainEqual({ code: 'warn-edit-kept' })
  expect(before).toEqual([])
  expect(here.sent).toEqual(fresh.effects)
  expect(here.sent[0]?.frozen?.html).toContain('Dear Anna, just one thing')
  expect(here.sent[0]?.frozen?.text).not.toContain('Anja')
})

test('of a change of a record one field is corrected: the others go on following the data, and what is shown then is what is written', async () => {
  const fields = [
    { field: 'city', value: ['Perm'] },
    { field: 'need', value: [{ ref: 'subject.position' }] },
  ]
  const update = { type: 'crm.update', mode: 'suggest' as const, params: { entity: 'contact', fields } }
  const { here, suggestion } = await asked(aWorkflow({ form, update }, ['form -> update']))
  const [change] = suggestion.effects as [ChangeRecord]
  await here.decides(suggestion, { kind: 'approve', effects: [{ ...change, fields: { ...change.fields, city: 'Kazan' } }] })

  await here.changes('contact', 'anna', { position: 'Director' })
  const fresh = await only(here)
  await here.decides(fresh, { kind: 'approve' })
  await here.passes('PT1M')

  expect(fresh).toMatchObject({ status: 'pending', effects: [{ fields: { city: 'Kazan', need: 'Director' } }] })
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'Kazan', need: 'Director' })
})

test('an approved letter is not sent to an address that was refused meanwhile', async () => {
  const { here, suggestion } = await asked(asking)
  await here.decides(suggestion, { kind: 'approve' })

  await here.changes('contact', 'anna', { bouncedAt: '2026-03-02T09:00:00.000Z' })
  await here.passes('PT1M')

  expect(here.sent).toEqual([])
  expect(await only(here)).toMatchObject({ status: 'withdrawn', reason: { code: 'suppressed-bounced' } })
})

test('an approved letter is not sent to somebody who went to the archive meanwhile', async () => {
  const { here, suggestion } = await asked(asking)
  await here.decides(suggestion, { kind: 'approve' })
  const cause = { kind: 'person', id: 'vera', depth: 0 } as const
  const change = { change: 'archive', entity: 'contact', id: 'anna', revision: null, fields: {}, cause, at: here.now() } as const

  await here.engine.pump.submit({ ops: [{ op: 'change', change }] })
  await here.passes('PT1M')

  expect(here.sent).toEqual([])
  expect(await only(here)).toMatchObject({ status: 'withdrawn', reason: { code: 'withdrawn-archived' } })
})
