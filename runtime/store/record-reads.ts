/** Reads records: one by one, in lists by rule and search, by address, and what happened to them. */
import type { Field } from '../../shared/entities/entity.ts'
import { fieldOf } from '../../shared/entities.ts'
import type { Json } from '../../shared/json.ts'
import { RuleError } from '../../shared/rule-test.ts'
import type { Rule } from '../../shared/rules.ts'
import { asksSegments, type Segments, segmentsBehind } from '../../shared/segments.ts'
import type { Dialect } from './dialect.ts'
import type { ListRequest, Page, Reads, Scope } from './port.ts'
import { type RecordType, recordIn } from './record.ts'
import { wrongWith } from './record-change.ts'
import type { ChangeRow } from './rows.ts'
import { type Fragment, joined, ruleCondition } from './rule-sql.ts'
import { searchedWords } from './search-words.ts'
import { type Cell, decoder, quoted, type Row, selected } from './table.ts'
import * as tables from './tables.ts'

/** What every read needs. */
export interface Reading {
  readonly dialect: Dialect
  rows(sql: string, params?: readonly Cell[]): Promise<readonly Row[]>
  type(entity: string): RecordType | null
  custom(entity: string): Readonly<Record<string, Field>>
  /** Whose calendar "today" means. */
  zone(): string
}

type RecordReads = Pick<
  Reads,
  'wrongWith' | 'record' | 'records' | 'identities' | 'list' | 'ids' | 'count' | 'segments' | 'search' | 'timeline' | 'change' | 'changesBy'
>

const none: Segments = new Map()

const decodeChange = decoder<ChangeRow>(tables.changes)

