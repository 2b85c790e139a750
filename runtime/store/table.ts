/**
 * What a table is, said once for both databases: the migrations are made from it (`drizzle-tables.ts`), and so are the
 * functions that turn a row into an object and back.
 *
 * Instants are whole milliseconds, flags are 0 and 1, JSON is text that we write and read ourselves: so a row has the
 * same bytes in SQLite and in PostgreSQL, and a text survives both unchanged.
 */

/**
 * `sequence` is counted up by the database; `integer` holds whole numbers up to 2⁵³; `parts` is JSON of which large parts
 * are kept elsewhere (`large-parts.ts`): it is given as text, and read as it stands.
 */
export type ColumnKind = 'text' | 'integer' | 'number' | 'time' | 'flag' | 'json' | 'parts' | 'bytes' | 'sequence'

/** Null is stored where an optional value is missing, and never `undefined` read. */
export interface Column {
  readonly kind: ColumnKind
  /** Never null. */
  readonly required: boolean
}

/** `where` is fixed text that both databases understand. */
export interface Index {
  readonly on: readonly string[]
  readonly unique?: boolean
  /** Only rows for which this SQL holds. */
  readonly where?: string
}

/** `key` is the primary key. Order and names of the columns are those in the database. */
export interface Table {
  readonly name: string
  readonly columns: Readonly<Record<string, Column>>
  readonly key: readonly string[]
  readonly indexes: readonly Index[]
}

/** A column that is never null. */
export const must = (kind: ColumnKind): Column => ({ kind, required: true })

/** A column that may be null. */
export const may = (kind: ColumnKind): Column => ({ kind, required: false })

/** `index('a', 'b')` over columns of all rows. */
export const index = (...on: string[]): Index => ({ on })

/** A value as the database takes and gives it. */
export type Cell = string | number | null | Uint8Array

/** A row as the database gives it. */
export type Row = Readonly<Record<string, Cell>>

/** A name of ours in SQL. It escapes nothing, so it is not for what people type. */
export const quoted = (name: string): string => `"${name}"`

/** Columns that we write ourselves, in the order of `encoder`. */
export const writtenColumns = (table: Table): string[] =>
  Object.keys(table.columns).filter((name) => table.columns[name]?.kind !== 'sequence')

/** Makes the function that turns an object into the values of its columns, in the order of `writtenColumns`. */
export function encoder(table: Table): (row: object) => Cell[] {
  const columns = writtenColumns(table).map((name) => ({ name, encode: encoders[table.columns[name]?.kind ?? 'text'] }))
  return (row) => columns.map(({ name, encode }) => encode((row as Readonly<Record<string, unknown>>)[name]))
}

const encoders: Readonly<Record<ColumnKind, (value: unknown) => Cell>> = {
  text: (value) => (value ?? null) as Cell,
  integer: (value) => (value ?? null) as Cell,
  number: (value) => (value ?? null) as Cell,
  sequence: (value) => (value ?? null) as Cell,
  bytes: (value) => (value ?? null) as Cell,
  time: (value) => (value instanceof Date ? value.getTime() : null),
  flag: (value) => (value === null || value === undefined ? null : value ? 1 : 0),
  json: (value) => (value === null || value === undefined ? null : JSON.stringify(value)),
  parts: (value) => (value ?? null) as Cell,
}

/** Makes the function that turns a row of the database into the object it was made of. `prefix` stands before its columns in a join. */
export function decoder<Decoded>(table: Table, prefix = ''): (row: Row) => Decoded {
  const columns = writtenColumns(table).map((name) => ({
    name,
    from: prefix + name,
    decode: decoders[table.columns[name]?.kind ?? 'text'],
  }))
  return (row) => {
    const decoded: Record<string, unknown> = {}
    for (const { name, from, decode } of columns) decoded[name] = decode(row[from] ?? null)
    return decoded as Decoded
  }
}

const decoders: Readonly<Record<ColumnKind, (cell: Cell) => unknown>> = {
  text: (cell) => cell,
  integer: (cell) => cell,
  number: (cell) => cell,
  sequence: (cell) => cell,
  bytes: (cell) => cell,
  time: (cell) => (cell === null ? null : new Date(Number(cell))),
  flag: (cell) => (cell === null ? null : cell === 1),
  json: (cell) => (cell === null ? null : JSON.parse(String(cell))),
  parts: (cell) => (cell === null ? null : JSON.parse(String(cell))),
}

/** The columns for a `select`, each under its own name or with a prefix: `e."id" as "e.id"`. */
export function selected(table: Table, alias: string, prefix = ''): string {
  return writtenColumns(table)
    .map((name) => `${alias}.${quoted(name)}${prefix ? ` as ${quoted(prefix + name)}` : ''}`)
    .join(', ')
}

/** `insert into … (…) values ` and `(?, ?, …)`, apart, so that rows can be inserted many at a time. */
export function insertInto(table: Table): { readonly head: string; readonly row: string; readonly sql: string } {
  const columns = writtenColumns(table)
  const head = `insert into ${quoted(table.name)} (${columns.map(quoted).join(', ')}) values `
  const row = `(${columns.map(() => '?').join(', ')})`
  return { head, row, sql: head + row }
}

/** Inserts a row or writes it over the one with the same key. */
export function upsertInto(table: Table): string {
  const rest = writtenColumns(table).filter((name) => !table.key.includes(name))
  const sets = rest.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')
  return `${insertInto(table).sql} on conflict (${table.key.map(quoted).join(', ')}) do ${sets ? `update set ${sets}` : 'nothing'}`
}
