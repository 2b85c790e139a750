import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { noRealData, realData } from '../testing/real-data.ts'
import { normalPhone, readPhone } from './phone.ts'

test.each([
  ['8 (916) 123-45-67', 'RU', '+79161234567'],
  ['+7 916 123 45 67', 'DE', '+79161234567'],
  ['0151 23456789', 'de', '+4915123456789'],
  ['  +49 151 23456789 ', null, '+4915123456789'],
])('%s in %s is %s', (text, region, normal) => {
  expect(normalPhone(text, region)).toBe(normal)
})

test.each([
  ['', 'RU', 'phone-missing'],
  ['0151 23456789', null, 'phone-wrong'],
  ['0151 23456789', 'Nowhere', 'phone-wrong'],
  ['call me: +49 151 23456789', 'DE', 'phone-wrong'],
  ['+49 151 23456789 ext. 5', 'DE', 'phone-wrong'],
  ['12', 'DE', 'phone-wrong'],
  ['9'.repeat(10_000), 'DE', 'phone-wrong'],
])('%j in %s is refused: %s', (text, region, problem) => {
  expect(readPhone(text, region)).toEqual({ ok: false, problem })
})

const file = 'people/phones_example_numbers.csv'
const path = realData(file)

test.skipIf(path === null)(path ? 'a number of any country is known, written at home or from abroad' : noRealData(file), () => {
  const rows: Record<'region' | 'type' | 'national_number' | 'e164', string>[] = parse(readFileSync(path ?? '', 'utf8'), { columns: true })
  const unknown = rows.filter(({ e164 }) => normalPhone(e164, null) !== e164)
  const homeless = rows.filter(({ region, national_number, e164 }) => normalPhone(national_number, region) !== e164)

  expect(rows.length).toBeGreaterThan(300)
  expect(unknown).toEqual([])
  expect(homeless).toEqual([])
})
