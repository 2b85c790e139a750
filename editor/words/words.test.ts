import { expect, test } from 'vitest'
import { speechIn } from './use-words.ts'
import type { Entry } from './words.ts'

const files = import.meta.glob<Readonly<Record<string, unknown>>>(
  ['./*.ts', '!./*.test.ts', '!./words.ts', '!./use-words.ts', '!./all.ts'],
  { eager: true },
)
const entries = Object.values(files).flatMap((file) => Object.values(file).flatMap((area) => Object.entries(area as Record<string, Entry>)))

test('every word is there in both languages, in all forms of the plural', () => {
  const incomplete = entries.filter(([, { en, ru }]) => {
    const english = typeof en === 'string' ? [en] : [en.one, en.other]
    const russian = typeof ru === 'string' ? [ru] : [ru.one, ru.few, ru.many]
    return [...english, ...russian].some((text) => typeof text !== 'string' || text.trim() === '')
  })

  expect(incomplete).toEqual([])
})

test('both languages use the same values', () => {
  const valuesIn = (text: string | object) =>
    [...new Set([...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort().join()
  const uneven = entries.filter(([, { en, ru }]) => valuesIn(en) !== valuesIn(ru)).map(([key]) => key)

  expect(uneven).toEqual([])
})

test('no two areas claim the same key', () => {
  expect(new Set(entries.map(([key]) => key)).size).toBe(entries.length)
})

test.each([
  [1, '1 запись'],
  [2, '2 записи'],
  [5, '5 записей'],
  [11, '11 записей'],
  [21, '21 запись'],
])('Russian bends after %i', (count, expected) => {
  expect(speechIn('ru').t('common.records', { count })).toBe(expected)
})

test('a value is put in as it is, without being read as markup or as a key', () => {
  expect(speechIn('en').t('common.notFoundNamed', { name: '<b>{count}</b>' })).toContain('<b>{count}</b>')
})

test('a number is written as the language writes it', () => {
  expect(speechIn('en').t('common.records', { count: 5000 })).toBe('5,000 records')
})
