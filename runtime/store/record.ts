/** Between a record as everybody sees it (plain JSON) and the columns of its table; checks what is written. */
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { commonFields } from '../../shared/entities/entity.ts'
import { isJsonObject, type Json, type JsonObject, type Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { isDay, isInstant } from '../../shared/time.ts'
import type { ListChange } from './port.ts'
import type { Cell, Row, Table } from './table.ts'
import { columnsOf, entityTable } from './tables.ts'

/** A record with its revision. */
export type StoredRecord = Fields & { readonly revision: number }

/** What the store knows about an entity: its table, its fields and how to get from one to the other. */
export interface RecordType {
  readonly entity: EntityType
  readonly table: Table
  /** Fields that have columns. */
  readonly fields: ReadonlyMap<string, Codec>
  /** Fields that say since when another has its value: the name of that other one. */
  readonly stamps: ReadonlyMap<string, string>
  /** Names of all columns but the common ones, in the order of the table. */
  readonly columns: readonly string[]
}

/** How one field is checked, written and read. */
export interface Codec {
  readonly name: string
  readonly field: Field
  readonly columns: readonly string[]
  readonly encode: (value: Json) => readonly Cell[]
  readonly decode: (row: Row) => Json
}

/** Prepares an entity. */
export function recordType(entity: EntityType): RecordType {
  const fields = new Map(Object.entries(entity.fields).map(([name, field]) => [name, codecOf(name, field)]))
  const stamps = new Map(Object.entries(entity.fields).flatMap(([name, { since }]) => (since ? [[name, since] as const] : [])))
  return { entity, table: entityTable(entity), fields, stamps, columns: [...fields.values()].flatMap((codec) => codec.columns) }
}

function codecOf(name: string, field: Field): Codec {
  const columns = Object.keys(columnsOf(name, field))
  const common = { name, field, columns }
  switch (field.type) {
    case 'money':
      return {
        ...common,
        encode: (value) => (isJsonObject(value) ? [Number(value['cents']), String(value['currency'])] : [null, null]),
        decode: (row) => {
          const cents = row[`${name}_cents`] ?? null
          return cents === null ? null : { cents: Number(cents), currency: String(row[`${name}_currency`]) }
        },
      }
    case 'flag':
      return { ...common, encode: (value) => [value === null ? null : value ? 1 : 0], decode: (row) => flagOf(row[name]) }
    case 'time':
      return { ...common, encode: (value) => [value === null ? null : Date.parse(String(value))], decode: (row) => instantOf(row[name]) }
    case 'tags':
    case 'json':
      return { ...common, encode: (value) => [value === null ? null : JSON.stringify(value)], decode: (row) => jsonOf(row[name]) }
    default:
      return { ...common, encode: (value) => [value as Cell], decode: (row) => (row[name] ?? null) as Json }
  }
}

const flagOf = (cell: Cell | undefined): Json => (cell === null || cell === undefined ? null : cell === 1)

const instantOf = (cell: Cell | undefined): Json => (cell === null || cell === undefined ? null : new Date(Number(cell)).toISOString())

const jsonOf = (cell: Cell | undefined): Json => (cell === null || cell === undefined ? null : (JSON.parse(String(cell)) as Json))

/** The record in a row: `id`, every field (null where it is empty), the user's own fields, the common ones and `revision`. */
export function recordIn(type: RecordType, custom: Readonly<Record<string, Field>>, row: Row): StoredRecord {
  const record: Record<string, Json> = { id: String(row['id']) }
  for (const codec of type.fields.values()) record[codec.name] = codec.decode(row)
  const own = customIn(row)
  for (const name of Object.keys(custom)) record[name] = own[name] ?? null
  for (const name of Object.keys(commonFields)) record[name] = instantOf(row[name])
  record['revision'] = Number(row['revision'])
  return record as StoredRecord
}

/** The user's own fields as they are stored: values by name. */
export function customIn(row: Row): JsonObject {
  const stored = jsonOf(row['custom'])
  return isJsonObject(stored) ? stored : {}
}

/** What is wrong with a value for a field; null when nothing is. An empty text is no value: hand in `valueFor` first. */
export function problemOf(entity: string, name: string, field: Field, value: Json): Said | null {
  if (value === null) return null
  return isRight(field, value) ? null : { code: 'field-wrong', with: { entity, field: name } }
}

/** The value as it is kept: an empty text or list is nothing, an instant has the one form. */
export function valueFor(field: Field, value: Json): Json {
  if (value === '' || (Array.isArray(value) && value.length === 0 && field.type === 'tags')) return null
  if (field.type === 'time' && typeof value === 'string' && isInstant(value)) return new Date(value).toISOString()
  return value
}

/** A list of texts after a change of it: what was there keeps its place, and an empty list is nothing. */
export function listAfter(before: Json, { add, remove }: ListChange): Json {
  const texts = Array.isArray(before) ? before.map(String) : []
  const after = [...new Set([...texts, ...add])].filter((text) => !remove.includes(text))
  return after.length > 0 ? after : null
}

function isRight(field: Field, value: Json): boolean {
  switch (field.type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'flag':
      return typeof value === 'boolean'
    case 'money':
      return isJsonObject(value) && Number.isSafeInteger(value['cents']) && isCurrency(value['currency'])
    case 'day':
      return typeof value === 'string' && isDay(value)
    case 'time':
      return typeof value === 'string' && isInstant(value)
    case 'tags':
      return Array.isArray(value) && value.every((tag) => typeof tag === 'string' && isStorable(tag))
    case 'json':
      return true
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(field.options, value)
    default:
      return typeof value === 'string' && isStorable(value)
  }
}

const isCurrency = (value: Json | undefined): boolean => typeof value === 'string' && /^[A-Z]{3}$/.test(value)

/** PostgreSQL takes no NUL, and half a character would come back as another one. */
const isStorable = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text)

/** The record's name for people: its title fields, joined by a space. */
export const titleOf = (entity: EntityType, record: JsonObject): string =>
  entity.titleFields
    .map((name) => record[name])
    .filter((part) => part !== null && part !== undefined && part !== '')
    .join(' ')
