import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Op } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { aRawSmtpServer, type Manners, polite, type Talk } from '../testing/raw-smtp-server.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { openPostOffice } from './post.ts'
import { smtpPost } from './smtp-post.ts'

interface Case {
  readonly what: string
  readonly manners: Manners
  /** After the first try: the state, and the code of the problem when there is one. */
  readonly first: DeliveryRow['state']
  readonly code?: string
  /** Letters that came up to their final dot, in the first try. */
  readonly copies: number
  /** In the end, when the server has come to its senses and a day has passed. */
  readonly last: DeliveryRow['state']
  /** Copies in all; never more than one of a letter that the server had been let have. */
  readonly total: number
  readonly user?: string
  readonly secure?: boolean
}

/** Begins like any server, and has heard the first command of this name. */
async function upTo(talk: Talk, command: string): Promise<void> {
  talk.says('220 mail.test')
  for (;;) {
    const line = await talk.heard()
    if (line.startsWith(command)) return
    talk.says('250 ok')
  }
}

const answers =
  (command: string, answer: string): Manners =>
  async (talk) => {
    await upTo(talk, command)
    talk.says(answer)
    await talk.goesOn()
  }

const answersLogin =
  (answer: string): Manners =>
  async (talk) => {
    await upTo(talk, 'EHLO')
    talk.says('250-mail.test\n250 AUTH PLAIN')
    await talk.heard()
    talk.says(answer)
  }

/** To the final dot, without an answer. */
async function takesLetter(talk: Talk): Promise<void> {
  await upTo(talk, 'DATA')
  talk.says('354 go on')
  await talk.letter()
}

const answersLetter =
  (answer: (talk: Talk) => void): Manners =>
  async (talk) => {
    await takesLetter(talk)
    answer(talk)
  }

const closing = (talk: Talk): void => {
  talk.says('421 closing')
  talk.drop()
}

/** The letter may be there: it waits for a person, and is never sent again by itself. */
const held = { first: 'unknown', code: 'delivery-unknown', last: 'unknown' } as const
/** The letter cannot be there: it is tried again. */
const unreachable = { first: 'deferred', code: 'mail-server-unreachable', copies: 0, last: 'done', total: 1 } as const
const busy = { ...unreachable, code: 'mail-server-busy' } as const
const sent = { first: 'done', copies: 1, last: 'done', total: 1 } as const

const slowlyMs = 250
const slowly = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, slowlyMs))
const patience = { answerMs: 700, finalMs: 1_400 }

