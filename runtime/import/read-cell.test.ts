import { expect, test } from 'vitest'
import { dayFormats } from '../../shared/import-targets.ts'
import { formatsReading, readCell, readDay } from './read-cell.ts'

const reading = { region: 'DE', currency: 'EUR', zone: 'Europe/Berlin' }
const title = { en: 'Field', ru: 'Поле' }

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

test('the formats of a column are those that read all of its cells', () => {
  const formatsOf = (cells: readonly string[]) => cells.reduce((left, cell) => formatsReading(cell, left), dayFormats as readonly string[])

  expect(formatsOf(['1/2/2026', '3/25/2026', ''])).toEqual(['M/D/YYYY'])
  expect(formatsOf(['1/2/2026', '25/3/2026'])).toEqual(['D/M/YYYY'])
  expect(formatsOf(['1/2/2026', '3/4/2026'])).toEqual(['M/D/YYYY', 'D/M/YYYY'])
  expect(formatsOf(['2010-12-01 08:26:00'])).toEqual(['YYYY-MM-DD'])
  expect(formatsOf(['19970101'])).toEqual(['YYYYMMDD'])
  expect(formatsOf(['29-02-2016 01:16'])).toEqual(['DD-MM-YYYY'])
  expect(formatsOf(['hello'])).toEqual([])
})

test.each([
  ['1 250,00 ₽', { cents: 125000, currency: 'RUB' }],
  ['€12.50', { cents: 1250, currency: 'EUR' }],
  ['550', { cents: 55000, currency: 'EUR' }],
  ['12.5 USD', { cents: 1250, currency: 'USD' }],
  ['¥1,200', { cents: 1200, currency: 'JPY' }],
  ['1.234 KWD', { cents: 1234, currency: 'KWD' }],
])('the amount %s is whole minor units with a currency', (cell, value) => {
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
