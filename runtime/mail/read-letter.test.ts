import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readReply } from '../../shared/unquote.ts'
import { realData } from '../testing/real-data.ts'
import { readLetter } from './read-letter.ts'

const folder = realData('emails')
const real = test.skipIf(folder === null)
if (folder === null) console.info('Real letters are not here, so the tests that read them are skipped.')

interface Listed {
  readonly file: string
  readonly kind: string
}

const listed = folder ? (JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Listed[]) : []
const open = (file: string) => readLetter(readFileSync(join(folder ?? '', file)))

real('every automatic answer of the collection is told from a person', async () => {
  const letters = listed.filter(({ kind }) => kind === 'auto-reply' || kind === 'read-receipt')

  const verdicts = await Promise.all(letters.map(async ({ file }) => ({ file, kind: (await open(file))?.verdict.kind })))

  expect(verdicts).toEqual(letters.map(({ file }) => ({ file, kind: 'automatic' })))
  expect((await open('russian-constructed--vacation-koi8r.eml'))?.verdict.kind).toBe('automatic')
})

real('every reply of the collection is told as written by a person', async () => {
  const letters = listed.filter(({ kind }) => kind === 'reply')

  const verdicts = await Promise.all(letters.map(async ({ file }) => ({ file, kind: (await open(file))?.verdict.kind })))

  expect(verdicts).toEqual(letters.map(({ file }) => ({ file, kind: 'person' })))
})

real('every complaint is told, and names the one who complained where the report does', async () => {
  const letters = listed.filter(({ kind }) => kind === 'complaint-arf')

  const verdicts = await Promise.all(letters.map(async ({ file }) => (await open(file))?.verdict))

  expect(verdicts.every((verdict) => verdict?.kind === 'complaint')).toBe(true)
  expect(verdicts.flatMap((verdict) => (verdict?.kind === 'complaint' ? (verdict.address ?? []) : []))).toContain('user@example.com')
})

real('bounces are told from ordinary letters; a letter that is only late is no bounce', async () => {
  const late = ['bounce-dsn--report_422.eml', 'bounce-dsn--delayed-broken.eml', 'bounce-dsn--rhost-microsoft-01.eml']
  const unreadable = 'bounce-dsn--lhost-apachejames-01.eml'
  const letters = listed.filter(({ kind, file }) => kind === 'bounce-dsn' && !late.includes(file) && file !== unreadable)

  const verdicts = await Promise.all(letters.map(async ({ file }) => ({ file, kind: (await open(file))?.verdict.kind })))

  expect(verdicts).toEqual(letters.map(({ file }) => ({ file, kind: 'bounce' })))
  expect((await open(unreadable))?.verdict.kind).toBe('automatic')
  for (const { file } of listed.filter(({ kind }) => kind === 'not-a-bounce')) {
    expect((await open(file))?.verdict.kind, file).not.toBe('bounce')
  }
})

real('an address that does not exist is a hard bounce, a full mailbox is not', async () => {
  expect((await open('russian-constructed--bounce-ru-koi8r.eml'))?.verdict).toMatchObject({
    kind: 'bounce',
    recipients: [{ address: 'net.takogo@example.com', hard: true }],
  })
  expect((await open('bounce-dsn--mailbox-full.eml'))?.verdict).toMatchObject({ kind: 'bounce', recipients: [{ hard: false }] })
  expect((await open('bounce-dsn--gmail-invalid-address.eml'))?.verdict).toMatchObject({ recipients: [{ hard: true }] })
})

real('a Russian answer in an old encoding is read without the questions it quotes', async () => {
  const letter = await open('russian-constructed--answer-cp1251-base64.eml')

  expect(letter?.verdict.kind).toBe('person')
  expect(letter?.answersTo[0]).toBe('<out-1043@crm.example>')
  expect(letter?.text).toMatch(/[А-я]{4}/)
  expect(readReply(letter?.text ?? '')).not.toContain('>')
})

real('a broken letter is read as far as it goes', async () => {
  for (const { file } of listed) expect(await open(file), file).not.toBeUndefined()
})

test('no bytes make the reader throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      const letter = await readLetter(bytes)
      return letter === null || typeof letter.text === 'string'
    }),
    { numRuns: 200 },
  )
})

const lettered = (...lines: string[]) => readLetter(new TextEncoder().encode(lines.join('\r\n')))

test('whoever is only named among the recipients, without an address, is left out', async () => {
  const letter = await lettered(
    'From: anna@client.example',
    'To: undisclosed-recipients:;, Valera, office@tandem.example',
    'Subject: Hello',
    '',
    'Well?',
  )

  expect(letter?.to).toContain('office@tandem.example')
  expect(letter?.to.every((address) => address.includes('@'))).toBe(true)
})

test('a returned letter without a subject is told by its words', async () => {
  const letter = await lettered('From: MAILER-DAEMON@mail.test', '', 'Undeliverable: 550 unknown user nobody@client.example')

  expect(letter?.verdict).toMatchObject({ kind: 'bounce', recipients: [{ address: 'nobody@client.example', hard: true }] })
})
