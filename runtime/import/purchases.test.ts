/** A year of a real wholesaler in one table: its lines bring their orders, goods and clients along. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { importTable } from '../testing/an-import.ts'
import { noRealData, realData } from '../testing/real-data.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const file = 'purchases/online_retail.csv'
const path = realData(file)
const name = path
  ? 'its 190,877 rows become clients, goods, orders and lines, and what was taken back counts against them'
  : noRealData(file)

const columns = [
  { column: 'InvoiceNo', field: 'order.number' },
  { column: 'StockCode', field: 'product.sku' },
  { column: 'Description', field: 'product.name' },
  { column: 'Quantity', field: 'quantity' },
  { column: 'InvoiceDate', field: 'order.orderedOn', format: 'YYYY-MM-DD' },
  { column: 'UnitPrice', field: 'price', format: 'GBP' },
  { column: 'CustomerID', field: 'contact.externalId' },
]

test.skipIf(!path)(name, { timeout: 300_000 }, async () => {
  const app = await testApp()
  const table = readFileSync(path ?? '')
  const rows: Record<string, string>[] = parse(table, { columns: true })

  const job = await importTable(app, 'orderLine', table, columns)

  expect(job).toMatchObject({
    state: 'done',
    done: 190_877,
    result: { created: 190_877, failed: 0, skipped: 0, made: { order: 10_786, product: 3_497, contact: 2_195 } },
  })
  expect(await totals(app)).toEqual({ orders: 10_786, lines: 190_877, products: 3_497, contacts: 2_195 })

  const cancelled = rows.filter((row) => row['InvoiceNo']?.startsWith('C'))
  const backs = await find(app, 'orders', { field: 'number', is: 'starts-with', value: 'C' })
  expect(backs.total).toBe(new Set(cancelled.map((row) => row['InvoiceNo'])).size)
  expect(backs.items.every(({ total }: { total: { cents: number } }) => total.cents <= 0)).toBe(true)

  // Postage, manual corrections and bank charges are lines too, under their odd codes.
  for (const sku of ['POST', 'M', 'D', 'C2', 'BANK CHARGES', 'PADS']) {
    const [product] = (await find(app, 'products', { field: 'sku', is: 'is', value: sku })).items
    const lines = await find(app, 'order-lines', { field: 'product', is: 'is', value: product.id })
    expect([sku, lines.total]).toEqual([sku, rows.filter((row) => row['StockCode'] === sku).length])
  }
  const one = rows.filter((row) => row['InvoiceNo'] === '536365')
  const [order] = (await find(app, 'orders', { field: 'number', is: 'is', value: '536365' })).items
  expect(order).toMatchObject({ orderedOn: '2010-12-01', total: { cents: worth(one), currency: 'GBP' } })
})

const worth = (rows: readonly Record<string, string>[]): number =>
  rows.reduce((sum, row) => sum + Math.round(Math.round(Number(row['UnitPrice']) * 100) * Number(row['Quantity'])), 0)

const find = async ({ admin }: TestApp, plural: string, rule: object) =>
  (await admin.get(`/api/${plural}?limit=200&filter=${encodeURIComponent(JSON.stringify(rule))}`)).body

async function totals({ admin }: TestApp) {
  const total = async (plural: string): Promise<number> => (await admin.get(`/api/${plural}?limit=1`)).body.total
  return {
    orders: await total('orders'),
    lines: await total('order-lines'),
    products: await total('products'),
    contacts: await total('contacts'),
  }
}
