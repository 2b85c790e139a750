import { expect, test } from 'vitest'
import { keyFrom } from './key-from.ts'

test('a Russian name becomes a key that can stand in an address', () => {
  expect(keyFrom('Горячие лиды', 'x1')).toBe('goryachie-lidy-x1')
  expect(keyFrom('Ünïcode & Co.', 'x1')).toBe('unicode-co-x1')
  expect(keyFrom('!!!', 'x1')).toBe('n-x1')
})
