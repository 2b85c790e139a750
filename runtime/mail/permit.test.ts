import { expect, onTestFinished, test } from 'vitest'
import type { SendEmail } from '../../shared/effects.ts'
import type { EffectContext } from '../effects/effect.ts'
import type { Op } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { aDelivery } from '../testing/sample-rows.ts'
import { theCompany } from '../testing/the-company.ts'
import { through } from '../testing/through.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from '../testing/world.ts'
import { addressMarks } from './address-mark.ts'
import { whyNoAnswer } from './answering.ts'
import { letterDeliverer } from './letter-deliverer.ts'
import { linkTokens } from './link-tokens.ts'
import { builtInPost } from './post.ts'
import { recordLetter } from './record-letter.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const ask = (category = 'personal') => ({
  type: 'msg.email',
  params: { letter: { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['Good morning'] }] } }, sender: 'company', category },
})
const flow = (category?: string) => aWorkflow({ form, ask: ask(category) }, ['form -> ask'])

async function aHouse(options: WorldOptions = {}): Promise<World> {
  const here = await aWorld({ workflows: [flow()], ...options })
  onTestFinished(() => here.close())
  return here
}

const fillsIn = (here: World) => here.happens('form-submitted', { form: 'website' })
const fates = async (here: World) => (await here.store.deliveries({ limit: 50 })).map(({ state, problem }) => problem?.code ?? state).sort()

test('three automatic letters reach a contact in a day, however many are decided at once', async () => {
  const here = await aHouse()

  await Promise.all(Array.from({ length: 6 }, () => fillsIn(here)))

  expect(here.sent).toHaveLength(3)
  expect(await fates(here)).toEqual(['done', 'done', 'done', 'suppressed-cap', 'suppressed-cap', 'suppressed-cap'])
  await here.passes('P1DT1S')
  await fillsIn(here)
  expect(here.sent).toHaveLength(4)
})

test('letters that piled up before a paused mailbox count on the day on which they go', async () => {
  const here = await aHouse()
  await here.changes('mailbox', 'office', { paused: true })
  for (let day = 0; day < 5; day++) {
    await fillsIn(here)
    await here.passes('P1D')
  }

  await here.changes('mailbox', 'office', { paused: false })
  await here.engine.pump.idle()

  expect(here.sent).toHaveLength(3)
  expect(await fates(here)).toEqual(['done', 'done', 'done', 'suppressed-cap', 'suppressed-cap'])
})

test('a letter that was approved is checked once more when it is handed over', async () => {
  const suggests = aWorkflow({ form, ask: { ...ask(), mode: 'suggest' } }, ['form -> ask'])
  const here = await aHouse({ workflows: [suggests] })
  for (let each = 0; each < 4; each++) await fillsIn(here)
  for (const one of await here.suggestions('pending')) await here.decides(one, { kind: 'approve' })

  await here.passes('PT1M')

  expect(here.sent).toHaveLength(3)
  expect(await fates(here)).toEqual(['done', 'done', 'done', 'suppressed-cap'])
})

test('a mailbox with a pace lets so many letters a minute go, evenly, and others keep their own', async () => {
  const here = await aHouse()
  await here.changes('mailbox', 'office', { perMinute: 6 })
  const contact = (id: string): Op => ({
    op: 'change',
    change: {
      change: 'create',
      entity: 'contact',
      id,
      revision: null,
      fields: { firstName: id, email: `${id}@client.example` },
      cause: { kind: 'system', id: null, depth: 0 },
      at: here.now(),
    },
  })
  const ids = Array.from({ length: 20 }, (_, index) => `c${index}`)
  await here.engine.pump.submit({ ops: ids.map(contact) })
  await Promise.all(ids.map((id) => here.happens('form-submitted', { form: 'website' }, { contact: id })))
  const counts = [here.sent.length]
  for (const step of ['PT9S', 'PT1S', 'PT50S']) {
    await here.passes(step)
    counts.push(here.sent.length)
  }

  expect(counts).toEqual([1, 1, 2, 7])
  await here.passes('PT3M')
  expect(here.sent).toHaveLength(20)
})

const answering = aWorkflow({ message: { type: 'trigger.message', params: { automatic: true } }, ask: ask() }, ['message -> ask'])
const writes = (here: World, automatic = false) =>
  here.happens('message-received', { message: 'm', channel: 'email', subject: 'Hello', text: 'Well?', automatic })

