/** The two readers of rules agree: a rule is true in SQL of exactly those records of which it is true in memory. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { entityNamed } from '../../shared/entities.ts'
import type { Json } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { testRule } from '../../shared/rule-test.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Segment, Segments } from '../../shared/segments.ts'
import { startPglite } from '../testing/pglite-driver.ts'
import { anyRule, anySegments, anyWorld, type RuleWorld, ruleNow, segmentNames, sourceIn } from '../testing/rule-arbitraries.ts'
import { openStore } from './open.ts'
import type { Store } from './port.ts'
import { openPostgresOver } from './postgres.ts'
import { recordType } from './record.ts'
import { type Cell, insertInto, quoted } from './table.ts'

interface Ground {
  readonly store: Store
  run(sql: string, params: readonly Cell[]): Promise<unknown>
  end(): Promise<void>
}

const grounds: Readonly<Record<string, { readonly worlds: number; start(): Promise<Ground> }>> = {
  SQLite: { worlds: 60, start: onSqlite },
  PostgreSQL: { worlds: 12, start: onPglite },
}

/** In a zone of their own, so that days begin neither at midnight of UTC nor at that of this machine. */
const zone = 'America/New_York'

describe.each(Object.entries(grounds))('On %s', (_, { worlds, start }) => {
  let started: Promise<Ground> | null = null
  afterAll(async () => (await started)?.end())

  test.each(['contact', 'company', 'order', 'task', 'product'])(
    'random rules about records of "%s" find the records for which they hold',
    async (entity) => {
      started ??= start()
      const ground = await started

      const rules = fc.array(anyRule(entity, segmentNames), { minLength: 12, maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(anyWorld(entity), anySegments(entity), rules, async (world, segments, rules) => {
          await fill(ground, { ...world, segment: [...segments].map(segmentRecord) })
          for (const rule of rules) {
            const found = await ground.store.ids(entity, rule, { limit: 100, now: ruleNow })
            expect(found.toSorted(), JSON.stringify(rule)).toEqual(inMemory(world, entity, rule, segments))
          }
        }),
        { numRuns: worlds },
      )
    },
    120_000,
  )

  test('texts that look like SQL or patterns are only texts', async () => {
    started ??= start()
    const ground = await started
    const names = ["x' or 1=1 --", '%', '_', '"; drop table "contact"', '\\', '?', '$1']
    await fill(ground, { contact: names.map((firstName, at) => ({ id: `c${at}`, firstName, createdAt: '2026-01-01T00:00:00.000Z' })) })

    for (const [at, name] of names.entries()) {
      const rule = { field: 'firstName', is: 'is', value: name } as const
      expect(await ground.store.ids('contact', rule, { limit: 10, now: ruleNow })).toEqual([`c${at}`])
    }
    expect(await ground.store.count('contact', { field: 'firstName', is: 'contains', value: '%' }, ruleNow)).toBe(1)
  })
})

const segmentRecord = ([key, { id, entity, rule }]: readonly [string, Segment]): Fields => ({
  ...{ id, key, name: key, entity, rule: rule as unknown as Json, createdAt: '2026-01-01T00:00:00.000Z', archivedAt: null },
})

const inMemory = (world: RuleWorld, entity: string, rule: Rule, segments: Segments): string[] =>
  (world[entity] ?? [])
    .filter((record) => testRule(rule, sourceIn(world, entity, record, ruleNow, zone, segments), ruleNow).holds)
    .map(({ id }) => id)
    .toSorted()

/** Writes a world as it is, the times of creation included, which no change could. */
async function fill({ run }: Ground, world: RuleWorld): Promise<void> {
  for (const [entity, records] of Object.entries(world)) {
    const type = recordType(entityNamed(entity))
    await run(`delete from ${quoted(entity)}`, [])
    for (const record of records) {
      const time = (name: string) => (typeof record[name] === 'string' ? Date.parse(String(record[name])) : null)
      const cells: Cell[] = [record.id, ...[...type.fields.values()].flatMap((codec) => codec.encode(record[codec.name] ?? null))]
      cells.push(null, time('createdAt'), time('updatedAt') ?? time('createdAt'), time('archivedAt'), 1)
      await run(insertInto(type.table).sql, cells)
    }
  }
}

async function onSqlite(): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tandem-'))
  const store = await openStore({ dataDir, zone: () => zone })
  const second = new Database(join(dataDir, 'tandem.db'))
  second.pragma('synchronous = OFF')
  return {
    store,
    run: async (sql, params) => second.prepare(sql).run(...params),
    async end() {
      second.close()
      await store.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}

async function onPglite(): Promise<Ground> {
  const postgres = await startPglite()
  const store = await openPostgresOver(postgres.driver, 'pglite', { zone: () => zone })
  return { store, run: postgres.driver.query, end: postgres.end }
}