const cases: readonly Case[] = [
  { what: 'greets only after a while', manners: async (talk) => slowly().then(() => polite(talk)), ...sent },
  { what: 'never greets', manners: async () => {}, ...unreachable },
  { what: 'hangs up without a greeting', manners: async (talk) => talk.drop(), ...unreachable },
  { what: 'greets with 554', manners: async (talk) => talk.says('554 no'), ...unreachable, code: 'mail-sender-refused' },
  { what: 'answers EHLO with 502, and knows HELO', manners: answers('EHLO', '502 what?'), ...sent },
  {
    what: 'answers EHLO and HELO with 550',
    manners: async (talk) => {
      talk.says('220 mail.test')
      for (;;) {
        await talk.heard()
        talk.says('550 no')
      }
    },
    ...unreachable,
    code: 'mail-sender-refused',
  },
  {
    what: 'offers STARTTLS and then cannot',
    manners: async (talk) => {
      await upTo(talk, 'EHLO')
      talk.says('250-mail.test\n250 STARTTLS')
      await talk.heard()
      talk.says('454 TLS is not available')
    },
    ...busy,
  },
  {
    what: 'begins STARTTLS and sends rubbish',
    manners: async (talk) => {
      await upTo(talk, 'EHLO')
      talk.says('250-mail.test\n250 STARTTLS')
      await talk.heard()
      talk.says('220 go ahead')
      await talk.heard().catch(() => '')
      talk.sends(Buffer.alloc(2_000, 7))
    },
    ...unreachable,
  },
  {
    what: 'speaks plainly where TLS is expected',
    manners: async (talk) => talk.says('220 mail.test'),
    secure: true,
    ...unreachable,
    last: 'failed',
    total: 0,
  },
  {
    what: 'refuses the password with 535',
    manners: answersLogin('535 5.7.8 Authentication failed'),
    user: 'olga:wrong@',
    ...unreachable,
    code: 'mail-login-refused',
    last: 'deferred',
    total: 0,
  },
  {
    what: 'cannot check the password just now: 454',
    manners: answersLogin('454 4.7.0 Temporary authentication failure'),
    user: 'olga:right@',
    ...busy,
  },
  { what: 'answers MAIL with 451', manners: answers('MAIL', '451 later'), ...busy },
  {
    what: 'answers RCPT with 550',
    manners: answers('RCPT', '550 5.1.1 no such user'),
    first: 'failed',
    code: 'mail-no-such-address',
    copies: 0,
    last: 'failed',
    total: 0,
  },
  { what: 'answers RCPT with 450, and 250 the next time', manners: answers('RCPT', '450 4.2.0 greylisted'), ...busy },
  { what: 'answers RCPT with 552', manners: answers('RCPT', '552 5.2.2 mailbox full'), ...unreachable, code: 'mail-mailbox-full' },
  { what: 'answers RCPT with 251', manners: answers('RCPT', '251 user not local; will forward'), ...sent },
  { what: 'answers RCPT with 252', manners: answers('RCPT', '252 cannot verify'), ...sent },
  { what: 'hangs up at MAIL', manners: async (talk) => upTo(talk, 'MAIL').then(() => talk.drop()), ...unreachable },
  { what: 'hangs up at DATA', manners: async (talk) => upTo(talk, 'DATA').then(() => talk.drop()), ...unreachable },
  {
    what: 'hangs up right after 354',
    manners: async (talk) => {
      await upTo(talk, 'DATA')
      talk.says('354 go on')
      await talk.heard()
      talk.drop()
    },
    ...held,
    copies: 0,
    total: 0,
  },
  {
    what: 'stops listening in the letter, before the final dot',
    manners: async (talk) => {
      await upTo(talk, 'DATA')
      talk.says('354 go on')
      for (let line = 0; line < 5; line++) await talk.heard()
      talk.drop()
    },
    ...held,
    copies: 0,
    total: 0,
  },
  { what: 'hangs up after the final dot', manners: answersLetter((talk) => talk.drop()), ...held, copies: 1, total: 1 },
  { what: 'says nothing after the final dot', manners: answersLetter(() => {}), ...held, copies: 1, total: 1 },
  {
    what: 'says half a line after the final dot, and is silent',
    manners: answersLetter((talk) => talk.sends('250 acc')),
    ...held,
    copies: 1,
    total: 1,
  },
  {
    what: 'takes 250 for 354, and hangs up after the final dot',
    manners: async (talk) => {
      await upTo(talk, 'DATA')
      talk.says('250 all right')
      await talk.letter()
      talk.drop()
    },
    ...held,
    copies: 1,
    total: 1,
  },
  {
    what: 'accepts the letter only after a long time',
    manners: async (talk) =>
      takesLetter(talk)
        .then(slowly)
        .then(() => talk.says('250 accepted')),
    ...sent,
  },
  {
    what: 'refuses the letter with 552',
    manners: answersLetter((talk) => talk.says('552 5.3.4 too big')),
    first: 'failed',
    code: 'mail-too-large',
    copies: 1,
    last: 'failed',
    total: 1,
  },
  {
    what: 'refuses the letter for what is in it',
    manners: answersLetter((talk) => talk.says('554 5.7.1 spam')),
    first: 'failed',
    code: 'mail-refused',
    copies: 1,
    last: 'failed',
    total: 1,
  },
  {
    what: 'says 421 instead of an answer to RCPT',
    manners: async (talk) => upTo(talk, 'RCPT').then(() => closing(talk)),
    ...busy,
  },
  {
    what: 'says 421 after the final dot',
    manners: answersLetter(closing),
    ...busy,
    copies: 1,
    total: 2,
  },
  { what: 'never answers MAIL', manners: async (talk) => upTo(talk, 'MAIL'), ...unreachable },
  {
    what: 'says half a line to MAIL, and is silent',
    manners: async (talk) => upTo(talk, 'MAIL').then(() => talk.sends('25')),
    ...unreachable,
  },
  {
    what: 'lets an answer trickle without end',
    manners: async (talk) => {
      await upTo(talk, 'MAIL')
      const drip = setInterval(() => talk.sends('2'), 50)
      await talk.heard().catch(() => clearInterval(drip))
    },
    ...unreachable,
  },
  {
    what: 'answers before it is asked',
    manners: async (talk) => {
      talk.says('220 mail.test\n354 go on\n250 accepted')
      await talk.goesOn()
    },
    ...held,
    copies: 0,
    total: 0,
  },
  {
    what: 'sends a line of eight megabytes',
    manners: async (talk) => {
      await upTo(talk, 'EHLO')
      talk.sends(`250-${'x'.repeat(8 * 1024 * 1024)}`)
    },
    ...unreachable,
  },
  { what: 'says its answers over many lines', manners: answers('RCPT', '250-first\n250-second\n250 third'), ...sent },
]

