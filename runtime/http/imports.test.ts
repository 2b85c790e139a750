import { expect, test } from 'vitest'
import { newId } from '../store/ids.ts'
import { type Columns, importTable, sendFile } from '../testing/an-import.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const people = 'Name;E-mail;City\nAnna Petrova;Anna@Client.test;Kazan\nBoris;boris@client.test;Perm\n;not an address;Omsk\n'
const asPeople = [
  { column: 'Name', field: 'name' },
  { column: 'E-mail', field: 'email' },
  { column: 'City', field: 'city' },
]
const count = async (app: TestApp, plural: string) => (await app.admin.get(`/api/${plural}`)).body.total

test('a file shows its columns, its separator and where they may belong', async () => {
  const app = await testApp()

  const { body } = await app.admin.post('/api/imports/preview', { file: await sendFile(app, people), entity: 'contact' })

  expect(body).toMatchObject({ rows: 3, delimiter: ';' })
  expect(body.columns.map(({ name, field }: { name: string; field: string }) => [name, field])).toEqual([
    ['Name', 'name'],
    ['E-mail', 'email'],
    ['City', 'city'],
  ])
})

test('a table in windows-1251 is read as well', async () => {
  const app = await testApp()
  const bytes = Uint8Array.from([
    0xc8, 0xec, 0xff, 0x3b, 0xc3, 0xee, 0xf0, 0xee, 0xe4, 0x0a, 0xc0, 0xed, 0xed, 0xe0, 0x3b, 0xcf, 0xe5, 0xf0, 0xec, 0xfc, 0x0a,
  ])

  const { body } = await app.admin.post('/api/imports/preview', { file: await sendFile(app, bytes), entity: 'contact' })

  expect(body.columns).toMatchObject([
    { name: 'Имя', samples: ['Анна'] },
    { name: 'Город', samples: ['Пермь'], field: 'city' },
  ])
})

test('rows become records, and those that cannot are kept with their reasons', async () => {
  const app = await testApp()

  const job = await importTable(app, 'contact', people, asPeople)
  const { items } = (await app.admin.get('/api/contacts?sort=firstName')).body
  const failures = await app.admin.get(`/api/imports/${job.id}/failures`)

  expect(job).toMatchObject({ state: 'done', done: 3, total: 3, result: { created: 2, failed: 1 } })
  expect(items).toMatchObject([
    { firstName: 'Anna', lastName: 'Petrova', email: 'anna@client.test', city: 'Kazan' },
    { firstName: 'Boris', city: 'Perm' },
  ])
  expect(failures.body).toBe('\ufeffName,E-mail,City,Row,Reason\r\n,not an address,Omsk,3,E-mail: This is not an e-mail address.\r\n')
})

test('lines of separators alone, as spreadsheets write them, make no records', async () => {
  const app = await testApp()

  const job = await importTable(app, 'contact', `${people};;\n ; ;\n`, asPeople)

  expect(job).toMatchObject({ done: 3, total: 3, result: { created: 2, failed: 1 } })
  expect(await count(app, 'contacts')).toBe(2)
})

test('a row is taken in without a value that cannot be read, where one asks for that', async () => {
  const app = await testApp()
  const csv = 'Name,E-mail,Birthday\nAnna,anna@client.test,soon\n'
  const mapping = [...asPeople.slice(0, 2), { column: 'Birthday', field: 'birthday' }]

  const refused = await importTable(app, 'contact', csv, mapping)
  const taken = await importTable(app, 'contact', csv, mapping, { unreadable: 'leave-out' })

  expect(refused.result).toMatchObject({ created: 0, failed: 1, failures: [{ row: 1, field: 'birthday', value: 'soon' }] })
  expect(taken.result).toMatchObject({ created: 1, failed: 0, partly: 1, failures: [{ row: 1, said: { code: 'field-day' } }] })
  expect((await app.admin.get('/api/contacts')).body.items).toMatchObject([{ firstName: 'Anna', birthday: null }])
  expect((await app.admin.get(`/api/imports/${taken.id}/failures`)).body).toContain('Taken in without it.')
})

test('a row that is not told apart is refused even then', async () => {
  const app = await testApp()

  const job = await importTable(
    app,
    'product',
    'sku,name\n,Lantern\n',
    [
      { column: 'sku', field: 'sku' },
      { column: 'name', field: 'name' },
    ],
    { unreadable: 'leave-out' },
  )

  expect(job.result).toMatchObject({ created: 0, failed: 1 })
})

