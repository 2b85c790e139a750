/** Looks through every text that may name a person, and says how the rows of others read without them. */
import type { EntityType } from '../../shared/entities/entity.ts'
import { entities } from '../../shared/entities.ts'
import type { Dialect } from './dialect.ts'
import { decisions, isAboutPeople, mentionsIn, personRefs } from './erase-decisions.ts'
import { erasedText, namesOf, redacted, redactedText } from './redact.ts'
import { type Cell, quoted, type Row, type Table } from './table.ts'
import { allTables } from './tables.ts'
import type { Rewrite } from './traces.ts'

/** Statements that take long, answered in their order. */
export type Scan = (
  statements: readonly { readonly sql: string; readonly params: readonly Cell[] }[],
) => Promise<readonly (readonly Row[])[]>

/** A row that names the person somewhere. */
export interface Mention {
  readonly table: string
  readonly id: string
  readonly row: Row
  /** Null for a table of our own. */
  readonly entity: EntityType | null
  isNamed(column: string): boolean
  /** How it reads without them. */
  readonly rewrite: Rewrite
  /** The file of a letter as it came, which cannot be rewritten. */
  readonly rawFile: string | null
}

interface Place {
  readonly table: Table
  readonly entity: EntityType | null
  readonly columns: readonly string[]
  /** Further columns that say whose a row is. */
  readonly more: readonly string[]
}

const described = new Map(entities.filter(isAboutPeople).map((entity) => [entity.name, entity]))

/** How a row is told that has no id of its own name, and whose it is. */
const ownersOf: Readonly<Record<string, readonly string[]>> = { events: ['id'], changes: ['record'], positions: ['run'] }

const places: readonly Place[] = allTables().flatMap((table) => {
  const entity = described.get(table.name) ?? null
  const columns = entity ? mentionsIn(entity) : (decisions[table.name]?.mentions ?? [])
  return columns.length > 0 ? [{ table, entity, columns, more: entity ? personRefs(entity) : (ownersOf[table.name] ?? []) }] : []
})

/** All rows in which one of these texts stands, in whatever letter case. */
export async function mentionsOf(values: readonly string[], dialect: Dialect, scan: Scan): Promise<readonly Mention[]> {
  const names = namesOf(values)
  if (!names) return []
  const answers = await scan(places.map((place) => mentioning(place, values, dialect)))
  return places.flatMap((place, index) => (answers[index] ?? []).map((row) => mentionIn(place, row, names)))
}

function mentioning({ table, columns, more }: Place, values: readonly string[], { indexOf }: Dialect) {
  const wanted = [...new Set([...table.key, ...columns, ...more])].map(quoted).join(', ')
  const each = columns.flatMap((column) => values.map(() => `${indexOf(`lower(${quoted(column)})`, 'lower(?)')} > 0`))
  return { sql: `select ${wanted} from ${quoted(table.name)} where ${each.join(' or ')}`, params: columns.flatMap(() => values) }
}

function mentionIn({ table, entity, columns }: Place, row: Row, names: RegExp): Mention {
  const isNamed = (column: string) => String(row[column] ?? '').search(names) >= 0
  return {
    table: table.name,
    id: String(row['id']),
    row,
    entity,
    isNamed,
    rawFile: entity?.fields['rawFile'] && typeof row['rawFile'] === 'string' ? row['rawFile'] : null,
    rewrite: {
      table: table.name,
      key: Object.fromEntries(table.key.map((name) => [name, row[name] ?? null])),
      columns: decisions[table.name]?.mentionRemoves
        ? null
        : Object.fromEntries(
            columns.flatMap((column) => {
              const from = row[column]
              if (typeof from !== 'string' || !(isNamed(column) || unreadable.has(column))) return []
              return [[column, { from, to: unreadable.has(column) ? null : without(from, column, table, entity, names) }]]
            }),
          ),
    },
  }
}

/** What came in as it came, in base64 or in a file: nobody can tell what it says, so it goes with the first mention. */
const unreadable: ReadonlySet<string> = new Set(['raw', 'rawFile'])

function without(from: string, column: string, table: Table, entity: EntityType | null, names: RegExp): string | null {
  const { kind, required } = table.columns[column] ?? { kind: 'text', required: true }
  if (kind === 'json' || kind === 'parts') return JSON.stringify(redacted(JSON.parse(from), names, !keepsPlaces.has(table.name)))
  const rest = redactedText(from, names)
  return rest === erasedText && !required && !entity?.fields[column]?.required ? null : rest
}

/** Others are found in these lists by their place. */
const keepsPlaces: ReadonlySet<string> = new Set(['runs', 'positions', 'parts', 'trails'])
