import { expect, test } from 'vitest'
import { plainText } from './plain-text.ts'

test('a text of a trigger is its plain pieces, without spaces around', () => {
  expect(plainText([' /pricing', { ref: 'subject.city' }, ' '])).toBe('/pricing')
  expect(plainText(null)).toBe('')
})
