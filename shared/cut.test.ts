import { expect, test } from 'vitest'
import { cut } from './cut.ts'

test.each([
  ['a😀b', 2, 'a'],
  ['a😀b', 3, 'a😀'],
  ['abc', 5, 'abc'],
  ['abc', 0, ''],
])('%s cut to %i is %s', (text, most, kept) => {
  expect(cut(text, most)).toBe(kept)
})
