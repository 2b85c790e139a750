import { expect, test } from 'vitest'
import { guessedType } from './import-mapping.ts'

test.each([
  [['5', '12.5', '-3'], [], 'number'],
  [['Yes', 'No'], [], 'flag'],
  [['2026-03-02'], ['YYYY-MM-DD'], 'day'],
  [['0501', '0744'], [], 'text'],
  [['Select', '5'], [], 'text'],
  [[], ['YYYY-MM-DD'], 'text'],
])('a column of %j would be a field of its own kind', (samples, formats, type) => {
  expect(guessedType({ name: 'x', samples, formats, field: null, format: null, by: null })).toBe(type)
})
