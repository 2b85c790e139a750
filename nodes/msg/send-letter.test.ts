import { expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { anna, aStep, effectDone, valera, wokenStep } from '../testing/a-step.ts'
import { msgEmail } from './email.ts'

const step = aStep(msgEmail)
const asked = msgEmail.run(step)
const message = asked.kind === 'wait' ? (asked.for[0]?.about ?? '') : ''
const hears = (result: JsonObject) => msgEmail.run(wokenStep(step, asked, effectDone(message, result)))

test('the letter goes out once, and its fate is waited for', () => {
  expect(asked).toMatchObject({
    kind: 'wait',
    until: null,
    for: [{ event: 'effect-done', about: message }],
    effects: [{ kind: 'send-email', id: message, contact: 'anna', to: 'anna@client.example', language: 'en' }],
  })
})

test.each([
  { result: { state: 'sent' }, port: 'sent' },
  { result: { state: 'bounced', problem: { code: 'mail-no-such-address' } }, port: 'bounced', why: 'mail-no-such-address' },
  { result: { state: 'suppressed', problem: { code: 'suppressed-unsubscribed' } }, port: 'suppressed', why: 'suppressed-unsubscribed' },
])('$result.state leads by $port, with the reason in the trail', ({ result, port, why }) => {
  expect(hears(result)).toMatchObject({ port, output: { message }, effects: [], ...(why ? { why: { code: why } } : {}) })
})

test('a letter that could not be delivered is an error with its reason', () => {
  expect(hears({ state: 'failed', problem: { code: 'no-mailbox' } })).toMatchObject({
    kind: 'fail',
    problem: 'delivery-failed',
    with: { reason: { code: 'no-mailbox' } },
  })
})

test('nobody is written to without an address, and nothing is waited for', () => {
  expect(msgEmail.run(aStep(msgEmail, { subject: { ...anna, email: null } }))).toMatchObject({ port: 'suppressed', effects: [] })
  expect(msgEmail.run(aStep(msgEmail, { subject: null, subjectEntity: null }))).toMatchObject({ kind: 'fail', problem: 'no-contact' })
})

test.each([
  { what: 'away', owner: { ...valera, absentUntil: '2026-03-06' }, until: new Date('2026-03-07T08:00:00Z') },
  { what: 'back', owner: { ...valera, absentUntil: '2026-03-01' }, until: null },
])('a letter in the name of an owner who is $what waits for them, if its author wants that', ({ owner, until }) => {
  const given = { params: { whenAway: 'wait' }, subject: { ...anna, owner } } as const

  expect(msgEmail.run(aStep(msgEmail, given))).toMatchObject({ kind: 'wait', until, effects: until ? [] : [{ kind: 'send-email' }] })
})

test('where only the id of the owner is known, they are looked up', () => {
  const deal = { id: 'deal-1', contact: 'anna' }
  const given = {
    params: { whenAway: 'wait' },
    subject: deal,
    subjectEntity: 'deal',
    found: { contact: { ...anna, owner: 'valera' } },
  } as const

  expect(msgEmail.needs?.(aStep(msgEmail, given))).toMatchObject({ owner: { kind: 'record', entity: 'user', id: 'valera' } })
})
