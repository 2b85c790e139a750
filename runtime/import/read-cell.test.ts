import { expect, test } from 'vitest'
import { guessDayFormat, readCell, readDay, readNumber } from './read-cell.ts'

const reading = { region: 'DE', currency: 'EUR', zone: 'Europe/Berlin' }
const title = { en: 'Field', ru: 'Поле' }

test.each([
  ['1234.5', 1234.5],
  ['1 234,5', 1234.5],
  ['1\u00a0234,50', 1234.5],
  ['1,234.50', 1234.5],
  ['1.234,50', 1234.5],
  ['1,234', 1234],
  ['1,234,567', 1234567],
  ['0,5', 0.5],
  ['-7', -7],
  ['(12)', -12],
  ['12 %', 12],
])('the number %s is %d', (text, number) => {
  expect(readNumber(text)).toBe(number)
})

test.each(['', 'twelve', '1-2', '--1', '.', '1e5'])('"%s" is no number', (text) => {
  expect(readNumber(text)).toBeNull()
})

test.each([
  ['2026-03-02', '2026-03-02'],
  ['2010-12-01 08:26:00', '2010-12-01'],
  ['02.03.2026', '2026-03-02'],
  ['2.3.26', '2026-03-02'],
  ['3/25/2026', '2026-03-25'],
  ['25/3/2026', '2026-03-25'],
  ['19970118', '1997-01-18'],
])('the day %s is %s', (text, day) => {
  expect(readDay(text, null)).toBe(day)
})

test('a day that does not exist is not moved to one that does', () => {
  expect(readDay('30.02.2026', null)).toBeNull()
})

test('the format of a column is the one that reads all of its samples', () => {
  expect(guessDayFormat(['1/2/2026', '3/25/2026'])).toBe('M/D/YYYY')
  expect(guessDayFormat(['1/2/2026', '25/3/2026'])).toBe('D/M/YYYY')
  expect(guessDayFormat(['hello'])).toBeNull()
})

test.each([
  ['1 250,00 ₽', { cents: 125000, currency: 'RUB' }],
  ['€12.50', { cents: 1250, currency: 'EUR' }],
  ['550', { cents: 55000, currency: 'EUR' }],
  ['12.5 USD', { cents: 1250, currency: 'USD' }],
])('the amount %s is whole cents with a currency', (cell, value) => {
  expect(readCell({ type: 'money', title }, cell, null, reading)).toEqual({ value })
})

test('a choice is read by its key and by its words in both languages', () => {
  const options = { lead: { en: 'Lead', ru: 'Лид' } }

  for (const cell of ['lead', 'Lead', 'ЛИД'])
    expect(readCell({ type: 'choice', title, options }, cell, null, reading)).toEqual({ value: 'lead' })
  expect(readCell({ type: 'choice', title, options }, 'friend', null, reading)).toEqual({ code: 'field-choice' })
})

test('a time without a zone is one of the company', () => {
  expect(readCell({ type: 'time', title }, '02.03.2026 10:00', null, reading)).toEqual({ value: '2026-03-02T09:00:00.000Z' })
})