test('a flow answers a sender once in seven days', async () => {
  const here = await aHouse({ workflows: [answering] })

  await writes(here)
  await here.passes('P6D')
  await writes(here)
  const within = here.sent.length
  await here.passes('P2D')
  await writes(here)

  expect([within, here.sent.length]).toEqual([1, 2])
  expect(await fates(here)).toEqual(['done', 'done', 'suppressed-answered-lately'])
})

test('the answers of one flow do not keep another from answering, nor one run from writing again', async () => {
  const twice = aWorkflow({ message: { type: 'trigger.message' }, ask: ask(), again: ask() }, ['message -> ask', 'ask:sent -> again'])
  const here = await aHouse({ workflows: [{ ...answering, id: 'v' }, twice] })

  await writes(here)

  expect(await fates(here)).toEqual(['done', 'done', 'done'])
})

test('what a machine wrote is never answered', async () => {
  const here = await aHouse({ workflows: [answering] })

  await writes(here, true)

  expect(await fates(here)).toEqual(['suppressed-automatic'])
})

test('what a person has approved is their answer, and goes', async () => {
  const suggests = aWorkflow({ message: { type: 'trigger.message' }, ask: { ...ask(), mode: 'suggest' } }, ['message -> ask'])
  const here = await aHouse({ workflows: [suggests] })
  await writes(here)
  await writes(here)

  for (const one of await here.suggestions('pending')) await here.decides(one, { kind: 'approve' })
  await here.passes('PT1M')

  expect(await fates(here)).toEqual(['done', 'done'])
})

test('no letter goes to a mailbox of ours', async () => {
  const here = await aHouse()
  await here.changes('contact', 'anna', { email: 'office@tandem.example' })

  await fillsIn(here)

  expect(await fates(here)).toEqual(['suppressed-own-address'])
})

const pausing = { paused: true }
const goingOn = { paused: false }

test.each([
  { what: 'is in the archive', change: 'archive', fields: {}, code: 'suppressed-contact-archived' },
  { what: 'agrees to offers no more', change: 'update', fields: { consentOffers: false }, code: 'suppressed-no-consent' },
  { what: 'has unsubscribed', change: 'update', fields: { unsubscribedAt: '2026-03-02T09:00:00.000Z' }, code: 'suppressed-unsubscribed' },
] as const)('a queued offer is cancelled when the contact $what', async ({ change, fields, code }) => {
  const here = await aHouse({ workflows: [flow('offers')] })
  await here.changes('contact', 'anna', { consentOffers: true })
  await here.changes('mailbox', 'office', pausing)
  await fillsIn(here)
  const cause = { kind: 'system', id: null, depth: 0 } as const

  await here.engine.pump.submit({
    ops: [{ op: 'change', change: { change, entity: 'contact', id: 'anna', revision: null, fields, cause, at: here.now() } }],
  })
  await here.changes('mailbox', 'office', goingOn)
  await here.engine.pump.idle()

  expect(await fates(here)).toEqual([code])
  expect(await here.records('message')).toMatchObject([{ state: 'cancelled', problem: { code } }])
})

test.each([
  { what: 'for somebody who is gone', frozen: { mailbox: 'office' }, code: 'suppressed-erased' },
  { what: 'without a mailbox', frozen: undefined, code: 'no-mailbox' },
])('a letter $what goes nowhere', ({ frozen, code }) => {
  const letter = { kind: 'send-email', frozen } as unknown as SendEmail

  expect(through(deliverer.permit({ ...aDelivery(), effect: letter }, new Date()))).toMatchObject({ kind: 'refuse', reason: { code } })
})

const bare = {
  kind: 'send-email',
  id: 'letter',
  contact: 'anna',
  to: 'anna@client.example',
  category: 'personal',
  subject: 'Hello',
  language: 'en',
  questions: [],
} as unknown as SendEmail
const context = { now: new Date(), cause: { kind: 'system', id: null, depth: 0 }, run: null, node: null } as unknown as EffectContext
const deliverer = letterDeliverer(linkTokens('secret'), builtInPost, addressMarks('secret'))

