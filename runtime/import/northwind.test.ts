/** The tables of a wholesaler, one after the other: firms, people, goods with their stock, orders, and what was in them. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { type Columns, importTable } from '../testing/an-import.ts'
import { noRealData, realData } from '../testing/real-data.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const here = realData('northwind/orders.csv')
const real = (text: string) => (here ? text : noRealData('northwind/orders.csv'))
const table = (name: string): Buffer => readFileSync(realData(`northwind/${name}.csv`) ?? '')
const rowsOf = (name: string): Record<string, string>[] => parse(table(name), { columns: true })

/** The mapping `column > field`, or `column > field in format`. */
const columns = (text: string): Columns =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [, column = '', field = '', format] = /^\s*(.+?) > (\S+)(?: in (\S+))?$/.exec(line) ?? []
      return { column, field, ...(format === undefined ? {} : { format }) }
    })

const asCompanies = columns(`
  customer_id > externalId
  company_name > name
  city > city
  country > country
  phone > phone`)

const asContacts = columns(`
  customer_id > externalId
  contact_name > name
  contact_title > position
  company_name > company.name
  city > city`)

const asProducts = columns(`
  product_id > sku
  product_name > name
  quantity_per_unit > unit
  unit_price > price in USD
  units_in_stock > inStock
  discontinued > discontinued`)

const asOrders = columns(`
  order_id > number
  customer_id > contact.externalId
  order_date > orderedOn in YYYY-MM-DD`)

const asLines = columns(`
  order_id > order.number
  product_id > product.sku
  unit_price > price in USD
  quantity > quantity`)

const all = async ({ admin }: TestApp, plural: string) => {
  const items: Record<string, unknown>[] = []
  for (let cursor = ''; ; ) {
    const { body } = await admin.get(`/api/${plural}?limit=200&sort=createdAt${cursor}`)
    items.push(...body.items)
    if (body.next === null) return items
    cursor = `&cursor=${encodeURIComponent(body.next)}`
  }
}

test.skipIf(!here)(
  real('its tables become firms, people, goods, orders and lines that know each other'),
  { timeout: 120_000 },
  async () => {
    const app = await testApp()

    const companies = await importTable(app, 'company', table('customers'), asCompanies, { unreadable: 'leave-out' })
    const contacts = await importTable(app, 'contact', table('customers'), asContacts, { matchBy: 'externalId' })
    const products = await importTable(app, 'product', table('products'), asProducts)
    const orders = await importTable(app, 'order', table('orders'), asOrders)
    const lines = await importTable(app, 'orderLine', table('order_details'), asLines)

    // Telephone numbers of the set are often invented: the firm is taken in without, and the row is told.
    expect(companies.result).toMatchObject({ created: 36, failed: 0 })
    expect(companies.result['partly']).toBeGreaterThan(10)
    expect(contacts.result).toMatchObject({ created: 36, failed: 0, made: {} })
    expect(products.result).toMatchObject({ created: 77, failed: 0 })
    expect(orders.result).toMatchObject({ created: 327, failed: 0, made: {} })
    expect(lines.result).toMatchObject({ created: 876, failed: 0, made: {} })

    const chai = (await all(app, 'products')).find(({ sku }) => sku === '1')
    expect(chai).toMatchObject({ name: 'Chai', price: { cents: 1800, currency: 'USD' }, inStock: 39, discontinued: true })
    const people = await all(app, 'contacts')
    const maria = people.find(({ externalId }) => externalId === 'ALFKI')
    expect(maria).toMatchObject({ firstName: 'Maria', lastName: 'Anders', position: 'Sales Representative', city: 'Berlin' })
    const made = await all(app, 'orders')
    const lineList = await all(app, 'order-lines')
    const vinet = made.find(({ number }) => number === '10248')
    const ofVinet = lineList.filter(({ order }) => order === vinet?.['id'])
    // 12 × 14 + 10 × 9.80 + 5 × 34.80: the prices of the day, not those of the products now.
    expect(vinet).toMatchObject({ orderedOn: '1996-07-04', total: { cents: 44_000, currency: 'USD' } })
    expect(ofVinet).toHaveLength(3)
    for (const line of ofVinet) expect(line).toMatchObject({ contact: vinet?.['contact'], orderedOn: '1996-07-04' })
    expect(new Set(ofVinet.map(({ description }) => description))).toContain('Queso Cabrales')
    const worth = rowsOf('order_details').reduce(
      (sum, row) => sum + Math.round(Number(row['unit_price']) * 100) * Number(row['quantity']),
      0,
    )
    expect(made.reduce((sum, { total }) => sum + (total as { cents: number }).cents, 0)).toBe(worth)
  },
)

test.skipIf(!here)(
  real('a second time the same tables change nothing, and lines of unknown orders are told'),
  { timeout: 120_000 },
  async () => {
    const app = await testApp()
    await importTable(app, 'product', table('products'), asProducts)
    await importTable(app, 'company', table('customers'), asCompanies, { unreadable: 'leave-out' })

    const again = await importTable(app, 'product', table('products'), asProducts, { duplicates: 'update' })
    const firms = await importTable(app, 'company', table('customers'), asCompanies)
    const lines = await importTable(app, 'orderLine', table('order_details'), asLines)

    expect(again.result).toMatchObject({ created: 0, updated: 0, skipped: 77 })
    expect(firms.result['created']).toBe(0)
    // An order cannot be made of its number alone: it has no day.
    expect(lines.result).toMatchObject({ created: 0, failed: 876 })
    const failures: string = (await app.admin.get(`/api/imports/${lines.id}/failures`)).body
    expect(failures.trim().split('\r\n')).toHaveLength(877)
    expect(failures).toContain('Order, Number: There is none yet, and it cannot be made without this field: Date.')
  },
)
