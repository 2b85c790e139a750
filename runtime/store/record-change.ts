/**
 * The one function that writes a record. Beside the row it writes what happened to it (`changes`), keeps the search
 * box and the addresses of contacts in step, and appends the event that starts and wakes workflows.
 */
import type { Field } from '../../shared/entities/entity.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { Dialect } from './dialect.ts'
import type { RecordChange, Refusal } from './port.ts'
import { type Codec, customIn, listAfter, problemOf, type RecordType, recordIn, type StoredRecord, titleOf, valueFor } from './record.ts'
import { searchText } from './search-words.ts'
import { type Cell, encoder, insertInto, quoted, type Row } from './table.ts'
import * as tables from './tables.ts'
import type { Ask, Work } from './work.ts'

/** What a commit knows while it works. */
export interface Writing {
  readonly dialect: Dialect
  type(entity: string): RecordType | null
  /** The fields that users added to an entity. */
  custom(entity: string): Readonly<Record<string, Field>>
  /** Of lines of the history and of events. */
  newId(): string
}

interface Changed {
  readonly ok: true
  readonly event: CrmEvent | null
}

/** Applies one change; nothing is written when it is refused. */
export function* changeRecord(change: RecordChange, writing: Writing): Work<Changed | Refusal> {
  const type = writing.type(change.entity)
  if (!type) return refused('invalid', 'entity-unknown', { entity: change.entity })
  const given = checked(change, type, writing)
  if ('ok' in given) return given
  if (change.change === 'create') return yield* createRecord(change, type, given, writing)

  const { rows } = yield one(selectRecord(type, writing.dialect), [change.id])
  const row = rows[0]
  if (!row) return refused('not-found', 'record-missing', { entity: change.entity, id: change.id })
  const revision = Number(row['revision'])
  if (change.revision !== null && change.revision !== revision) {
    return refused('stale', 'record-changed-since', { entity: change.entity, id: change.id, revision })
  }
  return yield* updateRecord(change, type, given, recordIn(type, writing.custom(change.entity), row), row, writing)
}

/** What a commit would say of the values of a change, without looking at any record; null when they fit. */
export function wrongWith(change: RecordChange, writing: Pick<Writing, 'type' | 'custom'>): Said | null {
  const type = writing.type(change.entity)
  if (!type) return { code: 'entity-unknown', with: { entity: change.entity } }
  const given = checked(change, type, writing)
  return 'ok' in given ? given.said : null
}

/** The given fields in their kept form, or what is wrong with them. */
function checked(change: RecordChange, type: RecordType, writing: Pick<Writing, 'custom'>): Map<string, Json> | Refusal {
  const custom = writing.custom(change.entity)
  const fieldNamed = (name: string) => type.fields.get(name)?.field ?? (Object.hasOwn(custom, name) ? custom[name] : undefined)
  const given = new Map<string, Json>()
  for (const [name, list] of Object.entries(change.lists ?? {})) {
    const field = fieldNamed(name)
    if (!field) return refused('invalid', 'field-unknown', { entity: change.entity, field: name })
    const problem = field.type === 'tags' ? problemOf(change.entity, name, field, [...list.add]) : notAList(change.entity, name)
    if (problem) return { ok: false, problem: 'invalid', said: problem }
  }
  for (const [name, raw] of Object.entries(change.fields)) {
    const field = fieldNamed(name)
    if (!field) return refused('invalid', 'field-unknown', { entity: change.entity, field: name })
    const value = valueFor(field, raw)
    const problem = problemOf(change.entity, name, field, value)
    if (problem) return { ok: false, problem: 'invalid', said: problem }
    given.set(name, value)
  }
  for (const [name, { field }] of type.fields) {
    if (change.change === 'create' && !given.has(name) && field.type === 'choice' && field.default) given.set(name, field.default)
    const missing = change.change === 'create' ? (given.get(name) ?? null) === null : given.has(name) && given.get(name) === null
    if (field.required && missing) return refused('invalid', 'field-required', { entity: change.entity, field: name })
  }
  return given
}

const notAList = (entity: string, field: string): Said => ({ code: 'field-wrong', with: { entity, field } })

