import { expect, onTestFinished, test } from 'vitest'
import { newId } from '../store/ids.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { linkTokens } from './link-tokens.ts'
import { receiveLetter } from './receive-letter.ts'

const answering = aWorkflow(
  {
    message: { type: 'trigger.message' },
    ask: {
      type: 'msg.email',
      params: {
        letter: { en: { subject: ['Thank you'], blocks: [{ kind: 'text', text: ['We have read it'] }] } },
        sender: 'company',
        category: 'personal',
      },
    },
  },
  ['message -> ask'],
)

async function aHouse(): Promise<World> {
  const here = await aWorld({ workflows: [answering] })
  onTestFinished(() => here.close())
  return here
}

async function receives(here: World, from: string, headers: readonly string[] = []): Promise<string | undefined> {
  const lines = [`From: ${from}`, 'To: office@tandem.example', 'Subject: Hello', `Message-ID: <${from}>`, ...headers, '', 'Well?']
  const raw = new TextEncoder().encode(lines.join('\r\n'))
  const received = await receiveLetter(raw, 'office', { store: here.store, links: linkTokens('secret'), now: here.now(), region: 'DE' })
  await here.engine.pump.submit({ ops: received?.ops ?? [] })
  await here.engine.pump.idle()
  return received?.verdict
}

test('what a person has written is answered', async () => {
  const here = await aHouse()

  expect(await receives(here, 'anna@client.example')).toBe('person')
  expect(here.sent.map(({ to }) => to)).toEqual(['anna@client.example'])
})

test.each([
  { what: 'a vacation notice', headers: ['Auto-Submitted: auto-replied'] },
  { what: 'a letter without a return path', headers: ['Return-Path: <>'] },
  { what: 'a bulk letter', headers: ['Precedence: bulk'] },
  { what: 'a letter of a list', headers: ['List-Id: <news.client.example>'] },
])('$what is kept, starts nothing, and is not answered', async ({ headers }) => {
  const here = await aHouse()

  expect(await receives(here, 'anna@client.example', headers)).toBe('automatic')
  expect(await here.records('message')).toMatchObject([{ direction: 'in', automatic: true, contact: 'anna' }])
  expect(here.sent).toEqual([])
})

test.each(['office@tandem.example', 'Office@Tandem.example', `office+r${'0'.repeat(44)}@tandem.example`])(
  'what came from %s, a mailbox of ours, is answered by nobody',
  async (from) => {
    const here = await aHouse()
    await here.creates('contact', 'us', { firstName: 'Us', email: 'office@tandem.example' })

    expect(await receives(here, from)).toBe('automatic')
    expect(here.sent).toEqual([])
  },
)

const links = linkTokens('secret')

async function takes(here: World, raw: string | Uint8Array) {
  const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw.replaceAll('\n', '\r\n')) : raw
  const received = await receiveLetter(bytes, 'office', { store: here.store, links, now: here.now(), region: 'DE' })
  await here.engine.pump.submit({ ops: received?.ops ?? [] })
  await here.engine.pump.idle()
  return received
}

test('bytes that are no letter are none', async () => {
  expect(await takes(await aHouse(), new Uint8Array())).toBeNull()
})

const complaint = (about: string) => `From: abuse@mail.example
Subject: Complaint
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

Somebody complained.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
Original-Rcpt-To: ${about}

--b--
`

test('who presses "this is spam" is written to no more', async () => {
  const here = await aHouse()

  const received = await takes(here, complaint('anna@client.example'))

  expect(received).toMatchObject({ verdict: 'complaint', contact: 'anna' })
  expect(await here.record('contact', 'anna')).toMatchObject({ unsubscribedAt: '2026-03-02T09:00:00.000Z', consentOffers: false })
})

