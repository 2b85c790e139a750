import { expect, test } from 'vitest'
import { linesOf } from './lines-of.ts'

test('empty lines and spaces around are no choices', () => {
  expect(linesOf(' Gas \n\nElectric\n')).toEqual(['Gas', 'Electric'])
  expect(linesOf(null)).toEqual([])
})
