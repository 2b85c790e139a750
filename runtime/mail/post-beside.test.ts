import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { bundled } from '../testing/bundled.ts'
import { aFrozenLetter } from '../testing/sample-letter.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { postsBeside } from './post-beside.ts'

const at = new Date('2026-03-02T09:00:00Z')
const letter = aFrozenLetter('0193a5b2-1111-7abc-8def-0123456789ab')
let thread: string

beforeAll(async () => {
  thread = await bundled(join(import.meta.dirname, 'post-thread.ts'))
})
afterAll(() => rmSync(dirname(thread), { recursive: true }))

test('a letter that goes out by the thread arrives whole, and the answers of two servers are told apart', async () => {
  const [kind, strict] = [await aSmtpServer(), await aSmtpServer(() => ({ refuseRecipient: { status: 550, text: '5.1.1 No such user' } }))]
  const connect = postsBeside(thread)
  const posts = [connect(kind.url), connect(strict.url)]

  const delivered = await Promise.all(posts.map((post) => post.send(letter, at)))
  for (const post of posts) post.close()
  await Promise.all([kind.close(), strict.close()])

  expect(delivered).toMatchObject([
    { kind: 'done', result: { state: 'sent', message: letter.id } },
    { kind: 'failed', result: 'bounced', problem: { code: 'mail-no-such-address' } },
  ])
  expect(kind.received[0]).toMatchObject({ from: 'valera@tandem.test', to: ['anna@client.test'] })
  expect(kind.received[0]?.raw).toContain('Date: Mon, 02 Mar 2026 09:00:00 +0000')
  expect(strict.received).toEqual([])
})

test('of a letter whose thread dies nobody says that it went out, and the next one has a new thread', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-thread-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const dying = join(folder, 'dying.mjs')
  writeFileSync(
    dying,
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', ({ id, letter }) => {
       if (letter.subject === 'Die') throw new Error('Out of memory')
       parentPort.postMessage({ id, delivered: { kind: 'done', result: { state: 'sent' } } })
     })`,
  )
  const post = postsBeside(dying)('smtp://127.0.0.1:1')

  const both = await Promise.allSettled([post.send({ ...letter, subject: 'Die' }, at), post.send(letter, at)])
  const next = await post.send(letter, at)

  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(both[0]).toMatchObject({ reason: { message: 'Out of memory' } })
  expect(next).toEqual({ kind: 'done', result: { state: 'sent' } })
})
