/** Deals of a seller with the typing errors of real life: what cannot be told is told about, and no deal is lost. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { importTable } from '../testing/an-import.ts'
import { noRealData, realData } from '../testing/real-data.ts'
import { testApp } from '../testing/test-app.ts'

const here = realData('crm/sales_pipeline.csv')
const name = here
  ? 'deals come in with their firms, and a product that is spelled otherwise is told of'
  : noRealData('crm/sales_pipeline.csv')
const table = (file: string): Buffer => readFileSync(realData(`crm/${file}.csv`) ?? '')

test.skipIf(!here)(name, { timeout: 120_000 }, async () => {
  const app = await testApp()
  const rows: Record<string, string>[] = parse(table('sales_pipeline'), { columns: true })
  await importTable(app, 'product', table('products'), [
    { column: 'product', field: 'sku' },
    { column: 'series', field: 'name' },
  ])
  await importTable(app, 'company', table('accounts'), [
    { column: 'account', field: 'name' },
    { column: 'sector', field: 'sector' },
    { column: 'office_location', field: 'country' },
  ])
  const deals = [
    { column: 'opportunity_id', field: 'title' },
    { column: 'product', field: 'product', by: 'sku' },
    { column: 'account', field: 'company.name' },
    { column: 'close_date', field: 'closesOn', format: 'M/D/YYYY' },
    { column: 'close_value', field: 'amount', format: 'USD' },
  ]

  const strict = await importTable(app, 'deal', table('sales_pipeline'), deals, { dryRun: true })
  const job = await importTable(app, 'deal', table('sales_pipeline'), deals, { unreadable: 'leave-out' })

  const misspelt = rows.filter((row) => row['product'] === 'GTXPro').length
  expect(misspelt).toBeGreaterThan(500)
  expect(strict.result).toMatchObject({ created: rows.length - misspelt, failed: misspelt, made: {} })
  expect(strict.result['failures']).toContainEqual(expect.objectContaining({ field: 'product', value: 'GTXPro' }))
  expect(job.result).toMatchObject({ created: 4594, failed: 0, partly: misspelt, made: {} })
  const without = `/api/deals?limit=1&filter=${encodeURIComponent(JSON.stringify({ field: 'company', is: 'empty' }))}`
  expect((await app.admin.get(without)).body.total).toBe(rows.filter((row) => row['account'] === '').length)
})