/** The part of `Reads` that is about records. */
export function recordReads(reading: Reading): RecordReads {
  const { dialect, rows } = reading

  const decoded = (type: RecordType, row: Row) => recordIn(type, reading.custom(type.entity.name), row)

  /** Segments are looked up by those who ask about them; they are few, and always as they are now. */
  async function segments(): Promise<Segments> {
    const type = reading.type('segment')
    if (!type) return none
    const found = await rows(`select * from ${quoted('segment')}`)
    return new Map(
      found.map((row) => {
        const { id, key, entity, rule } = decoded(type, row)
        return [String(key), { id, entity: String(entity), rule: rule as unknown as Rule }]
      }),
    )
  }

  async function conditionOf(entity: string, rule: Rule, now: Date): Promise<Fragment> {
    const known = asksSegments(rule) ? await segments() : none
    if (known !== none) segmentsBehind(rule, entity, known)
    return ruleCondition(rule, entity, 't', { ...reading, now, zone: reading.zone(), segments: known })
  }

  async function count(entity: string, rule: Rule, now: Date, scope?: Scope): Promise<number> {
    const type = typeOf(reading, entity)
    const where = joined([present, scoped(type, dialect, scope), await conditionOf(entity, rule, now)], ' and ', present)
    const [row] = await rows(`select count(*) as "count" from ${quoted(entity)} t where ${where.sql}`, where.params)
    return Number(row?.['count'] ?? 0)
  }

  return {
    wrongWith: (change) => wrongWith(change, reading),

    async record(entity, id) {
      const type = typeOf(reading, entity)
      const [row] = await rows(`select * from ${quoted(entity)} where "id" = ?`, [id])
      return row ? decoded(type, row) : null
    },

    async records(entity, ids) {
      if (ids.length === 0) return []
      const type = typeOf(reading, entity)
      const found = await rows(`select * from ${quoted(entity)} where "id" in ${dialect.ids}`, [JSON.stringify(ids)])
      return found.map((row) => decoded(type, row))
    },

    async identities(wanted) {
      if (wanted.length === 0) return []
      const found = await rows(
        `select i."channel", i."address", i."contact" from ${dialect.lists}
         join "identities" i on i."channel" = j.value ->> 0 and i."address" = j.value ->> 1`,
        [JSON.stringify(wanted.map(({ channel, address }) => [channel, address]))],
      )
      return found.map((row) => ({ channel: String(row['channel']), address: String(row['address']), contact: String(row['contact']) }))
    },

    async list(request) {
      const type = typeOf(reading, request.entity)
      const filters = [
        request.archived ? archived : present,
        scoped(type, dialect, request.scope),
        request.rule ? await conditionOf(request.entity, request.rule, request.now) : all,
        searched(request.search, dialect),
      ]
      const where = joined(filters, ' and ', all)
      const order = orderOf(type, request.sort ?? null, dialect)
      const after = request.cursor ? afterCursor(order, request.cursor) : all
      const page = joined([where, after], ' and ', all)
      const found = await rows(
        `select t.*, ${order.by} as "sortedBy" from ${quoted(request.entity)} t where ${page.sql} order by ${order.sql} limit ?`,
        [...page.params, request.limit + 1],
      )
      const [total] = await rows(`select count(*) as "count" from ${quoted(request.entity)} t where ${where.sql}`, where.params)
      const items = found.slice(0, request.limit)
      const last = items.at(-1)
      return {
        items: items.map((row) => decoded(type, row)),
        next: found.length > items.length && last ? cursorAt(last['sortedBy'] ?? null, String(last['id'])) : null,
        total: Number(total?.['count'] ?? 0),
      }
    },

    async ids(entity, rule, { sort, limit, now }) {
      const order = orderOf(typeOf(reading, entity), sort ?? null, dialect)
      const where = joined([present, await conditionOf(entity, rule, now)], ' and ', present)
      const found = await rows(`select t."id" from ${quoted(entity)} t where ${where.sql} order by ${order.sql} limit ?`, [
        ...where.params,
        limit,
      ])
      return found.map((row) => String(row['id']))
    },

    count,

    segments,

    async search(text, limit, scope) {
      const words = searchedWords(text)
      if (words.length === 0) return []
      const owners = scope?.owners ?? null
      const found = await rows(
        `select s."entity", s."record", s."title", s."detail" from ${dialect.found} and s."archived" = 0
         ${owners ? `and (s."owner" is null or s."owner" in ${dialect.ids})` : ''} order by ${dialect.foundNumber} desc limit ?`,
        [dialect.searchTerms(words), ...(owners ? [JSON.stringify(owners)] : []), limit],
      )
      return found.map((row) => ({
        entity: String(row['entity']),
        id: String(row['record']),
        title: String(row['title']),
        detail: String(row['detail']),
      }))
    },

    async change(id) {
      const [row] = await rows(`select ${selected(tables.changes, 'c')} from "changes" c where "id" = ?`, [id])
      return row ? decodeChange(row) : null
    },

    async changesBy(cause, after, limit) {
      const found: ChangeRow[] = []
      const page = 1_000
      for (let last = after ?? ''; found.length < limit; ) {
        const some = await rows(`select ${selected(tables.changes, 'c')} from "changes" c where "id" > ? order by "id" limit ?`, [
          last,
          page,
        ])
        const changes = some.map(decodeChange)
        found.push(...changes.filter((change) => change.cause.id === cause))
        const end = changes.at(-1)
        if (!end || changes.length < page) break
        last = end.id
      }
      return found.slice(0, limit)
    },

    async timeline(records, { cursor, limit }) {
      const each = records.map(() => '?').join(', ')
      const about = `("record" in (${each}) or "about" in (${each}))`
      const [at, id] = cursor ? openCursor(cursor) : [null, '']
      const found = await rows(
        `select ${selected(tables.changes, 'c')} from "changes" c where ${about}
         ${cursor ? 'and ("at" < ? or ("at" = ? and "id" < ?))' : ''} order by "at" desc, "id" desc limit ?`,
        [...records, ...records, ...(cursor ? [at, at, id] : []), limit + 1],
      )
      const [total] = await rows(`select count(*) as "count" from "changes" where ${about}`, [...records, ...records])
      return pageOf(found, limit, Number(total?.['count'] ?? 0), decodeChange, (row) => cursorAt(row['at'] ?? null, String(row['id'])))
    },
  }
}

