import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('every setting has a default that works', () => {
  const settings = readSettings({})

  expect(settings).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    baseUrl: 'http://127.0.0.1:3000',
    clock: 'real',
    demo: false,
    smtpUrl: null,
  })
})

test.each([
  { env: { PORT: 'eighty' }, name: 'PORT' },
  { env: { PORT: '70000' }, name: 'PORT' },
  { env: { BASE_URL: 'crm.company.test' }, name: 'BASE_URL' },
  { env: { SMTP_URL: 'http://mail.test' }, name: 'SMTP_URL' },
  { env: { TANDEM_ADMIN: 'vera@company.test:short' }, name: 'TANDEM_ADMIN' },
  { env: { TANDEM_CLOCK: 'fast' }, name: 'TANDEM_CLOCK' },
])('a value that cannot work stops the start and names $name', ({ env, name }) => {
  expect(() => readSettings(env)).toThrow(`The setting ${name} `)
})

test('a clock that is turned by hand never sends letters to the world', () => {
  expect(() => readSettings({ TANDEM_CLOCK: 'manual', SMTP_URL: 'smtp://mail.company.test' })).toThrow('TANDEM_CLOCK')
  expect(readSettings({ TANDEM_CLOCK: 'manual', SMTP_URL: 'smtp://127.0.0.1:2525' }).clock).toBe('manual')
})

test('a password in an address is not repeated in the words about it', () => {
  expect(() => readSettings({ SMTP_URL: 'imap://vera:secret@mail.test' })).toThrow(expect.not.stringContaining('secret'))
})