test.each([
  ['a complaint', complaint('stranger@client.example')],
  ['a letter', 'From: stranger@client.example\nSubject: Hello\n\nWell?\n'],
  ['a letter of an address that is none', 'From: nobody at all\nSubject: Hello\n\nWell?\n'],
  ['a letter without a sender', 'Subject: Hello\n\nWell?\n'],
  ['an automatic answer', 'From: stranger@client.example\nSubject: Away\nAuto-Submitted: auto-replied\n\nBack on Monday.\n'],
])('%s of somebody whom nobody knows is kept as a message and changes nobody', async (_, raw) => {
  const here = await aHouse()
  const before = await here.record('contact', 'anna')

  expect(await takes(here, raw)).toMatchObject({ contact: null })
  expect(await here.records('message')).toMatchObject([{ direction: 'in', contact: null, thread: null }])
  expect(await here.record('contact', 'anna')).toEqual(before)
  expect(await here.runs()).toEqual([])
})

test('a letter without an id of its own is known by its bytes, and is kept once', async () => {
  const here = await aHouse()
  const raw = 'From: stranger@client.example\nSubject: Hello\n\nWell?\n'

  await takes(here, raw)
  await takes(here, raw)

  expect(await here.records('message')).toHaveLength(1)
})

test('a reply belongs to the letter whose address it was sent to, from wherever it comes', async () => {
  const here = await aHouse()
  await receives(here, 'anna@client.example')
  const letter = here.sent[0]
  const unknown = `office+r${links.token('reply', newId())}@tandem.example`

  await takes(here, `From: anna@home.example\nTo: ${unknown}, ${letter?.frozen?.replyTo}\nSubject: Re\n\nYes\n`)

  expect((await here.records('message')).at(-1)).toMatchObject({ from: 'anna@home.example', contact: 'anna', thread: letter?.id })
})

test('a letter is a reply to the one that it names, and to none when it names one that is not ours', async () => {
  const here = await aHouse()
  await receives(here, 'anna@client.example')
  const [ours] = here.sent
  const answering = (id: string) => takes(here, `From: anna@home.example\nSubject: Re ${id}\nIn-Reply-To: ${id}\n\nYes\n`)

  await answering(ours?.frozen?.messageId ?? '')
  await answering('<theirs@elsewhere.example>')

  expect((await here.records('message')).slice(-2)).toMatchObject([
    { thread: ours?.id, contact: 'anna' },
    { thread: null, contact: null },
  ])
})

const returned = (to: string) => `From: MAILER-DAEMON@mail.test
Subject: Returned mail
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b

It did not work.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.test

Final-Recipient: rfc822; ${to}
Action: failed
Status: 5.1.1

--b--
`

test('an answer to a letter that a person wrote by hand is theirs, with no questions to be answered', async () => {
  const here = await aHouse()
  const sent = {
    direction: 'out',
    channel: 'email',
    state: 'sent',
    messageId: '<by-hand@tandem.example>',
    contact: 'anna',
    at: here.now().toISOString(),
  }
  await here.creates('message', 'by-hand', sent)

  await takes(here, 'From: anna@client.example\nSubject: Re\nIn-Reply-To: <by-hand@tandem.example>\n\nYes\n')

  expect((await here.records('message')).find(({ direction }) => direction === 'in')).toMatchObject({ thread: 'by-hand', contact: 'anna' })
  expect(await here.records('answer')).toEqual([])
})

test("a complaint that names nobody, in any of its parts, is nobody's", async () => {
  const here = await aHouse()

  const received = await takes(here, complaint('').replace('Original-Rcpt-To: \n', ''))

  expect(received).toMatchObject({ verdict: 'complaint', contact: null })
})

test('a report that names no letter of ours marks the address that it names, and nobody when nobody has it', async () => {
  const here = await aHouse()
  await takes(here, returned('stranger@client.example'))
  const before = await here.record('contact', 'anna')

  await takes(here, returned('anna@client.example'))

  expect(before).toMatchObject({ bouncedAt: null })
  expect(await here.record('contact', 'anna')).toMatchObject({ bouncedAt: '2026-03-02T09:00:00.000Z' })
})
