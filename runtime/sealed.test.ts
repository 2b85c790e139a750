import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSealing, UnreadableSecret } from './sealed.ts'

test('what is sealed is opened again, and is nowhere to be read in between', () => {
  const sealing = openSealing(randomBytes(32))

  fc.assert(
    fc.property(fc.string({ minLength: 8, maxLength: 200 }), (secret) => {
      fc.pre(!secret.includes('sealed:'))
      const sealed = sealing.seal(secret)
      return !sealed.includes(secret) && sealing.open(`Bearer ${sealed}`) === `Bearer ${secret}` && sealing.seal(sealed) === sealed
    }),
  )
})

test('a secret of another installation stays closed', () => {
  const sealed = openSealing(randomBytes(32)).seal('shop key 4711')

  expect(() => openSealing(randomBytes(32)).open(sealed)).toThrow(UnreadableSecret)
})
