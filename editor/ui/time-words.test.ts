import { expect, test } from 'vitest'
import { dayInWords, moneyInWords, relativeTime, zoneInWords } from './time-words.ts'

const now = new Date('2026-03-02T12:00:00Z')
const moscow = { zone: 'Europe/Moscow', now }

test.each([
  ['2026-03-02T11:55:00Z', '5 minutes ago', '5 минут назад'],
  ['2026-03-03T13:00:00Z', 'tomorrow', 'завтра'],
  ['2026-03-01T09:00:00Z', 'yesterday', 'вчера'],
  ['2025-12-31T22:30:00Z', '1 Jan', '1 янв.'],
])('%s is said as a person would say it', (at, english, russian) => {
  expect(relativeTime(at, { language: 'en', ...moscow })).toBe(english)
  expect(relativeTime(at, { language: 'ru', ...moscow })).toBe(russian)
})

test('a day stays the same day in every zone', () => {
  expect(dayInWords('2026-03-02', 'en')).toBe('2 Mar 2026')
})

test('whole sums have no decimals, others have all of them', () => {
  expect(moneyInWords({ cents: 4_800_000, currency: 'RUB' }, 'en')).toBe('₽48,000')
  expect(moneyInWords({ cents: 1250, currency: 'EUR' }, 'en')).toBe('€12.50')
  expect(moneyInWords({ cents: 500, currency: 'JPY' }, 'en')).toBe('¥500')
})

test('a zone is called by its place in the language of the reader', () => {
  expect(zoneInWords('Europe/Moscow', 'ru')).toBe('Москва (GMT+3)')
  expect(zoneInWords('Europe/Moscow', 'en')).toBe('Europe/Moscow (GMT+3)')
})
