import { expect, test } from 'vitest'
import { entityNamed } from '../../shared/entities.ts'
import { guessMapping } from './guess-mapping.ts'

const guess = (entity: string, columns: Readonly<Record<string, string>>) =>
  guessMapping(
    entityNamed(entity),
    () => ({}),
    Object.keys(columns).map((name) => ({ name, formats: [] })),
  ).map(({ field }) => field)

test('purchases of a shop find their orders, products and clients', () => {
  const columns = {
    InvoiceNo: '536365',
    StockCode: '85123A',
    Description: 'T-LIGHT HOLDER',
    Quantity: '6',
    InvoiceDate: '2010-12-01 08:26:00',
    UnitPrice: '2.55',
    CustomerID: '17850',
    Country: 'United Kingdom',
  }

  expect(guess('orderLine', columns)).toEqual([
    'order.number',
    'product.sku',
    'description',
    'quantity',
    'order.orderedOn',
    'price',
    'contact.externalId',
    null,
  ])
})

test('Russian columns of contacts are known', () => {
  expect(
    guess('contact', { Имя: 'Анна', Фамилия: 'Петрова', Почта: 'a@b.test', Телефон: '1', Компания: 'Урал', Город: 'Пермь', Цвет: 'x' }),
  ).toEqual(['firstName', 'lastName', 'email', 'phone', 'company.name', 'city', null])
})

test('the format of a day comes with the guess, unless several would read the days', () => {
  const formatOf = (formats: readonly string[]) =>
    guessMapping(entityNamed('contact'), () => ({}), [{ name: 'Birthday', formats }])[0]?.format

  expect(formatOf(['D/M/YYYY'])).toBe('D/M/YYYY')
  expect(formatOf(['M/D/YYYY', 'D/M/YYYY'])).toBe(null)
})
