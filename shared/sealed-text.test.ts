import { expect, test } from 'vitest'
import { hostOfAddress, hostOfSealed, sealedText } from './sealed-text.ts'

test.each([
  [['https://API.Example.com/clients'], 'api.example.com'],
  [['http://localhost:8080/x?a=1'], 'localhost:8080'],
  [['https://shop.example'], 'shop.example'],
  [['https://shop.example/', { ref: 'subject.id' }], 'shop.example'],
  [['https://shop.example', { ref: 'subject.city' }], null],
  [['https://', { ref: 'subject.city' }, '/x'], null],
  [[{ ref: 'item.url' }], null],
  [['ftp://shop.example/'], null],
  [[], null],
  [undefined, null],
])('the address %j leads to %s', (address, host) => {
  expect(hostOfAddress(address)).toBe(host)
})

test('a sealed text says for which host it is', () => {
  expect(hostOfSealed(sealedText('localhost:8080', 'AbC_-9'))).toBe('localhost:8080')
  expect(hostOfSealed('Bearer sealed:a.example:AbC')).toBeNull()
  expect(hostOfSealed('sealed by hand')).toBeNull()
})
