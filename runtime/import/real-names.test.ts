/** Names of people from all over the world, in their own scripts: imported, and found again as one types them. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { importTable } from '../testing/an-import.ts'
import { noRealData, realData } from '../testing/real-data.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const surnames = realData('people/surnames.csv')
const forenames = realData('people/forenames.csv')
const real = (text: string) => (surnames && forenames ? text : noRealData('people/surnames.csv'))

/** As somebody types a name who presses Shift too long, and who writes neither stress marks nor two dots. */
const asTyped = (name: string): string =>
  /\p{Script=Cyrillic}/u.test(name)
    ? name
        .toUpperCase()
        .replace(/\u0301/g, '')
        .replace(/Ё/g, 'Е')
    : name.toUpperCase()

const find = async ({ admin }: TestApp, text: string): Promise<readonly string[]> =>
  (await admin.get(`/api/search?limit=50&text=${encodeURIComponent(text)}`)).body.items.map(({ title }: { title: string }) => title)

test.skipIf(!surnames || !forenames)(
  real('every name of the world is found in any letter case, a Russian one without its stress'),
  { timeout: 120_000 },
  async () => {
    const app = await testApp()
    const names = [
      ...new Set(
        [surnames, forenames].flatMap((path) =>
          (parse(readFileSync(path ?? ''), { columns: true }) as Record<string, string>[]).map(
            (row) => row['Localized Name']?.trim() ?? '',
          ),
        ),
      ),
    ].filter((name) => name !== '')
    const table = ['name,number', ...names.map((name, at) => `"${name}",${at}`)].join('\n')

    const job = await importTable(app, 'contact', table, [
      { column: 'name', field: 'lastName' },
      { column: 'number', field: 'externalId' },
    ])

    expect(job.result).toMatchObject({ created: names.length, failed: 0 })
    expect(names.length).toBeGreaterThan(1500)
    const missed: string[] = []
    for (const name of names) if (!(await find(app, asTyped(name))).includes(name)) missed.push(name)
    expect(missed).toEqual([])
    expect(await find(app, 'смирнов')).toContain('Смирно́в')
    expect(await find(app, 'СОЛОВЬЕВ')).toContain('Соловьёв')
  },
)
