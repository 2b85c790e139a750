import { expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { anEvent } from '../testing/a-step.ts'
import { triggerMessage } from './message.ts'

const written = (fields: JsonObject) => anEvent({ kind: 'message-received', fields })
const warranty = { contains: ['Warranty'], automatic: false }

test('a word is looked for in the subject and in the text', () => {
  expect(triggerMessage.trigger?.matches(warranty, written({ subject: 'My warranty', text: '' }))).toBe(true)
  expect(triggerMessage.trigger?.matches(warranty, written({ subject: 'Hello', text: 'Is it under WARRANTY?' }))).toBe(true)
  expect(triggerMessage.trigger?.matches(warranty, written({ subject: 'Hello', text: 'Hello' }))).toBe(false)
})

test('an out-of-office answer begins nothing', () => {
  const automatic = written({ subject: 'Away', text: '', automatic: true })

  expect(triggerMessage.trigger?.matches({ contains: null, automatic: false }, automatic)).toBe(false)
  expect(triggerMessage.trigger?.matches({ contains: null, automatic: true }, automatic)).toBe(true)
})
