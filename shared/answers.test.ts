import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAnswers } from './answers.ts'
import type { Question } from './params.ts'
import { readReply } from './unquote.ts'

const questions: readonly Question[] = [
  { id: 'need', text: { en: 'What do you need?', ru: 'Что вам нужно?' }, answer: 'text', field: 'need' },
  { id: 'people', text: { en: 'For how many people?', ru: 'На сколько человек?' }, answer: 'number', field: null },
  { id: 'when', text: { en: 'By when?', ru: 'К какому сроку?' }, answer: 'date', field: 'deadline' },
]

const read = (reply: string) => Object.fromEntries(readAnswers(reply, questions).answers.map(({ question, value }) => [question, value]))

test.each([
  {
    how: 'a quotation below',
    reply: 'Yes, please.\n\nOn Mon, 2 Mar 2026 at 10:00, Valera <valera@demo.example> wrote:\n> Hi Anna\n> 1. What?',
  },
  { how: 'a header over two lines', reply: 'Yes, please.\n\nOn Mon, 2 Mar 2026 at 10:00, Valera\n<valera@demo.example> wrote:\n> Hi' },
  { how: 'a Russian header', reply: 'Yes, please.\n\nпн, 2 мар. 2026 г. в 10:00, Валера <valera@demo.example> пишет:\n> Привет' },
  { how: 'a header that begins with the date', reply: 'Yes, please.\n\n2026-03-02, Valera wrote:\n> Hi Anna' },
  { how: 'an unmarked quotation', reply: 'Yes, please.\n\n2 марта 2026, 10:00, Валера написал:\nПривет, Анна' },
  { how: 'the block of Outlook', reply: 'Yes, please.\r\n\r\nFrom: Valera\r\nSent: Monday\r\nTo: Anna\r\nSubject: Hi\r\n\r\nHi Anna' },
  { how: 'the original message', reply: 'Yes, please.\n-----Original Message-----\nFrom: Valera\nHi Anna' },
  { how: 'a signature of dashes', reply: 'Yes, please.\n-- \nAnna\n+7 495 123-45-67' },
  { how: 'a Russian farewell', reply: 'Yes, please.\n\nС уважением,\nАнна\nООО «Клиент»' },
  { how: 'a phone', reply: 'Yes, please.\n\nSent from my iPhone' },
])('what $how adds is not the reply', ({ reply }) => {
  expect(readReply(reply)).toBe('Yes, please.')
})

test('a farewell in the middle of a letter cuts nothing off', () => {
  const reply = `Regards,\nthat is what my boss says.\n${'A long explanation follows here, and it is certainly no signature. '.repeat(2)}`

  expect(readReply(reply)).toBe(reply.trim())
})

test('answers by numbers are read, and the empty one stays open', () => {
  const reply = 'Hi Valera,\n1. A CRM\nwith mail\n2.\n3) 02.03.2026\n\nOn Mon, Valera <v@demo.example> wrote:\n> 1. What do you need?'

  expect(readAnswers(reply, questions)).toEqual({
    answers: [
      { question: 'need', text: 'A CRM\nwith mail', value: 'A CRM\nwith mail' },
      { question: 'when', text: '02.03.2026', value: '2026-03-02' },
    ],
    open: ['people'],
  })
})

test.each([
  { how: 'in one line', reply: '1. A CRM 2. 25 3. 2026-03-02' },
  { how: 'with the questions repeated', reply: '1. What do you need? A CRM\n2. For how many people? 25\n3. By when? 2026-03-02' },
  { how: 'line by line', reply: 'Здравствуйте!\n\nA CRM\nabout 25 people\n02.03.2026\n\nСпасибо' },
  {
    how: 'below each quoted question',
    reply:
      'On Mon, Valera <v@demo.example> wrote:\n> Hi Anna\n> 1. What do you need?\nA CRM\n> 2. For how many\n> people?\n25\n> 3. By when?\n2026-03-02\n> Valera',
  },
  { how: 'below each copied question', reply: '1. Что вам нужно?\nA CRM\n2. На сколько человек?\n25\n3. К какому сроку?\n2026-03-02' },
  {
    how: 'below the whole quoted letter',
    reply: '> 1. What do you need?\n> 2. For how many people?\n> 3. By when?\n\n1. A CRM\n2. 25\n3. 2026-03-02',
  },
])('answers $how are read', ({ reply }) => {
  expect(read(reply)).toEqual({ need: 'A CRM', people: 25, when: '2026-03-02' })
})

test('a reply that does not answer leaves every question open', () => {
  expect(readAnswers('Please call me, I have no time to write.\nTomorrow at noon.', questions)).toEqual({
    answers: [],
    open: ['need', 'people', 'when'],
  })
})

test('a number in thousands is kept as it was written, for a person to read', () => {
  expect(read('1. A CRM\n2. до 300 тыс.\n3. soon')).toEqual({ need: 'A CRM', people: 'до 300 тыс.', when: 'soon' })
})

test('a single question is answered by the whole reply, and a choice by the option it names', () => {
  const question: Question = {
    id: 'visit',
    text: { en: 'Bring it, or a visit?' },
    answer: 'choice',
    options: ['We bring it', 'A visit'],
    field: null,
  }

  expect(readAnswers('Hello!\nA visit, please', [question]).answers).toEqual([
    { question: 'visit', text: 'A visit, please', value: 'A visit' },
  ])
})

test('nothing that people write makes reading fail, and no question is both answered and open', () => {
  const piece = fc.oneof(
    fc.constantFrom('\n', '> ', '1. ', '2) ', 'What do you need?', 'On Mon wrote:', '--', '№ 3:', 'С уважением,'),
    fc.string(),
  )

  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const { answers, open } = readAnswers(pieces.join(''), questions)
      expect([...answers.map(({ question }) => question), ...open].sort()).toEqual(['need', 'people', 'when'])
    }),
  )
})
