import { expect, onTestFinished, test } from 'vitest'
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