const flow = aWorkflow(
  {
    form: { type: 'trigger.form', params: { form: 'website' } },
    ask: {
      type: 'msg.email',
      params: {
        letter: { en: { subject: ['Hello'], blocks: [{ kind: 'text', text: ['Good morning'] }] } },
        sender: 'owner',
        category: 'personal',
      },
    },
  },
  ['form -> ask'],
)

let world: World
let afterFirst: readonly DeliveryRow[]
let inTheEnd: readonly DeliveryRow[]
let copiesAtFirst: readonly number[]
const servers: Awaited<ReturnType<typeof aRawSmtpServer>>[] = []
const others: Awaited<ReturnType<typeof aRawSmtpServer>>[] = []
const afterwards: (() => Promise<void>)[] = []

/** All of them at once, each with a mailbox, an owner and a contact of its own, and ten letters of a good one among them. */
beforeAll(async () => {
  for (const { manners } of cases) servers.push(await aRawSmtpServer(manners))
  others.push(await aRawSmtpServer(polite))
  const urls = new Map<string, string>([
    ...cases.map((each, index) => {
      const { port } = new URL(servers[index]?.url ?? '')
      return [`box${index}`, `${each.secure ? 'smtps' : 'smtp'}://${each.user ?? ''}127.0.0.1:${port}`] as const
    }),
    ['good', others[0]?.url ?? ''] as const,
  ])
  const office = openPostOffice({ usual: null, ofMailbox: async (mailbox) => urls.get(mailbox) ?? null, onlyThisMachine: false }, (url) =>
    smtpPost(url, patience),
  )
  world = await aWorld({ workflows: [flow], post: office.send })
  const good = Array.from({ length: 10 }, (_, index) => `good${index}`)
  await world.engine.pump.submit({
    ops: [...cases.flatMap((_, index) => people(`box${index}`, [`c${index}`])), ...people('good', good)],
  })
  await Promise.all(
    [...cases.map((_, index) => `c${index}`), ...good].map((contact) => world.happens('form-submitted', { form: 'website' }, { contact })),
  )
  copiesAtFirst = servers.map(({ copies }) => copies)
  afterFirst = await world.store.deliveries({ limit: 200 })
  for (const server of servers) server.behaves(polite)
  await world.passes('P1D')
  inTheEnd = await world.store.deliveries({ limit: 200 })
  office.close()
  afterwards.push(() => world.close(), ...[...servers, ...others].map((server) => () => server.close()))
}, 60_000)

afterAll(async () => {
  for (const end of afterwards) await end()
})

const people = (mailbox: string, contacts: readonly string[]): Op[] => {
  const create = (entity: string, id: string, fields: Record<string, string | boolean>): Op => ({
    op: 'change',
    change: {
      change: 'create',
      entity,
      id,
      revision: null,
      fields,
      cause: { kind: 'system', id: null, depth: 0 },
      at: new Date(),
      quiet: true,
    },
  })
  const owner = `owner-${mailbox}`
  return [
    create('user', owner, { name: mailbox, email: `${mailbox}@tandem.example`, role: 'operator', active: true }),
    create('mailbox', mailbox, { address: `${mailbox}@tandem.example`, name: mailbox, kind: 'user', user: owner }),
    ...contacts.map((id) => create('contact', id, { firstName: id, email: `${id}@client.example`, owner })),
  ]
}

const letterTo = (contact: string, deliveries: readonly DeliveryRow[]) => deliveries.find((each) => each.contact === contact)

test.each(cases.map((each, index) => ({ ...each, index })))('a server that $what leaves the letter $first, then $last', (each) => {
  const { index, first, code, copies, last, total } = each
  const [tried, ended] = [letterTo(`c${index}`, afterFirst), letterTo(`c${index}`, inTheEnd)]

  expect({ state: tried?.state, code: tried?.problem?.code, copies: copiesAtFirst[index] }).toEqual({ state: first, code, copies })
  expect({ state: ended?.state, copies: servers[index]?.copies }).toEqual({ state: last, copies: total })
})

test('none had more than five connections, and none of them is left over', async () => {
  expect(others[0]?.copies).toBe(10)
  await vi.waitFor(() => expect(servers.map(({ open }) => open)).toEqual(servers.map(() => 0)), { timeout: 5_000, interval: 20 })

  expect(Math.max(...[...servers, ...others].map(({ mostOpen }) => mostOpen))).toBeLessThanOrEqual(5)
})
