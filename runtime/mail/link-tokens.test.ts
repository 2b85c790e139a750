import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkTokens, replyAddress, tokenInAddress, withoutToken } from './link-tokens.ts'

const message = '0193a5b2-1111-7abc-8def-0123456789ab'

test('a link of a letter leads back to it, and to nothing else', () => {
  const links = linkTokens('secret')

  expect(links.read('click', links.token('click', message))).toBe(message)
  expect(links.read('unsubscribe', links.token('click', message))).toBeNull()
  expect(linkTokens('another secret').read('click', links.token('click', message))).toBeNull()
})

test('no invented token is taken for a link', () => {
  const links = linkTokens('secret')

  fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => links.read('reply', text) === null))
})

test('a reply to the plus-address finds its letter, also when a server has changed the letter case', () => {
  const links = linkTokens('secret')

  const address = replyAddress('valera@tandem.test', links.token('reply', message))

  expect(address).toMatch(/^valera\+r[0-9a-f]{44}@tandem\.test$/)
  expect(links.read('reply', tokenInAddress(address.toUpperCase()) ?? '')).toBe(message)
  expect(withoutToken(address)).toBe('valera@tandem.test')
})

test('a mailbox whose name leaves no room for a token gets replies at its plain address', () => {
  const long = `${'very.long.name.of.a.department'}@tandem.test`

  expect(replyAddress(long, linkTokens('secret').token('reply', message))).toBe(long)
})
