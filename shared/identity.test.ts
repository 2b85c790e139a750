import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { noRealData, realData } from '../runtime/testing/real-data.ts'
import { normalEmail, readEmail } from './identity.ts'

test('an address is the same whatever its letter case and the spaces around it', () => {
  expect(normalEmail('  Anna.Weber@Example.TEST\n')).toBe('anna.weber@example.test')
})

test('dots and plus signs are a part of the name', () => {
  expect(normalEmail('a.n.n.a+offers@example.test')).toBe('a.n.n.a+offers@example.test')
})

test.each([
  ['anna@президент.рф', 'anna@xn--d1abbgf6aiiy.xn--p1ai'],
  ['anna@BÜCHER.example', 'anna@xn--bcher-kva.example'],
  ['anna@例え.テスト', 'anna@xn--r8jz45g.xn--zckzah'],
  ['anna@faß.de', 'anna@xn--fa-hia.de'],
  ['anna@xn--d1abbgf6aiiy.xn--p1ai', 'anna@xn--d1abbgf6aiiy.xn--p1ai'],
])('the domain of %s is kept in punycode', (address, normal) => {
  expect(normalEmail(address)).toBe(normal)
})

test.each([
  ['', 'email-missing'],
  ['   ', 'email-missing'],
  ['anna', 'email-without-at'],
  ['@example.test', 'email-name-wrong'],
  ['.anna@example.test', 'email-name-wrong'],
  ['anna..w@example.test', 'email-name-wrong'],
  ['"anna"@example.test', 'email-name-wrong'],
  ['anna@vera@example.test', 'email-name-wrong'],
  ['anna@y.test, evil@z.test', 'email-name-wrong'],
  ['Anna <anna@example.test>', 'email-name-wrong'],
  ['анна@example.test', 'email-name-wrong'],
  ['\u212Aatja@example.test', 'email-name-wrong'],
  [`${'a'.repeat(65)}@example.test`, 'email-name-wrong'],
  ['anna@example', 'email-domain-wrong'],
  ['anna@', 'email-domain-wrong'],
  ['anna@-example.test', 'email-domain-wrong'],
  ['anna@example..test', 'email-domain-wrong'],
  ['anna@127.0.0.1', 'email-domain-wrong'],
  ['anna@[127.0.0.1]', 'email-domain-wrong'],
  ['anna@пример.рф/путь', 'email-domain-wrong'],
  ['anna@пример.рф:25', 'email-domain-wrong'],
  ['anna@１２７.0.0.1', 'email-domain-wrong'],
  [`anna@${'b'.repeat(64)}.test`, 'email-domain-wrong'],
  [`anna@${'б'.repeat(60)}.рф`, 'email-domain-wrong'],
  [`anna@${'b.'.repeat(130)}test`, 'email-too-long'],
  [`${'a'.repeat(60)}@${'пример.'.repeat(15)}рф`, 'email-too-long'],
])('%j is refused: %s', (address, problem) => {
  expect(readEmail(address)).toEqual({ ok: false, problem })
})

test('what was read is read again as the same, and nothing throws', async () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.emailAddress(),
    fc.tuple(fc.string(), fc.domain()).map((parts) => parts.join('@')),
  )

  await fc.assert(
    fc.property(odd, (text) => {
      const address = normalEmail(text)
      if (address === null) return

      expect(normalEmail(address)).toBe(address)
      expect(address).toMatch(/^[!-~]+@[a-z0-9.-]+$/)
    }),
    { numRuns: 500 },
  )
})

const file = 'people/email_address_syntax.csv'
const path = realData(file)

test.skipIf(path === null)(
  path ? 'addresses that a strict parser calls wrong are refused, and plain valid ones are not' : noRealData(file),
  () => {
    const rows: { address: string; category: string }[] = parse(readFileSync(path ?? '', 'utf8'), { columns: true })

    for (const { address, category } of rows) {
      const text = address.replace(/[\u2400-\u241f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x2400))
      const accepted = readEmail(text).ok
      if (category === 'ISEMAIL_VALID_CATEGORY') expect([text, accepted]).toEqual([text, text !== 'test@io'])
      if (accepted) expect([text, category]).not.toEqual([text, 'ISEMAIL_RFC5321'])
      if (accepted && text === text.trim()) expect(['ISEMAIL_VALID_CATEGORY', 'ISEMAIL_DNSWARN']).toContain(category)
    }
    expect(rows.length).toBeGreaterThan(50)
  },
)
