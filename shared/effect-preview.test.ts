import { expect, test } from 'vitest'
import { type PreviewNames, previewOf } from './effect-preview.ts'
import type { Effect, SendEmail } from './effects.ts'

const names: PreviewNames = {
  known: { names: { users: { 'valera@demo.example': 'Valera' } } },
  links: [
    { entity: 'contact', id: 'anna', title: 'Anna Petrova' },
    { entity: 'user', id: 'u-nikita', title: 'Nikita' },
  ],
  before: { anna: { city: 'Perm', owner: null, language: 'en' } },
  zone: 'Europe/Moscow',
}

const letter: SendEmail = {
  kind: 'send-email',
  id: 'm1',
  contact: 'anna',
  to: 'anna@client.example',
  sender: 'owner',
  category: 'personal',
  subject: 'Three quick questions',
  blocks: [{ kind: 'text', text: 'Hi Anna' }],
  questions: [],
  language: 'en',
  whenUnknown: 'hold',
  empty: [],
}

test('a frozen letter is shown in the very bytes that will be sent', () => {
  const frozen = {
    from: { name: 'Valera', address: 'valera@demo.example' },
    replyTo: 'reply+x@demo.example',
    mailbox: 'valera',
    messageId: '<x@demo.example>',
    inReplyTo: null,
    headers: {},
    links: [],
    html: '<p>exactly</p>',
    text: 'exactly',
  }

  expect(previewOf({ ...letter, frozen }, 'en', names)).toMatchObject({
    html: '<p>exactly</p>',
    text: 'exactly',
    from: 'Valera <valera@demo.example>',
  })
  expect(previewOf(letter, 'ru', names)).toMatchObject({
    headline: 'Three quick questions',
    from: 'Ответственный за клиента',
    text: 'Hi Anna\n',
  })
})

test('a change of a record shows each field before and after, in words', () => {
  const effect: Effect = {
    kind: 'change-record',
    entity: 'contact',
    id: 'anna',
    change: 'update',
    fields: { city: 'Omsk', language: 'ru', owner: 'u-nikita' },
  }

  expect(previewOf(effect, 'en', names)).toEqual({
    kind: 'record',
    change: 'update',
    title: 'Anna Petrova',
    headline: 'Change: Anna Petrova · City → Omsk, Language → Russian, Owner → Nikita',
    fields: [
      { field: 'city', label: 'City', before: 'Perm', after: 'Omsk', changes: true },
      { field: 'language', label: 'Language', before: 'English', after: 'Russian', changes: true },
      { field: 'owner', label: 'Owner', before: 'empty', after: 'Nikita', changes: true },
    ],
  })
})

test('a task shows who does it, by when in the zone of the reader, and what it closes with', () => {
  const effect: Effect = {
    kind: 'create-task',
    id: 't1',
    taskKind: 'payment',
    title: 'Ask for the payment',
    text: '',
    assignee: { who: 'user', email: 'valera@demo.example' },
    fromDepartment: null,
    about: { contact: 'anna' },
    dueAt: '2026-03-03T07:00:00Z',
    result: 'payment',
    options: [],
    remindEveryDays: 1,
    escalateAfterDays: null,
    writesTo: null,
  }

  expect(previewOf(effect, 'ru', names)).toMatchObject({
    rows: [
      { label: 'Кто делает', value: 'Valera' },
      { label: 'Вид', value: 'Оплата' },
      { label: 'Срок', value: 'вт, 3 мар., 10:00' },
      { label: 'Закрывается', value: 'Номером платёжки' },
      { label: 'Напоминает каждые, раб. дней', value: '1' },
    ],
    links: [{ entity: 'contact', id: 'anna', title: 'Anna Petrova' }],
  })
})

test('secrets of a call are never shown', () => {
  const effect: Effect = {
    kind: 'call-http',
    id: 'c1',
    method: 'POST',
    url: 'https://valera:hunter2@shop.example/orders?api_key=hunter2&page=1',
    headers: { Authorization: 'Bearer hunter2', 'X-Api-Key': 'hunter2', Accept: 'application/json' },
    body: { order: 1, password: 'hunter2', nested: [{ token: 'hunter2' }] },
  }

  const shown = JSON.stringify(previewOf(effect, 'en', names))

  expect(shown).not.toContain('hunter2')
  expect(shown).toContain('page=1')
  expect(shown).toContain('application/json')
})

test.each<[Effect, string]>([
  [{ kind: 'add-score', entity: 'contact', id: 'anna', points: 20, reason: 'Form', key: 'form' }, '+20: Form'],
  [{ kind: 'change-owner', entity: 'contact', id: 'anna', owner: 'u-nikita' }, 'Anna Petrova: owner → Nikita'],
  [{ kind: 'change-tags', entity: 'contact', id: 'anna', add: ['hot'], remove: ['cold'] }, '+hot −cold'],
  [{ kind: 'notify', id: 'n1', to: { who: 'owner' }, text: 'Answers are ready', about: {} }, 'the owner: Answers are ready'],
  [{ kind: 'add-note', id: 'n1', entity: 'contact', about: 'anna', text: 'Prefers mail' }, 'Prefers mail'],
])('%o says in a few words what it does', (effect, headline) => {
  expect(previewOf(effect, 'en', names).headline).toBe(headline)
})
