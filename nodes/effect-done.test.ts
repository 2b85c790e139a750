import { expect, test } from 'vitest'
import { resultOf } from './effect-done.ts'
import { msgEmail } from './msg/email.ts'
import { anEvent, aStep, effectDone } from './testing/a-step.ts'

test('only the answer to an effect is an answer', () => {
  expect(resultOf(aStep(msgEmail))).toBeNull()
  expect(resultOf(aStep(msgEmail, { wokenBy: 'time' }))).toBeNull()
  expect(resultOf(aStep(msgEmail, { wokenBy: anEvent({ kind: 'message-received' }) }))).toBeNull()
  expect(resultOf(aStep(msgEmail, { wokenBy: effectDone('message-1', { state: 'sent' }) }))).toEqual({ state: 'sent' })
})