function* createRecord(change: RecordChange, type: RecordType, given: Map<string, Json>, writing: Writing): Work<Changed | Refusal> {
  for (const [name, source] of type.stamps) if (!given.has(name) && given.has(source)) given.set(name, change.at.toISOString())
  const custom: Record<string, Json> = {}
  const cells: Cell[] = [change.id]
  for (const codec of type.fields.values()) cells.push(...codec.encode(given.get(codec.name) ?? null))
  for (const [name, value] of given) if (!type.fields.has(name) && value !== null) custom[name] = value
  const at = change.at.getTime()
  cells.push(Object.keys(custom).length > 0 ? JSON.stringify(custom) : null, at, at, null, 1)
  const { changes } = yield one(statementsOf(type).insert, cells)
  if (changes === 0) return yield* whatIsTaken(change, type, given)

  const record: Record<string, Json> = {}
  for (const [name, value] of given) if (value !== null) record[name] = value
  const taken = yield* keepIdentities(change, type, {}, record)
  if (taken) return taken
  yield* keepSearch(change, type, record, appendsSearchable)
  yield appended(writing.newId(), change, type, record, null, null, record)
  if (!type.entity.events || change.quiet) return { ok: true, event: null }
  const keys = yield* keysOf(type, record, writing)
  const event = eventOf(writing.newId(), change, type, 'record-created', record, {
    ...record,
    entity: change.entity,
    ...(keys ? { keys } : {}),
  })
  yield* appendEvent(event, 'pending')
  return { ok: true, event }
}

function* updateRecord(
  change: RecordChange,
  type: RecordType,
  given: Map<string, Json>,
  before: StoredRecord,
  row: Row,
  writing: Writing,
): Work<Changed | Refusal> {
  const changed: Record<string, { from: Json; to: Json }> = {}
  for (const [name, more] of Object.entries(change.add ?? {})) given.set(name, Number(before[name] ?? 0) + more)
  for (const [name, list] of Object.entries(change.lists ?? {})) given.set(name, listAfter(before[name] ?? null, list))
  for (const [name, to] of given) {
    const from = before[name] ?? null
    if (!same(from, to)) changed[name] = { from, to }
  }
  const archivedAt = archival(change, before['archivedAt'] ?? null)
  if (archivedAt !== undefined) changed['archivedAt'] = { from: before['archivedAt'] ?? null, to: archivedAt }
  if (Object.keys(changed).length === 0) return { ok: true, event: null }
  for (const [name, source] of type.stamps) {
    if (changed[source]) changed[name] = { from: before[name] ?? null, to: change.at.toISOString() }
  }

  const after: Record<string, Json> = { ...before }
  for (const [name, { to }] of Object.entries(changed)) after[name] = to
  const clash = yield* clashOf(change, type, changed, after)
  if (clash) return clash
  yield* writeRow(change, type, changed, after, row)
  const taken = yield* keepIdentities(change, type, before, after)
  if (taken) return taken
  if (needsSearch(type, changed)) yield* keepSearch(change, type, after, upsertsSearchable)
  for (const [field, { from, to }] of Object.entries(changed)) {
    if (!type.stamps.has(field)) yield appended(writing.newId(), change, type, after, field, from, to)
  }
  const kind = change.change === 'archive' ? 'record-archived' : 'record-changed'
  if (!type.entity.events || change.quiet) return { ok: true, event: null }
  const told = yield* withKeys(type, changed, writing)
  const event = eventOf(writing.newId(), change, type, kind, after, { entity: change.entity, changed: told })
  yield* appendEvent(event, 'pending')
  return { ok: true, event }
}

/** The stable keys of what the record points to, by field: workflows know a stage by its key. Null when it points to nothing of the kind. */
function* keysOf(type: RecordType, record: JsonObject, writing: Writing): Work<Record<string, Json> | null> {
  const keys: Record<string, Json> = {}
  for (const { name, field } of type.fields.values()) {
    const key = yield* keyOf(field, record[name] ?? null, writing)
    if (key !== null) keys[name] = key
  }
  return Object.keys(keys).length > 0 ? keys : null
}

function* withKeys(type: RecordType, changed: Readonly<Record<string, { from: Json; to: Json }>>, writing: Writing): Work<JsonObject> {
  const told: Record<string, JsonObject> = {}
  for (const [name, { from, to }] of Object.entries(changed)) {
    const field = type.fields.get(name)?.field
    const fromKey = field ? yield* keyOf(field, from, writing) : null
    const toKey = field ? yield* keyOf(field, to, writing) : null
    told[name] = fromKey === null && toKey === null ? { from, to } : { from, to, fromKey, toKey }
  }
  return told
}

