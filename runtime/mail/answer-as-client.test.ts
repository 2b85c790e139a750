import { expect, test } from 'vitest'
import type { Fields } from '../../shared/node.ts'
import { aDelivery, now } from '../testing/sample-rows.ts'
import { answerAsClient } from './answer-as-client.ts'
import { readLetter } from './read-letter.ts'

const message = {
  id: 'letter',
  subject: 'Three questions',
  text: 'Hello,\nwhen?',
  to: 'anna@client.example',
  from: 'office@tandem.example',
  fromName: 'Tandem',
  messageId: '<letter@tandem.example>',
} as unknown as Fields

const answered = async (to: object) => readLetter(await answerAsClient({ ...message, ...to }, null, ' Tomorrow. ', now))

test('an answer comes from whom we wrote to, names the letter, and quotes it below what was written', async () => {
  expect(await answered({})).toMatchObject({
    from: { address: 'anna@client.example' },
    to: ['office@tandem.example'],
    subject: 'Re: Three questions',
    text: 'Tomorrow.\n\n2026-03-02, Tandem wrote:\n> Hello,\n> when?',
    answersTo: ['<letter@tandem.example>'],
  })
})

test('an answer to an answer has one "Re:", and to a letter that carried no name of its own it names none', async () => {
  expect(await answered({ subject: 'RE: Three questions', messageId: null })).toMatchObject({
    subject: 'RE: Three questions',
    answersTo: [],
  })
})

test('the reply goes to the address that knows the letter again', async () => {
  const effect = { kind: 'send-email', frozen: { replyTo: 'office+r1@tandem.example' } } as never

  const raw = await answerAsClient(message, { ...aDelivery(), effect }, 'Yes', now)

  expect((await readLetter(raw))?.to).toEqual(['office+r1@tandem.example'])
})
