import { expect, test } from 'vitest'
import { anna, aStep } from '../testing/a-step.ts'
import { msgEmail } from './email.ts'

test('the letter is in the name that was chosen, and says what it has no value for', () => {
  const letter = {
    subject: 'Hello',
    blocks: [{ kind: 'text', text: 'Thank you' }] as const,
    language: 'ru' as const,
    empty: ['subject.city'],
  }
  const step = aStep(msgEmail, { params: { letter, sender: 'department', category: 'offers' } })

  expect(msgEmail.run(step)).toMatchObject({
    effects: [
      {
        sender: 'department',
        category: 'offers',
        subject: 'Hello',
        blocks: letter.blocks,
        questions: [],
        language: 'ru',
        empty: ['subject.city'],
      },
    ],
  })
})

test('in a run about a deal the letter goes to its contact', () => {
  const deal = { subject: { id: 'deal-1', contact: 'anna' }, subjectEntity: 'deal' }

  expect(msgEmail.needs?.(aStep(msgEmail, deal))).toEqual({ contact: { kind: 'record', entity: 'contact', id: 'anna' } })
  expect(msgEmail.run(aStep(msgEmail, { ...deal, found: { contact: anna } }))).toMatchObject({
    effects: [{ to: 'anna@client.example', contact: 'anna' }],
  })
})