/** People are known by their ids; everything else that has a key is known by it. */
function* keyOf(field: Field, id: Json, writing: Writing): Work<Json> {
  if (field.type !== 'ref' || field.entity === 'user' || typeof id !== 'string') return null
  const type = writing.type(field.entity)
  if (!type?.entity.key) return null
  const { rows } = yield one(`select ${quoted(type.entity.key)} as "key" from ${quoted(type.table.name)} where "id" = ?`, [id])
  return rows[0] ? String(rows[0]['key']) : null
}

/** The new value of `archivedAt`; undefined where it stays. */
function archival(change: RecordChange, archivedAt: Json): Json | undefined {
  if (change.change === 'archive' && archivedAt === null) return change.at.toISOString()
  if (change.change === 'restore' && archivedAt !== null) return null
  return undefined
}

const same = (a: Json, b: Json): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))

function* writeRow(
  change: RecordChange,
  type: RecordType,
  changed: Readonly<Record<string, { readonly to: Json }>>,
  after: JsonObject,
  row: Row,
): Work<void> {
  const sets: string[] = []
  const cells: Cell[] = []
  let custom: Record<string, Json> | null = null
  for (const [name, { to }] of Object.entries(changed)) {
    const codec = type.fields.get(name)
    if (codec) {
      sets.push(...codec.columns.map((column) => `${quoted(column)} = ?`))
      cells.push(...codec.encode(to))
    } else if (name !== 'archivedAt') {
      custom ??= { ...customIn(row) }
      custom[name] = to
    }
  }
  if (custom) {
    sets.push('"custom" = ?')
    cells.push(JSON.stringify(custom))
  }
  const archivedAt = after['archivedAt']
  sets.push('"archivedAt" = ?')
  cells.push(typeof archivedAt === 'string' ? Date.parse(archivedAt) : null)
  const sql = `update ${quoted(type.table.name)} set ${sets.join(', ')}, "updatedAt" = ?, "revision" = "revision" + 1 where "id" = ?`
  yield one(sql, [...cells, change.at.getTime(), change.id])
}

/** Another record that is not archived has the value of a unique field. */
function* clashOf(change: RecordChange, type: RecordType, changed: object, after: JsonObject): Work<Refusal | null> {
  if (after['archivedAt'] !== null && after['archivedAt'] !== undefined) return null
  for (const codec of type.fields.values()) {
    if (!codec.field.unique || !(codec.name in changed || 'archivedAt' in changed)) continue
    const other = yield* holderOf(type, codec, after[codec.name] ?? null, change.id)
    if (other) return refused('not-unique', 'field-taken', { entity: change.entity, field: codec.name, record: other })
  }
  return null
}

/** Says why a row could not be inserted. */
function* whatIsTaken(change: RecordChange, type: RecordType, given: Map<string, Json>): Work<Refusal> {
  for (const codec of type.fields.values()) {
    if (!codec.field.unique) continue
    const other = yield* holderOf(type, codec, given.get(codec.name) ?? null, change.id)
    if (other) return refused('not-unique', 'field-taken', { entity: change.entity, field: codec.name, record: other })
  }
  return refused('not-unique', 'field-taken', { entity: change.entity, field: 'id', record: change.id })
}

function* holderOf(type: RecordType, codec: Codec, value: Json, except: string): Work<string | null> {
  const [column = ''] = codec.columns
  const [cell = null] = codec.encode(value)
  if (cell === null) return null
  const sql = `select "id" from ${quoted(type.table.name)} where ${quoted(column)} = ? and "archivedAt" is null and "id" <> ?`
  const { rows } = yield one(sql, [cell, except])
  return rows[0] ? String(rows[0]['id']) : null
}

const channels = ['email', 'phone'] as const

/** Keeps the addresses of a contact; those of an archived one are free for others. */
function* keepIdentities(change: RecordChange, type: RecordType, before: JsonObject, after: JsonObject): Work<Refusal | null> {
  if (type.entity.name !== 'contact') return null
  for (const channel of channels) {
    const from = before['archivedAt'] ? null : (before[channel] ?? null)
    const to = after['archivedAt'] ? null : (after[channel] ?? null)
    if (from === to) continue
    if (from !== null)
      yield one('delete from "identities" where "channel" = ? and "address" = ? and "contact" = ?', [channel, String(from), change.id])
    if (to === null) continue
    const { changes } = yield one(`${insertInto(tables.identities).sql} on conflict do nothing`, [channel, String(to), change.id])
    if (changes > 0) continue
    const { rows } = yield one('select "contact" from "identities" where "channel" = ? and "address" = ?', [channel, String(to)])
    return refused('not-unique', 'field-taken', { entity: 'contact', field: channel, record: String(rows[0]?.['contact'] ?? '') })
  }
  return null
}

