import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSealing, SecretForAnother, UnreadableSecret } from './sealed.ts'

const host = 'shop.example:8443'

test('what is sealed is opened again for its host, and is nowhere to be read in between', () => {
  const sealing = openSealing(randomBytes(32))

  fc.assert(
    fc.property(fc.string({ minLength: 8, maxLength: 200 }), (secret) => {
      fc.pre(!secret.includes('sealed:'))
      const sealed = sealing.seal(secret, host)
      const isHidden = !sealed.includes(secret)
      return isHidden && sealing.open(`Bearer ${sealed}`, host) === `Bearer ${secret}` && sealing.seal(sealed, 'other.example') === sealed
    }),
  )
})

test('a secret is sent to no other host, also when somebody writes another one into it', () => {
  const sealing = openSealing(randomBytes(32))
  const sealed = sealing.seal('shop key 4711', host)

  expect(() => sealing.open(`Bearer ${sealed}`, 'thief.example')).toThrow(SecretForAnother)
  expect(() => sealing.open(sealed.replace('shop.example%3A8443', 'thief.example'), 'thief.example')).toThrow(UnreadableSecret)
})

test('a secret of another installation stays closed', () => {
  const sealed = openSealing(randomBytes(32)).seal('shop key 4711', host)

  expect(() => openSealing(randomBytes(32)).open(sealed, host)).toThrow(UnreadableSecret)
})