/** A page of rows of which one more than `limit` was asked for. */
export function pageOf<Item>(
  rows: readonly Row[],
  limit: number,
  total: number,
  decode: (row: Row) => Item,
  cursor: (row: Row) => string,
): Page<Item> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items: items.map(decode), next: rows.length > items.length && last ? cursor(last) : null, total }
}

/** Throws `RuleError` for a name nobody described. */
function typeOf(reading: Reading, entity: string): RecordType {
  const type = reading.type(entity)
  if (!type) throw new RuleError('entity-unknown', { entity })
  return type
}

const all: Fragment = { sql: 'true', params: [] }
const present: Fragment = { sql: 't."archivedAt" is null', params: [] }
const archived: Fragment = { sql: 't."archivedAt" is not null', params: [] }

/** Only records of these owners, where records have owners. */
function scoped(type: RecordType, dialect: Dialect, scope?: Scope): Fragment {
  if (!scope?.owners || type.entity.access !== 'owned' || !type.fields.has('owner')) return all
  return { sql: `t."owner" in ${dialect.ids}`, params: [JSON.stringify(scope.owners)] }
}

function searched(search: string | null | undefined, dialect: Dialect): Fragment {
  const words = searchedWords(search ?? '')
  return words.length > 0 ? { sql: `t."id" in (select s."record" from ${dialect.found})`, params: [dialect.searchTerms(words)] } : all
}

interface Order {
  /** The expression that rows are sorted by. */
  readonly by: string
  readonly down: boolean
  /** It is never null, so that an index can be followed. */
  readonly filled: boolean
  readonly sql: string
}

/** Sorting is by the field, empty ones last, then by id. Throws `RuleError` for an unknown field. */
function orderOf(type: RecordType, sort: NonNullable<ListRequest['sort']> | null, dialect: Dialect): Order {
  const wanted = sort ?? '-createdAt'
  const down = wanted.startsWith('-')
  const name = down ? wanted.slice(1) : wanted
  const field = type.fields.get(name)?.field ?? fieldOf(type.entity, name)
  if (!field || !(type.fields.has(name) || name.endsWith('At'))) throw new RuleError('rule-unknown-field', { field: name })
  const by = sortExpression(name, field, dialect)
  const filled = name === 'createdAt' || name === 'updatedAt'
  const way = down ? 'desc' : 'asc'
  return { by, down, filled, sql: `${by} ${way}${filled ? '' : ' nulls last'}, t."id" ${way}` }
}

function sortExpression(name: string, field: Field, dialect: Dialect): string {
  switch (field.type) {
    case 'money':
      return `t.${quoted(`${name}_cents`)}`
    case 'number':
    case 'flag':
    case 'time':
      return `t.${quoted(name)}`
    case 'day':
    case 'ref':
      return dialect.bytewise(`t.${quoted(name)}`)
    default:
      return dialect.folded(`t.${quoted(name)}`)
  }
}

/** Where a page ended: the value that it is sorted by, and the id of its last row. `openCursor` reads it. */
export const cursorAt = (value: Cell, id: string): string => Buffer.from(JSON.stringify([value, id])).toString('base64url')

/** Throws `RuleError` for a text that was never a cursor. */
export function openCursor(cursor: string): [value: string | number | null, id: string] {
  try {
    const opened: Json = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(opened)) {
      const [value = null, id] = opened as Json[]
      if ((value === null || typeof value === 'string' || typeof value === 'number') && typeof id === 'string') return [value, id]
    }
  } catch {
    // Said below.
  }
  throw new RuleError('cursor-unknown', { cursor })
}

function afterCursor({ by, down, filled }: Order, cursor: string): Fragment {
  const [value, id] = openCursor(cursor)
  const sign = down ? '<' : '>'
  if (filled) return { sql: `(${by}, t."id") ${sign} (?, ?)`, params: [value, id] }
  if (value === null) return { sql: `(${by} is null and t."id" ${sign} ?)`, params: [id] }
  return { sql: `(${by} is null or ${by} ${sign} ? or (${by} = ? and t."id" ${sign} ?))`, params: [value, value, id] }
}
