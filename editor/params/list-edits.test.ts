import { expect, test } from 'vitest'
import { equalShares, newPortId, swapped } from './list-edits.ts'

test.each([1, 2, 3, 6, 7, 11])('the shares of %i ways make 100 percent', (count) => {
  const shares = equalShares(count)

  expect(shares).toHaveLength(count)
  expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100)
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
})

test('a new way never takes the name of another', () => {
  expect(newPortId([{ id: 'a' }, { id: 'c' }])).toBe('b')
  expect(newPortId([...'abcdefghijklmnopqrstuvwxyz'].map((id) => ({ id })))).toBe('way-27')
})

test('neighbours change places, and an end stays where it is', () => {
  expect(swapped(['a', 'b'], 0, 1)).toEqual(['b', 'a'])
  expect(swapped(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
})