test('without any mailbox a letter is a message that says so, and its questions are in any language they have', () => {
  const questions = [{ en: 'What?' }, { ru: 'Что?' }, {}].map((text, index) => ({ id: `q${index}`, text, answer: 'text', field: null }))
  const letter = { ...bare, language: 'ru', questions } as unknown as SendEmail

  const { channel, ops } = through(deliverer.queue(letter, context))

  expect(channel).toBe('mailbox:none')
  expect(ops.map((op) => op.op === 'change' && (op.change.fields['question'] ?? op.change.fields['text']))).toEqual([
    '',
    'What?',
    'Что?',
    'q2',
  ])
})

test('a letter of no run begins a conversation of its own', () => {
  const letter = { ...bare, sender: 'company', blocks: [] } as unknown as SendEmail
  const office = { id: 'office', address: 'office@tandem.example', name: 'Tandem' }
  const freezing = deliverer.freeze(letter, { ...context, company: theCompany })

  const frozen = through(freezing, (ask) => (ask.kind === 'find' ? ([office] as never) : null))

  expect(frozen.frozen).toMatchObject({ mailbox: 'office', inReplyTo: null })
})

test('a letter that is queued again is the same message, with the questions that it had', () => {
  const letter = { ...bare, questions: [{ id: 'q', text: { en: 'What?' }, answer: 'text', field: null }] } as unknown as SendEmail

  const { ops } = through(deliverer.queue(letter, { ...context, again: true }), (ask) => (ask.kind === 'record' ? { id: 'letter' } : null))

  expect(ops).toMatchObject([{ change: { change: 'update', entity: 'message' } }])
})

test.each([
  { setting: { dailyCap: 9 }, kind: 'go' },
  { setting: {}, kind: 'refuse' },
  { setting: null, kind: 'refuse' },
])('of four letters in a day, with the setting $setting: $kind', ({ setting, kind }) => {
  const letter = { ...bare, frozen: { mailbox: 'office', from: { address: 'office@tandem.example' } } } as unknown as SendEmail

  const permit = through(deliverer.permit({ ...aDelivery(), effect: letter }, new Date()), (ask) => {
    if (ask.kind === 'letters') return 4
    if (ask.kind === 'setting') return setting
    if (ask.kind === 'find') return []
    return ask.kind === 'record' && ask.entity === 'contact' ? { id: 'anna' } : null
  })

  expect(permit.kind).toBe(kind)
})

test('a run that nobody is the subject of, or that no message began, answers nobody', () => {
  const run = (event: unknown) => ({ run: { id: 'run', workflow: 'w', event }, positions: [] })
  const asked = (event: unknown, delivery: Partial<DeliveryRow>) =>
    through(whyNoAnswer({ ...aDelivery(), run: 'run', ...delivery }, 'anna@client.example', new Date()), (ask) => {
      if (ask.kind === 'find') return []
      return ask.kind === 'run' ? (run(event) as never) : null
    })

  expect(asked({ kind: 'form-submitted', fields: {} }, {})).toBeNull()
  expect(asked({ kind: 'message-received', fields: {} }, { contact: null })).toBeNull()
})

test.each([
  { what: 'held', delivered: { kind: 'unknown', problem: { code: 'delivery-unknown' } } },
  { what: 'refused for its password', delivered: { kind: 'again', problem: { code: 'mail-login-refused' } } },
  { what: 'returned', delivered: { kind: 'failed', result: 'bounced', problem: { code: 'mail-no-such-address' } } },
] as const)('a letter that is $what is recorded, though contact, owner and mailbox are gone', ({ delivered }) => {
  const supervisors = [{ id: 'vera' }]

  const ops = through(recordLetter(bare, delivered, new Date()), (ask) => (ask.kind === 'find' ? supervisors : null))

  expect(ops[0]).toMatchObject({ change: { entity: 'message', id: 'letter' } })
  expect(ops.some((op) => op.op === 'change' && op.change.entity === 'contact')).toBe(false)
})

test('a mailbox is paused once, however many of its letters were refused', () => {
  const letter = { ...bare, frozen: { mailbox: 'office' } } as unknown as SendEmail
  const refused = { kind: 'again', problem: { code: 'mail-login-refused' } } as const

  const ops = through(recordLetter(letter, refused, new Date()), (ask) =>
    ask.kind === 'record' && ask.entity === 'mailbox' ? { id: 'office', paused: true } : null,
  )

  expect(ops).toHaveLength(1)
})