test('days that can be read in two ways are asked about, and a named record is found by what finds it', async () => {
  const app = await testApp()
  const csv = 'Birthday,Created,Responsible\n1/2/1990,25/12/2020,Olga\n3/4/1991,1/2/2021,Olga\n'

  const { body } = await app.admin.post('/api/imports/preview', { file: await sendFile(app, csv), entity: 'contact' })

  expect(body.columns).toMatchObject([
    { field: 'birthday', format: null, formats: ['M/D/YYYY', 'D/M/YYYY'] },
    { formats: ['D/M/YYYY'] },
    { field: 'owner', by: 'name' },
  ])
})

test('a telephone number is one of the country that the row names', async () => {
  const app = await testApp()
  const csv = 'Name,Country,Phone\nVolga,Россия,8 495 123-45-67\nPacific,USA,(415) 523-7743\nUrals,Nowhere,030 123456\n'
  const mapping = [
    { column: 'Name', field: 'name' },
    { column: 'Country', field: 'country' },
    { column: 'Phone', field: 'phone' },
  ]

  const job = await importTable(app, 'company', csv, mapping)

  expect(job.result).toMatchObject({ created: 2, failed: 1 })
  expect((await app.admin.get('/api/companies?sort=name')).body.items).toMatchObject([{ phone: '+14155237743' }, { phone: '+74951234567' }])
})

test('a trial changes nothing and counts the same', async () => {
  const app = await testApp()

  const trial = await importTable(app, 'contact', people, asPeople, { dryRun: true })

  expect(trial.result).toMatchObject({ created: 2, failed: 1, dryRun: true })
  expect(await count(app, 'contacts')).toBe(0)
})

test.each([
  { duplicates: 'skip', city: null, position: 'Buyer', counts: { skipped: 1, updated: 0 } },
  { duplicates: 'fill', city: 'Kazan', position: 'Buyer', counts: { skipped: 0, updated: 1 } },
  { duplicates: 'update', city: 'Kazan', position: 'Head', counts: { skipped: 0, updated: 1 } },
] as const)('a contact that is there already: $duplicates', async ({ duplicates, city, position, counts }) => {
  const app = await testApp()
  await app.admin.post('/api/contacts', { fields: { firstName: 'Anna', email: 'anna@client.test', position: 'Buyer' } })
  const csv = 'E-mail,City,Position\nANNA@client.test,Kazan,Head\n'
  const mapping = [
    { column: 'E-mail', field: 'email' },
    { column: 'City', field: 'city' },
    { column: 'Position', field: 'position' },
  ]

  const job = await importTable(app, 'contact', csv, mapping, { duplicates })

  expect(job.result).toMatchObject({ created: 0, ...counts })
  expect((await app.admin.get('/api/contacts')).body.items).toMatchObject([{ city, position }])
})

test('two rows with one address make one contact', async () => {
  const app = await testApp()

  const job = await importTable(app, 'contact', 'Name,E-mail\nAnna,anna@client.test\nAnn,ANNA@client.test\n', asPeople.slice(0, 2))

  expect(job.result).toMatchObject({ created: 1, skipped: 1 })
})

const lines = `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID
1,A,Lantern,6,2010-12-01 08:26:00,2.55,17850
1,B,Heart,2,2010-12-01 08:26:00,3.39,17850
2,A,Lantern,1,2010-12-02 09:00:00,2.55,13047
2,A,Lantern,x,2010-12-02 09:00:00,2.55,13047
`
const asLines = [
  { column: 'InvoiceNo', field: 'order.number' },
  { column: 'StockCode', field: 'product.sku' },
  { column: 'Description', field: 'product.name' },
  { column: 'Quantity', field: 'quantity' },
  { column: 'InvoiceDate', field: 'order.orderedOn' },
  { column: 'UnitPrice', field: 'price', format: 'GBP' },
  { column: 'CustomerID', field: 'contact.externalId' },
]

test('order lines bring their orders, products and clients along', async () => {
  const app = await testApp()

  const job = await importTable(app, 'orderLine', lines, asLines)
  const orders = (await app.admin.get('/api/orders?sort=number')).body
  const order = orders.items[0]
  const orderLines = (await app.admin.get('/api/order-lines?sort=quantity')).body.items

  expect(job.result).toMatchObject({ created: 3, failed: 1, made: { order: 2, product: 2, contact: 2 } })
  expect(order).toMatchObject({ number: '1', orderedOn: '2010-12-01', total: { cents: 2208, currency: 'GBP' } })
  expect(orders.refs[order.contact].entity).toBe('contact')
  expect(orderLines.at(-1)).toMatchObject({
    quantity: 6,
    description: 'Lantern',
    orderedOn: '2010-12-01',
    order: order.id,
    contact: order.contact,
  })
})

