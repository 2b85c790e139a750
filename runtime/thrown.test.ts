import { expect, test } from 'vitest'
import { asError, messageOf } from './thrown.ts'

test('an error stays the one it is, with its place in the program', () => {
  const error = new TypeError('no such field')

  expect(asError(error)).toBe(error)
  expect(messageOf(error)).toBe('no such field')
})

test.each([
  ['a text', 'not today', 'not today'],
  ['nothing at all', undefined, 'undefined'],
  ['a number', 7, '7'],
])('what is thrown though it is no error becomes one: %s', (_, thrown, message) => {
  expect(asError(thrown)).toBeInstanceOf(Error)
  expect(messageOf(thrown)).toBe(message)
})
