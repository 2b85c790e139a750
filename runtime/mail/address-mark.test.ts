import { expect, test } from 'vitest'
import { addressMarks } from './address-mark.ts'

test('an address has one mark, however it is written, also where it is none that anybody could write to', () => {
  const markOf = addressMarks('secret')

  expect(markOf('Anna@Client.Example')).toBe(markOf('anna@client.example'))
  expect(markOf(' No Address ')).toBe(markOf('no address'))
  expect(markOf('no address')).not.toBe(markOf('another'))
  expect(addressMarks('another secret')('no address')).not.toBe(markOf('no address'))
})
