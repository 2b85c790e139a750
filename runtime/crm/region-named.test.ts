import { expect, test } from 'vitest'
import { regionNamed } from './region-named.ts'

test.each([
  ['Germany', 'DE'],
  ['ГЕРМАНИЯ', 'DE'],
  ['de', 'DE'],
  ['USA', 'US'],
  ['U.S.A.', 'US'],
  ['United Kingdom', 'GB'],
  ['Россия', 'RU'],
  ['Nowhere', null],
  ['', null],
])('%s is %s', (name, code) => {
  expect(regionNamed(name)).toBe(code)
})