test('the next file goes on with the orders of the last one', async () => {
  const app = await testApp()
  await importTable(app, 'orderLine', lines, asLines)

  const job = await importTable(app, 'orderLine', `${lines.split('\n')[0]}\n1,C,Bird,10,2010-12-01 08:26:00,1.00,17850\n`, asLines)

  expect(job.result).toMatchObject({ created: 1, made: { product: 1 } })
  expect((await app.admin.get('/api/orders?sort=number')).body.items[0].total).toEqual({ cents: 3208, currency: 'GBP' })
})

test('lines of orders that are there have their client and day, and an amount that somebody gave stays', async () => {
  const app = await testApp()
  const orders = 'No,Day,Client,Sum\n1,2026-03-02,7,\n2,2026-03-03,7,99.00\n'
  await importTable(app, 'order', orders, [
    { column: 'No', field: 'number' },
    { column: 'Day', field: 'orderedOn' },
    { column: 'Client', field: 'contact.externalId' },
    { column: 'Sum', field: 'total' },
  ])
  const mapping = asLines.filter(({ field }) => ['order.number', 'quantity', 'price'].includes(field))
  const table = (rows: string) => `InvoiceNo,Quantity,UnitPrice\n${rows}\n`

  await importTable(app, 'orderLine', table('1,2,10.00\n2,1,5.00'), mapping)
  await importTable(app, 'orderLine', table('1,1,10.00'), mapping)

  const made = (await app.admin.get('/api/orders?sort=number')).body.items
  expect(made).toMatchObject([{ total: { cents: 3000 } }, { total: { cents: 9900 } }])
  const [client] = (await app.admin.get('/api/contacts')).body.items
  for (const line of (await app.admin.get('/api/order-lines')).body.items) expect(line.contact).toBe(client.id)
  expect((await app.admin.get('/api/order-lines?sort=orderedOn')).body.items[0].orderedOn).toBe('2026-03-02')
})

test('a record that a column points to is found by the field that was chosen, or the row fails', async () => {
  const app = await testApp()
  await app.admin.post('/api/companies', { fields: { name: 'Ural' } })
  const mapping = [
    { column: 'Name', field: 'name' },
    { column: 'Company', field: 'company', by: 'name' },
    { column: 'Manager', field: 'owner', by: 'email' },
  ]

  const job = await importTable(
    app,
    'contact',
    'Name,Company,Manager\nAnna,URAL,olga@company.test\nBoris,Volga,olga@company.test\n',
    mapping,
  )

  expect(job.result).toMatchObject({ created: 1, failed: 1 })
  expect((await app.admin.get('/api/contacts')).body.items).toMatchObject([{ firstName: 'Anna', owner: app.admin.id }])
})

test('a double click starts one import', async () => {
  const app = await testApp()
  const file = await sendFile(app, people)
  const body = { key: 'the same key', file, entity: 'contact', mapping: asPeople, duplicates: 'skip', startWorkflows: false, dryRun: false }

  const replies = await Promise.all([1, 2, 3].map(() => app.admin.post('/api/imports', body)))
  await app.parts.jobs.idle()

  expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1)
  expect(await count(app, 'contacts')).toBe(2)
  expect((await app.admin.get('/api/jobs')).body.items).toHaveLength(1)
})

test('a mapping that cannot be is refused before anything starts', async () => {
  const app = await testApp()
  const file = await sendFile(app, people)
  const start = (mapping: Columns) =>
    app.admin.post('/api/imports', {
      key: newId(),
      file,
      entity: 'deal',
      mapping,
      duplicates: 'skip',
      startWorkflows: false,
      dryRun: false,
    })

  const noKey = await start([{ column: 'City', field: 'contact.city' }])
  const unknown = await start([{ column: 'Nowhere', field: 'title' }])

  expect([noKey.status, noKey.body.fields[0].message]).toEqual([422, expect.stringContaining('map a column that tells them apart')])
  expect(unknown.body.fields).toMatchObject([{ path: 'mapping.0' }])
})
