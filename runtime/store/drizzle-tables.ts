/** Turns our description of the tables into drizzle's, once per dialect, so that drizzle-kit writes the migrations. Used while developing only. */
import { sql } from 'drizzle-orm'
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'
import type { ColumnKind, Index, Table } from './table.ts'

const bytea = pg.customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

const sqliteKinds: Readonly<Record<ColumnKind, (name: string) => lite.SQLiteColumnBuilderBase & Required>> = {
  text: (name) => lite.text(name),
  json: (name) => lite.text(name),
  parts: (name) => lite.text(name),
  integer: (name) => lite.integer(name),
  time: (name) => lite.integer(name),
  flag: (name) => lite.integer(name),
  sequence: (name) => lite.integer(name),
  number: (name) => lite.real(name),
  bytes: (name) => lite.blob(name),
}

const postgresKinds: Readonly<Record<ColumnKind, (name: string) => pg.PgColumnBuilderBase & Required>> = {
  text: (name) => pg.text(name),
  json: (name) => pg.text(name),
  parts: (name) => pg.text(name),
  integer: (name) => pg.bigint(name, { mode: 'number' }),
  time: (name) => pg.bigint(name, { mode: 'number' }),
  flag: (name) => pg.smallint(name),
  sequence: (name) => pg.bigserial(name, { mode: 'number' }),
  number: (name) => pg.doublePrecision(name),
  bytes: (name) => bytea(name),
}

interface Required {
  notNull(): unknown
}

/** The tables as drizzle's SQLite tables. */
export function sqliteTables(tables: readonly Table[]): Record<string, lite.SQLiteTable> {
  return Object.fromEntries(
    tables.map((table) => [
      table.name,
      lite.sqliteTable(table.name, columnsFrom<lite.SQLiteColumnBuilderBase>(table, sqliteKinds), (columns) => [
        lite.primaryKey({ columns: pick(columns, table.key) as [lite.SQLiteColumn] }),
        ...table.indexes.map((index) => {
          const made = (index.unique ? lite.uniqueIndex : lite.index)(indexName(table, index)).on(
            ...(pick(columns, index.on) as [lite.SQLiteColumn]),
          )
          return index.where ? made.where(sql.raw(index.where)) : made
        }),
      ]),
    ]),
  )
}

/** The tables as drizzle's PostgreSQL tables. */
export function postgresTables(tables: readonly Table[]): Record<string, pg.PgTable> {
  return Object.fromEntries(
    tables.map((table) => [
      table.name,
      pg.pgTable(table.name, columnsFrom<pg.PgColumnBuilderBase>(table, postgresKinds), (columns) => [
        pg.primaryKey({ name: `${table.name}_pk`, columns: pick(columns, table.key) as [pg.PgColumn] }),
        ...table.indexes.map((index) => {
          const made = (index.unique ? pg.uniqueIndex : pg.index)(indexName(table, index)).on(...(pick(columns, index.on) as [pg.PgColumn]))
          return index.where ? made.where(sql.raw(index.where)) : made
        }),
      ]),
    ]),
  )
}

function columnsFrom<Builder>(
  table: Table,
  kinds: Readonly<Record<ColumnKind, (name: string) => Builder & Required>>,
): Record<string, Builder> {
  return Object.fromEntries(
    Object.entries(table.columns).map(([name, column]) => {
      const built = kinds[column.kind](name)
      return [name, column.required ? (built.notNull() as Builder) : built]
    }),
  )
}

const pick = (columns: object, names: readonly string[]): unknown[] => names.map((name) => (columns as Record<string, unknown>)[name])

/** Steady names: a changed index is a new one. */
function indexName(table: Table, index: Index): string {
  const condition = index.where
    ? `_${index.where
        .replaceAll(/[^A-Za-z]+/g, ' ')
        .trim()
        .replaceAll(' ', '_')}`
    : ''
  return `${table.name}_${index.on.join('_')}${index.unique ? '_unique' : ''}${condition}`.slice(0, 60)
}
