import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { startPglite } from '../testing/pglite-driver.ts'
import { aStep } from '../testing/sample-rows.ts'
import { type Migration, migrationsFolder, migrationsIn } from './migrations.ts'
import { openStore } from './open.ts'
import { openPostgresOver } from './postgres.ts'
import type { StepRow } from './rows.ts'
import { databaseFile } from './sqlite.ts'
import { encoder, writtenColumns } from './table.ts'
import { trails } from './tables.ts'
import { packedSteps, unpackedSteps } from './trail-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'tandem-'))
afterAll(() => rmSync(folder, { recursive: true }))

const encode = encoder(trails)
const asRow = (row: object) => Object.fromEntries(writtenColumns(trails).map((name, at) => [name, encode(row)[at] ?? null]))

const steps: fc.Arbitrary<StepRow[]> = fc
  .array(
    fc.record({
      run: fc.constantFrom('anna', 'boris'),
      skipped: fc.constantFrom(1, 1, 1, 2),
      at: fc.constantFrom(new Date(0), new Date(60_000)),
      node: fc.constantFrom('ask', 'wait'),
      outcome: fc.constantFrom('leave:yes', 'leave:no', 'wait'),
      detail: fc.constantFrom({}, { in: { name: 'Анна' } }),
    }),
  )
  .map((drawn) => {
    let number = 0
    return drawn.map(({ skipped, ...step }) => {
      number += skipped
      return { ...aStep(step.run, number), ...step }
    })
  })

test('steps come back as they were put in, however they lie together', () => {
  fc.assert(
    fc.property(steps, (put) => {
      expect([...packedSteps(put)].flatMap((row) => unpackedSteps(asRow(row)))).toEqual(put)
    }),
  )
})

test('the steps of one advance are one row, which knows how often each port was left', () => {
  const put = [1, 2, 3].map((number) => ({ ...aStep('anna', number), outcome: number === 3 ? 'wait' : 'leave:yes' }))
  const rows = [...packedSteps(put)]
  expect(rows).toHaveLength(1)
  expect(rows[0]?.left).toEqual([['ask', 'leave:yes', 2]])
})

const before = aStep('anna', 7)
const asBefore = [
  before.run,
  before.number,
  before.position,
  before.node,
  before.visit,
  before.at.getTime(),
  'leave:out',
  JSON.stringify(before.detail),
]
const insertBefore = `insert into "steps" ("run", "number", "position", "node", "visit", "at", "outcome", "detail") values (?, ?, ?, ?, ?, ?, ?, ?)`
const untilThen = (dialect: 'sqlite' | 'postgres') =>
  migrationsIn(migrationsFolder(), dialect).filter(({ name }: Migration) => name < '0004_without_steps')

test('an installation in SQLite from before keeps its trails', async () => {
  const database = new Sqlite(join(folder, databaseFile))
  database.exec('create table "migrations" ("name" text primary key not null)')
  for (const { name, statements } of untilThen('sqlite')) {
    for (const statement of statements) database.exec(statement)
    database.prepare('insert into "migrations" values (?)').run(name)
  }
  database.prepare(insertBefore).run(asBefore)
  database.close()
  const store = await openStore({ dataDir: folder })
  expect(await store.steps('anna')).toEqual([{ ...before, outcome: 'leave:out' }])
  await store.close()
})

test('an installation in PostgreSQL from before keeps its trails', { timeout: 60_000 }, async () => {
  const postgres = await startPglite()
  const { query } = postgres.driver
  await query('create table "migrations" ("name" text primary key not null)', [])
  for (const { name, statements } of untilThen('postgres')) {
    for (const statement of statements) await query(statement, [])
    await query('insert into "migrations" values (?)', [name])
  }
  await query(insertBefore, asBefore)
  const store = await openPostgresOver(postgres.driver, 'pglite')
  expect(await store.steps('anna')).toEqual([{ ...before, outcome: 'leave:out' }])
  await store.close()
  await postgres.end()
})

test('a fork is left by each of its ways as often as branches begin there', () => {
  const fork = { ...aStep('anna', 1), node: 'both', outcome: 'fork', detail: { ways: { letter: 1, item: 3 } } }

  expect([...packedSteps([fork])].flatMap(({ left }) => left)).toEqual([
    ['both', 'leave:letter', 1],
    ['both', 'leave:item', 3],
  ])
})
