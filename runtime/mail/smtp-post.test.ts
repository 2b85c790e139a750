import { expect, test } from 'vitest'
import { aFrozenLetter } from '../testing/sample-letter.ts'
import { aSmtpServer, type Misbehaviour } from '../testing/smtp-server.ts'
import { smtpPost } from './smtp-post.ts'

const at = new Date('2026-03-02T09:00:00Z')

test('the letter on the wire is the letter that was frozen', async () => {
  const server = await aSmtpServer()
  const post = smtpPost(server.url)

  const delivered = await post.send(letter, at)
  post.close()
  await server.close()

  expect(delivered).toMatchObject({ kind: 'done', result: { state: 'sent', message: letter.id } })
  expect(server.received).toHaveLength(1)
  expect(server.received[0]).toMatchObject({ from: 'valera@tandem.test', to: ['anna@client.test'] })
  expect(server.received[0]?.raw).toContain(`Message-ID: <${letter.id}@tandem.test>`)
  expect(server.received[0]?.raw).toContain('Auto-Submitted: auto-generated')
  expect(server.received[0]?.raw).toContain('Date: Mon, 02 Mar 2026 09:00:00 +0000')
  expect(server.received[0]?.raw).toContain('What do you need?')
})

test.each([
  {
    what: 'an unknown recipient',
    does: { refuseRecipient: { status: 550, text: '5.1.1 No such user' } },
    kind: 'failed',
    code: 'mail-no-such-address',
  },
  {
    what: 'a greylisting server',
    does: { refuseRecipient: { status: 450, text: '4.2.0 Greylisted' } },
    kind: 'again',
    code: 'mail-server-busy',
  },
  {
    what: 'a recipient whose mailbox is full',
    does: { refuseRecipient: { status: 552, text: '5.2.2 Mailbox full' } },
    kind: 'again',
    code: 'mail-mailbox-full',
  },
  {
    what: 'a recipient refused for what we are',
    does: { refuseRecipient: { status: 554, text: '5.7.1 Relay access denied' } },
    kind: 'failed',
    code: 'mail-refused',
  },
  {
    what: 'a recipient refused in words that blame nobody',
    does: { refuseRecipient: { status: 554, text: 'Transaction failed' } },
    kind: 'failed',
    code: 'mail-refused',
  },
  {
    what: 'a letter refused for what is in it',
    does: { refuseLetter: { status: 554, text: 'Rejected as spam' } },
    kind: 'failed',
    code: 'mail-refused',
  },
  {
    what: 'a recipient that turns out to be unknown after the letter',
    does: { refuseLetter: { status: 550, text: '5.1.1 User unknown' } },
    kind: 'failed',
    code: 'mail-no-such-address',
  },
  {
    what: 'a server that refuses our own address',
    does: { refuseSender: { status: 553, text: 'Sender address rejected' } },
    kind: 'again',
    code: 'mail-sender-refused',
  },
  {
    what: 'a server that lets nobody of ours in',
    does: { refuseConnection: { status: 554, text: 'Your network is on our list' } },
    kind: 'again',
    code: 'mail-sender-refused',
  },
  { what: 'a connection that breaks before the letter began', does: { drop: 'before-go' }, kind: 'again', code: 'mail-server-unreachable' },
  { what: 'a connection that breaks in the letter', does: { drop: 'after-go' }, kind: 'unknown', code: 'delivery-unknown' },
  { what: 'a connection that breaks after the final dot', does: { drop: 'after-dot' }, kind: 'unknown', code: 'delivery-unknown' },
] satisfies { what: string; does: Misbehaviour; kind: string; code: string }[])('$what ends as $kind', async ({ does, kind, code }) => {
  const server = await aSmtpServer(() => does)
  const post = smtpPost(server.url)

  const delivered = await post.send(letter, at)
  post.close()
  await server.close()

  expect(delivered).toMatchObject({ kind, problem: { code } })
})

test.each([
  { what: 'the recipient', does: { refuseRecipient: { status: 550, text: 'No such user' } }, result: 'bounced' },
  { what: 'the letter', does: { refuseLetter: { status: 554, text: 'Rejected as spam' } }, result: 'failed' },
  { what: 'the size of the letter', does: { refuseLetter: { status: 552, text: 'Too much' } }, result: 'failed' },
] satisfies { what: string; does: Misbehaviour; result: string }[])(
  '$what refused: the address is blamed only for itself',
  async ({ does, result }) => {
    const server = await aSmtpServer(() => does)
    const post = smtpPost(server.url)

    const delivered = await post.send(letter, at)
    post.close()
    await server.close()

    expect(delivered).toMatchObject({ kind: 'failed', result })
  },
)

test('an address that no server can be told, and a letter without a mailbox, are final', async () => {
  const server = await aSmtpServer()
  const post = smtpPost(server.url)
  const { frozen: _, ...bare } = letter

  const answers = [await post.send({ ...letter, to: '' }, at), await post.send(bare, at)]
  post.close()
  await server.close()

  expect(answers).toMatchObject([
    { kind: 'failed', result: 'failed', problem: { code: 'mail-refused' } },
    { kind: 'failed', problem: { code: 'no-mailbox' } },
  ])
})

test('a letter of a conversation names the one before it', async () => {
  const server = await aSmtpServer()
  const post = smtpPost(server.url)
  const frozen = letter.frozen && { ...letter.frozen, inReplyTo: '<before@tandem.test>' }

  await post.send({ ...letter, ...(frozen ? { frozen } : {}) }, at)
  post.close()
  await server.close()

  expect(server.received[0]?.raw).toContain('In-Reply-To: <before@tandem.test>\r\nReferences: <before@tandem.test>')
})

test("a wrong password is nobody else's fault", async () => {
  const server = await aSmtpServer(() => ({ refuseLogin: { status: 535, text: 'Authentication failed' } }))
  const post = smtpPost(server.url.replace('smtp://', 'smtp://valera:wrong@'))

  const delivered = await post.send(letter, at)
  post.close()
  await server.close()

  expect(delivered).toMatchObject({ kind: 'again', problem: { code: 'mail-login-refused' } })
})

test('a server that is not there is tried again', async () => {
  const server = await aSmtpServer()
  await server.close()
  const post = smtpPost(server.url)

  const delivered = await post.send(letter, at)
  post.close()

  expect(delivered).toMatchObject({ kind: 'again', problem: { code: 'mail-server-unreachable' } })
})

test('forty letters at once go over at most five connections, each of them once', async () => {
  const server = await aSmtpServer()
  const post = smtpPost(server.url)
  const letters = Array.from({ length: 40 }, (_, index) => aFrozenLetter(`0193a5b2-1111-7abc-8def-${String(index).padStart(12, '0')}`))

  const delivered = await Promise.all(letters.map((each) => post.send(each, at)))
  post.close()
  await server.close()

  expect(delivered.every(({ kind }) => kind === 'done')).toBe(true)
  expect(new Set(server.received.map(({ raw }) => /Message-ID: (\S+)/.exec(raw)?.[1])).size).toBe(40)
})

const letter = aFrozenLetter('0193a5b2-1111-7abc-8def-0123456789ab')
