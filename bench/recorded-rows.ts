/**
 * What one webhook leaves in the database. The ceiling writes just these rows, with fresh ids and values of its own, so
 * that both sides of the comparison store the same bytes under the same indexes.
 */
import { createHash } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { newId } from '../runtime/store/ids.ts'
import { numbered } from './drawings.ts'

type Cell = string | number | null

interface RecordedRow {
  readonly table: string
  readonly columns: readonly string[]
  readonly cells: readonly Cell[]
}

/** What a sample looked like: what has to be replaced in its cells. */
export interface Recording {
  readonly rows: readonly RecordedRow[]
  readonly body: string
  readonly number: number
  /** When it was recorded; instants about then become the present. */
  readonly at: number
  /** `create …` of every table, index and trigger. */
  readonly schema: readonly string[]
}

type Marks = ReadonlyMap<string, number>

/** Where every table ends now. */
export function marks(file: string): Marks {
  return withDatabase(file, (database) => new Map(tableNames(database).map((name) => [name, lastRow(database, name)])))
}

/** The rows that came after the marks. */
export function recordedSince(file: string, before: Marks, body: string, number: number): Recording {
  return withDatabase(file, (database) => {
    const rows = tableNames(database).flatMap((table) => {
      // A number that the database counts up itself is not written.
      const columns = (database.pragma(`table_info("${table}")`) as { name: string; type: string; pk: number }[])
        .filter(({ type, pk }) => !(pk === 1 && type.toLowerCase() === 'integer'))
        .map(({ name }) => name)
      const found = database
        .prepare(`select ${columns.map((name) => `"${name}"`).join(', ')} from "${table}" where rowid > ? order by rowid`)
        .raw()
        .all(before.get(table) ?? 0) as Cell[][]
      return found.map((cells) => ({ table, columns, cells }))
    })
    const schema = database.prepare(
      `select sql from sqlite_schema where sql is not null and name not like 'sqlite_%' and name not like 'searchableWords_%'`,
    )
    return { rows, body, number, at: Date.now(), schema: schema.pluck().all() as string[] }
  })
}

/** Reads a database file beside the product that has it open: opened read-only, closed afterwards, also when `use` throws. */
export function withDatabase<Result>(file: string, use: (database: Sqlite.Database) => Result): Result {
  const database = new Sqlite(file, { readonly: true })
  try {
    return use(database)
  } finally {
    database.close()
  }
}

const tableNames = (database: Sqlite.Database): string[] =>
  database
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like 'searchableWords%'`)
    .pluck()
    .all() as string[]

const lastRow = (database: Sqlite.Database, table: string): number =>
  Number(database.prepare(`select max(rowid) from "${table}"`).pluck().get() ?? 0)

/** How many bytes the cells hold. */
export const bytesIn = ({ rows }: Recording): number =>
  rows.reduce(
    (sum, { cells }) => sum + cells.reduce<number>((all, cell) => all + (typeof cell === 'string' ? Buffer.byteLength(cell) : 8), 0),
    0,
  )

/** Makes the function that turns a received body into the rows that the product would have written for it. */
export function rowsLike(recording: Recording): (bytes: Buffer, number: string) => readonly (readonly Cell[])[] {
  const sample = Buffer.from(numbered(recording.body, recording.number))
  const own = recording.rows.flatMap(({ columns, cells }) =>
    cells.filter((cell, index) => columns[index] === 'id' && typeof cell === 'string'),
  )
  const replaced = [...new Set(own), sample.toString('base64'), hashOf(sample), String(recording.number).padStart(10, '0')].map(String)
  const pattern = new RegExp(`(${replaced.map((text) => text.replaceAll(/[+/.]/g, '\\$&')).join('|')})`)
  const ids = new Set(own).size
  const compiled = recording.rows.map(({ cells }) => cells.map((cell) => compile(cell)))

  function compile(cell: Cell): (fresh: readonly string[], now: number) => Cell {
    if (typeof cell === 'number') return Math.abs(cell - recording.at) < 600_000 ? (_fresh, now) => now : () => cell
    const parts = cell === null ? [] : cell.split(pattern).map((part) => ({ part, at: replaced.indexOf(part) }))
    if (parts.length <= 1) return () => cell
    return (fresh) => parts.map(({ part, at }) => (at < 0 ? part : fresh[at])).join('')
  }

  return (bytes, number) => {
    const fresh = Array.from({ length: ids }, newId)
    fresh.push(bytes.toString('base64'), hashOf(bytes), number)
    const now = Date.now()
    return compiled.map((cells) => cells.map((cell) => cell(fresh, now)))
  }
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64url')
