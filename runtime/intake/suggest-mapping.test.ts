import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../shared/json.ts'
import { nameParts, readPerson } from './read-person.ts'
import { suggestMapping } from './suggest-mapping.ts'

const reading = { region: 'RU', currency: 'RUB', custom: {} }
const personIn = (body: Json) => readPerson(body, suggestMapping(body), reading)

test.each<[string, Json, object]>([
  [
    'plain names',
    { name: 'Anna Weber', email: 'anna@example.test', phone: '89161234567' },
    { email: 'anna@example.test', phone: '+79161234567', contact: { firstName: 'Anna', lastName: 'Weber' } },
  ],
  [
    'Russian labels',
    { 'Как вас зовут?': 'Анна', 'Ваша почта': 'anna@example.test', 'Номер телефона': '8 916 123-45-67', Компания: 'Волга' },
    { email: 'anna@example.test', phone: '+79161234567', contact: { firstName: 'Анна' }, company: { name: 'Волга' } },
  ],
  [
    'labels and values',
    {
      fields: [
        { label: 'E-mail', value: 'anna@example.test' },
        { label: 'Full name', value: 'Anna Weber' },
      ],
    },
    { email: 'anna@example.test', contact: { firstName: 'Anna', lastName: 'Weber' } },
  ],
  [
    'questions and answers',
    {
      payload: {
        list: [
          { question: 'Your email?', answer: 'anna@example.test' },
          { question: 'How can we help you?', answer: 'Call me' },
        ],
      },
    },
    { email: 'anna@example.test', contact: { need: 'Call me' } },
  ],
  [
    'answers by the id of their question',
    {
      definition: {
        fields: [
          { id: 'f1', title: 'Last name' },
          { id: 'f2', title: 'Where do we write?' },
        ],
      },
      answers: [
        { type: 'text', text: 'Weber', field: { id: 'f1' } },
        { type: 'email', email: 'anna@example.test', field: { id: 'f2' } },
      ],
    },
    { email: 'anna@example.test', contact: { lastName: 'Weber' } },
  ],
  [
    'fields with lists of values',
    {
      contacts: {
        add: [
          {
            id: '5',
            name: 'Анна Вебер',
            custom_fields: [
              { id: '1', name: 'Телефон', code: 'PHONE', values: [{ value: '89161234567', enum: '7' }] },
              { id: '2', name: 'Другое', code: 'EMAIL', values: [{ value: 'anna@example.test' }] },
            ],
          },
        ],
      },
    },
    { email: 'anna@example.test', phone: '+79161234567', contact: { firstName: 'Анна', lastName: 'Вебер' } },
  ],
  [
    'names in parts',
    { q3_yourName: { first: 'Anna', last: 'Weber' }, q4_email4: 'anna@example.test' },
    { email: 'anna@example.test', contact: { firstName: 'Anna', lastName: 'Weber' } },
  ],
  [
    'values in lists of one',
    { data: { email: ['anna@example.test'], first_name: ['Anna'] } },
    { email: 'anna@example.test', contact: { firstName: 'Anna' } },
  ],
  [
    'a message in a network that names people by their numbers',
    {
      entry: [
        {
          id: '88',
          changes: [
            {
              field: 'messages',
              value: {
                metadata: { display_phone_number: '4930123456' },
                contacts: [{ profile: { name: 'Anna Weber' }, wa_id: '14155237743' }],
                messages: [{ from: '14155237743', id: 'w1', type: 'text', text: { body: 'Hello' } }],
              },
            },
          ],
        },
      ],
    },
    { phone: '+14155237743', contact: { firstName: 'Anna', lastName: 'Weber', need: 'Hello' } },
  ],
  ['a caller who has no name yet', { contacts: [{ id: 1, name: 'Call from +1 415 523 77 43' }] }, { phone: '+14155237743' }],
  ['a number as it is written at home', { billing: { country: 'US', phone: '(415) 523-7743' } }, { phone: '+14155237743' }],
  ['a letter by its From, not by the way it came', { sender: 'bounce@x.test', from: 'Anna <anna@x.test>' }, { email: 'anna@x.test' }],
  ['an address nobody named', { a1: 'something', a2: 'anna@example.test' }, { email: 'anna@example.test' }],
])('%s are understood', (_what, body, person) => {
  expect(personIn(body)).toMatchObject(person)
})

test.each<[string, Json]>([
  ['the address of the receiver', { event: 'delivered', recipient: 'anna@example.test', to: 'anna@example.test' }],
  ['the shop itself', { order: 5, shop: { name: 'Volga', email: 'shop@example.test', phone: '+79161234567' } }],
  ['who got a letter, by a report', { event: 'open', 'smtp-id': '<1@x.test>', email: 'anna@example.test', ip: '1.2.3.4' }],
  ['whose address refused it', { Type: 'HardBounce', MessageID: '1', Name: 'Hard bounce', Email: 'anna@example.test' }],
  ['a sender of messages, by a report', { MessageSid: 'S1', MessageStatus: 'delivered', To: '+14155237743', From: '+14155237744' }],
  ['the name of a thing', { name: 'Pump', images: [{ name: 'Front' }], customer_note: '' }],
  ['numbers that are no phones', { id: 89161234567, amount: 89161234567, created: 1648320032 }],
])('%s is not taken for the one who wrote', (_what, body) => {
  expect(personIn(body)).toMatchObject({ email: null, phone: null, contact: {} })
})

test('an order that was delivered is no report about a letter', () => {
  expect(personIn({ event: 'delivered', order: 5, email: 'anna@example.test' })).toMatchObject({ email: 'anna@example.test' })
})

test.each([
  ['Anna Weber', 'Anna', 'Weber'],
  ['Anna', 'Anna', ''],
  ['Weber, Anna', 'Anna', 'Weber'],
  ['Петрова Мария Ивановна', 'Мария Ивановна', 'Петрова'],
  ['Мария Ивановна Петрова', 'Мария Ивановна', 'Петрова'],
  ['Anna Maria von Weber', 'Anna', 'Maria von Weber'],
])('%s is %s and %s', (name, firstName, lastName) => {
  expect(nameParts(name)).toEqual({ firstName, lastName })
})

test('a stranger cannot say who looks after them or how far they have come', () => {
  const mapping = ['owner', 'stage', 'score', 'unsubscribedAt', 'company', 'id', '__proto__'].map(
    (field) => ({ from: 'value', to: `contact.${field}` }) as const,
  )

  expect(readPerson({ value: 'client' }, mapping, reading).contact).toEqual({})
})

test('what a sender writes comes in the form that the field keeps', () => {
  const body = { birthday: '02.03.1990', tags: 'pumps, valves', offers: 'да', amount: '1 200,50', language: 'ru-RU' }
  const mapping = [
    { from: 'birthday', to: 'contact.birthday' },
    { from: 'tags', to: 'contact.tags' },
    { from: 'offers', to: 'contact.consentOffers' },
    { from: 'language', to: 'contact.language' },
    { from: 'amount', to: 'deal.amount' },
  ] as const

  const { contact, deal } = readPerson(body, mapping, reading)

  expect(contact).toEqual({ birthday: '1990-03-02', tags: ['pumps', 'valves'], consentOffers: true, language: 'ru' })
  expect(deal).toEqual({ amount: { cents: 120050, currency: 'RUB' } })
  expect(readPerson(body, mapping, { ...reading, currency: 'JPY' }).deal).toEqual({ amount: { cents: 1201, currency: 'JPY' } })
})

test('no body is too odd to be looked at', async () => {
  await fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (body) => void personIn(body as Json)),
    { numRuns: 500 },
  )
})
