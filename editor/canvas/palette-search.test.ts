import { expect, test } from 'vitest'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import { searchTypes } from './palette-search.ts'

const aType = (type: string, en: string, ru: string, synonyms: { en: string[]; ru: string[] }): NodeTypeData => ({
  type,
  group: 'message',
  icon: 'Mail',
  title: { en, ru },
  about: { en: 'Writes to the contact.', ru: 'Пишет контакту.' },
  summary: { en, ru },
  synonyms,
  params: {},
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: true,
  startsAs: 'suggest',
  effects: [],
  waits: false,
  looksUp: false,
  output: {},
  trigger: null,
  sample: { params: {}, output: {} },
})

const letter = aType('msg.email', 'Send a letter', 'Отправить письмо', { en: ['mail', 'e-mail'], ru: ['почта', 'емейл'] })
const pause = aType('wait.delay', 'Wait', 'Подождать', { en: ['pause', 'sleep'], ru: ['пауза', 'отложить'] })
const types = [pause, letter]
const found = (query: string, language: 'en' | 'ru' = 'en') => searchTypes(types, query, language).map(({ type }) => type)

test.each(['letter', 'send let', 'mail', 'E-Mail', 'почт', 'ПИСЬМО', 'отправить'])('a letter is found by “%s”', (query) => {
  expect(found(query)).toEqual(['msg.email'])
})

test('a name comes before a longer one, and a word that begins so before one that holds it inside', () => {
  const others = aType('logic.join', 'Wait for the others', 'Дождаться других', { en: ['merge'], ru: [] })
  const stage = aType('crm.stage', 'Move to a stage', 'Сменить этап', { en: [], ru: [] })
  const change = aType('crm.update', 'Change fields', 'Изменить поля', { en: ['tag'], ru: ['метка'] })
  const inOrder = (query: string) => searchTypes([others, stage, change, pause], query, 'en').map(({ type }) => type)

  expect(inOrder('wait')).toEqual(['wait.delay', 'logic.join'])
  expect(inOrder('tag')).toEqual(['crm.update', 'crm.stage'])
})

test.each(['паузы', 'паузами', 'letters'])('“%s” finds a step by another ending of its word', (query) => {
  expect(found(query)).toHaveLength(1)
})

test('a name that begins with the query comes before a description that holds it', () => {
  expect(found('wait')).toEqual(['wait.delay'])
  expect(found('пишет', 'ru')).toEqual(['wait.delay', 'msg.email'])
})

test('an empty query finds everything in the order of the palette', () => {
  expect(found('')).toEqual(['wait.delay', 'msg.email'])
})

test('ё and е are one letter to those who search', () => {
  const report = aType('msg.report', 'Report', 'Отчёт', { en: [], ru: [] })

  expect(searchTypes([report], 'отчет', 'ru')).toHaveLength(1)
})
