import { expect, test } from 'vitest'
import { agoWords, aheadWords, durationWords, lastingWords, lastWords, nextWords } from './duration-words.ts'

test.each([
  ['P1D', '1 day', '1 день'],
  ['P2D', '2 days', '2 дня'],
  ['P5D', '5 days', '5 дней'],
  ['P11D', '11 days', '11 дней'],
  ['P21D', '21 days', '21 день'],
  ['P1W', '1 week', '1 неделя'],
  ['P3M', '3 months', '3 месяца'],
  ['P5Y', '5 years', '5 лет'],
  ['PT1H30M', '1 hour 30 minutes', '1 час 30 минут'],
  ['PT1S', '1 second', '1 секунда'],
  ['P0D', '0 days', '0 дней'],
  ['soon', 'soon', 'soon'],
])('%s is "%s", "%s"', (duration, en, ru) => {
  expect([durationWords(duration, 'en'), durationWords(duration, 'ru')]).toEqual([en, ru])
})

test('words agree with what they stand beside', () => {
  expect([lastingWords('P1W', 'ru'), lastingWords('PT1M', 'ru'), lastingWords('P1W', 'en')]).toEqual(['1 неделю', '1 минуту', '1 week'])
  expect([agoWords('P1W', 'ru'), agoWords('P30D', 'en'), agoWords('P0D', 'ru'), agoWords('P0D', 'en')]).toEqual([
    '1 неделю назад',
    '30 days ago',
    'сейчас',
    'now',
  ])
  expect([aheadWords('PT1M', 'ru'), aheadWords('P7D', 'en'), aheadWords('P0D', 'ru'), aheadWords('P0D', 'en')]).toEqual([
    'через 1 минуту',
    'in 7 days',
    'сейчас',
    'now',
  ])
  expect(['P90D', 'P1M', 'P1W', 'P21D', 'P21W', 'PT1H30M'].map((duration) => lastWords(duration, 'ru'))).toEqual([
    'за последние 90 дней',
    'за последний месяц',
    'за последнюю неделю',
    'за последний 21 день',
    'за последнюю 21 неделю',
    'за последние 1 час 30 минут',
  ])
  expect(['P90D', 'P1M', 'PT1H30M'].map((duration) => lastWords(duration, 'en'))).toEqual([
    'in the last 90 days',
    'in the last month',
    'in the last 1 hour 30 minutes',
  ])
  expect([nextWords('P7D', 'ru'), nextWords('P1W', 'ru'), nextWords('P1D', 'en')]).toEqual([
    'в ближайшие 7 дней',
    'в ближайшую неделю',
    'in the next day',
  ])
})