const needsSearch = (type: RecordType, changed: object): boolean =>
  'archivedAt' in changed ||
  Object.keys(changed).some((name) => type.fields.get(name)?.field.search || name === 'owner' || type.entity.titleFields.includes(name))

/** What the search box finds of a record that was written without a change. */
export const keepSearchOf = (type: RecordType, record: StoredRecord): Work<void> =>
  keepSearch({ id: record.id, entity: type.entity.name }, type, record, upsertsSearchable)

/** Writes what the search box finds of a record. */
function* keepSearch(
  change: Pick<RecordChange, 'id' | 'entity'>,
  type: RecordType,
  record: JsonObject,
  write: Omit<Ask, 'params'>,
): Work<void> {
  const searched = statementsOf(type).searched
  if (searched.length === 0) return
  const texts = searched.map((name) => record[name]).filter((value) => typeof value === 'string')
  const shown = searched.filter((name) => !type.entity.titleFields.includes(name)).map((name) => record[name])
  const detail = shown
    .filter((value) => typeof value === 'string')
    .join(' · ')
    .slice(0, 200)
  const owner = record['owner']
  const title = titleOf(type.entity, record).slice(0, 200)
  const archived = record['archivedAt'] ? 1 : 0
  const params = [change.id, change.entity, typeof owner === 'string' ? owner : null, title, detail, searchText(texts), archived]
  yield { ...write, params }
}

const intoSearchable = insertInto(tables.searchable)
const appendsSearchable: Omit<Ask, 'params'> = { sql: intoSearchable.sql, appends: { table: 'searchable', ...intoSearchable } }

const upsertsSearchable: Omit<Ask, 'params'> = {
  sql: `${intoSearchable.sql} on conflict ("record") do update set ${['owner', 'title', 'detail', 'words', 'archived']
    .map((name) => `${quoted(name)} = excluded.${quoted(name)}`)
    .join(', ')}`,
  later: true,
}

const encodeChange = encoder(tables.changes)
const appendsChanges = { table: 'changes', ...insertInto(tables.changes) }

/** The line of the history; without a field it tells of the whole record. */
function appended(
  line: string,
  change: RecordChange,
  type: RecordType,
  record: JsonObject,
  field: string | null,
  from: Json,
  to: Json,
): Ask {
  const about = type.entity.about && type.entity.about !== 'id' ? (record[type.entity.about] ?? null) : null
  const { entity, id, at, cause } = change
  const row = { id: line, entity, record: id, about, at, cause, field, old: from, new: to }
  return { sql: appendsChanges.sql, params: encodeChange(row), appends: appendsChanges }
}

function eventOf(
  event: string,
  change: RecordChange,
  type: RecordType,
  kind: CrmEvent['kind'],
  record: JsonObject,
  fields: JsonObject,
): CrmEvent {
  const records: Record<string, string> = { [change.entity]: change.id }
  for (const { name, field } of type.fields.values()) {
    const to = field.type === 'ref' ? record[name] : null
    if (field.type === 'ref' && typeof to === 'string') records[field.entity] ??= to
  }
  return { id: event, kind, at: change.at, about: change.id, records, fields, cause: change.cause }
}

const encodeEvent = encoder(tables.events)
const appendsEvents = { table: 'events', ...insertInto(tables.events) }

/** Stores an event. */
export function* appendEvent(event: CrmEvent, state: 'pending' | 'handled'): Work<void> {
  yield { sql: appendsEvents.sql, params: encodeEvent({ ...event, state }), appends: appendsEvents }
}

/** A refusal: its problem, and the code and values that say it. */
export const refused = (problem: Refusal['problem'], code: string, values: JsonObject): Refusal => ({
  ok: false,
  problem,
  said: { code, with: values },
})

const one = (sql: string, params: readonly Cell[]) => ({ sql, params })

interface Statements {
  readonly insert: string
  readonly searched: readonly string[]
}

const prepared = new WeakMap<RecordType, Statements>()

function statementsOf(type: RecordType): Statements {
  const known = prepared.get(type)
  if (known) return known
  const made: Statements = {
    insert: `${insertInto(type.table).sql} on conflict do nothing`,
    searched: [...type.fields.values()].filter(({ field }) => field.search).map(({ name }) => name),
  }
  prepared.set(type, made)
  return made
}

const selectRecord = (type: RecordType, dialect: Dialect): string =>
  `select * from ${quoted(type.table.name)} where "id" = ?${dialect.forUpdate}`
