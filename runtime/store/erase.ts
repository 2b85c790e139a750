/** Erases what was found of a person, inside the commit: their rows go or are emptied, others read without them. */
import type { EntityType } from '../../shared/entities/entity.ts'
import { isJsonObject, type Json, type Said } from '../../shared/json.ts'
import { emptiedIn } from './erase-decisions.ts'
import type { Op } from './port.ts'
import { recordIn } from './record.ts'
import { keepSearchOf, type Writing } from './record-change.ts'
import { erasedText } from './redact.ts'
import { type Cell, encoder, insertInto, quoted, upsertInto } from './table.ts'
import * as tables from './tables.ts'
import type { Rewrite, Traces } from './traces.ts'
import type { Ask, Work } from './work.ts'

type Erase = Extract<Op, { op: 'erase' }>

const encodeErasure = encoder(tables.erasures)

/** Nothing is refused: what is gone already is gone. */
export function* erase({ traces, erasure, marks }: Erase, writing: Writing): Work<null> {
  yield ask(upsertInto(tables.erasures), encodeErasure(erasure))
  for (const mark of marks) yield ask(`${insertInto(tables.erasedAddresses).sql} on conflict do nothing`, [mark, erasure.id])
  for (const rewrite of traces.rewrites) yield* rewriteRow(rewrite, writing)
  yield* eraseRecords(traces, writing)
  yield* eraseHistory(traces, writing)
  yield* eraseRuns(traces, writing, erasure.at)
  return null
}

function* eraseRecords({ records, files }: Traces, writing: Writing): Work<void> {
  for (const [name, ids] of Object.entries(records)) {
    const entity = writing.type(name)?.entity
    if (!entity || ids.length === 0) continue
    if (entity.keeps) yield* emptyRecords(entity, ids, writing)
    else yield among(`delete from ${quoted(name)} where "id"`, ids, writing)
    yield among('delete from "identities" where "contact"', ids, writing)
    if (!entity.keeps) yield among('delete from "searchable" where "record"', ids, writing)
  }
  yield among('delete from "fileParts" where "file"', files, writing)
  yield among('delete from "files" where "id"', files, writing)
}

/** What stays for the books says of nobody that it was theirs. */
function* emptyRecords(entity: EntityType, ids: readonly string[], writing: Writing): Work<void> {
  const sets = emptiedIn(entity).map(({ column, required }) => `${quoted(column)} = ${required ? `'${erasedText}'` : 'null'}`)
  yield among(`update ${quoted(entity.name)} set ${sets.join(', ')}, "revision" = "revision" + 1 where "id"`, ids, writing)
  for (const id of ids) yield* searchAnew(entity.name, id, writing)
}

function* searchAnew(entity: string, id: string, writing: Writing): Work<void> {
  const type = writing.type(entity)
  if (!type) return
  const { rows } = yield ask(`select * from ${quoted(entity)} where "id" = ?`, [id])
  if (rows[0]) yield* keepSearchOf(type, recordIn(type, writing.custom(entity), rows[0]))
}

function* eraseHistory({ person, records, events }: Traces, writing: Writing): Work<void> {
  yield among('delete from "changes" where "record"', person.ids, writing)
  for (const [name, ids] of Object.entries(records)) {
    const { keeps } = writing.type(name)?.entity ?? {}
    if (!keeps || ids.length === 0) continue
    const kept = keeps.map((field) => `'${field}'`).join(', ')
    yield among(`delete from "changes" where ("field" is null or "field" not in (${kept})) and "record"`, ids, writing)
    yield among('update "changes" set "about" = null where "record"', ids, writing)
  }
  yield among('update "changes" set "about" = null where "about"', person.ids, writing)
  yield among(
    `update "events" set "about" = null, "records" = '{}', "fields" = '{}', "cause" = '${nobody}', "state" = 'handled' where "id"`,
    events,
    writing,
  )
}

const nobody = JSON.stringify({ kind: 'system', id: null, depth: 0 })

const stopped: Said = { code: 'stopped-by-erasure' }

function* eraseRuns({ person, runs, suggestions, deliveries }: Traces, writing: Writing, at: Date): Work<void> {
  const { rows } = yield among('select "id", "state", "ended" from "runs" where "id"', runs, writing)
  for (const row of rows) {
    const isGoing = row['state'] === 'active'
    const ended = isGoing ? stopped : plainly(typeof row['ended'] === 'string' ? JSON.parse(row['ended']) : null)
    yield ask(
      `update "runs" set "subject" = null, "subjectEntity" = null, "key" = '', "event" = null, "vars" = '{}', "outputs" = '{}', "overrides" = null, "permit" = null,
       "paused" = 0, "revision" = "revision" + 1, "ended" = ?, "state" = ?, "endedAt" = coalesce("endedAt", ?) where "id" = ?`,
      [ended && JSON.stringify(ended), isGoing ? 'stopped' : (row['state'] ?? null), at.getTime(), row['id'] ?? null],
    )
  }
  const { rows: branches } = yield among('select "id" from "positions" where "run"', runs, writing)
  yield among(
    'delete from "watches" where "position"',
    branches.map((row) => String(row['id'])),
    writing,
  )
  yield among('delete from "positions" where "run"', runs, writing)
  yield among('delete from "parts" where "run"', runs, writing)
  yield* endWaits(person.ids, writing, at)
  yield* emptyTrails(runs, writing)
  yield among(
    `update "suggestions" set "subject" = null, "subjectEntity" = null, "prepared" = '[]', "effects" = '[]', "original" = null, "hash" = '',
     "links" = '[]', "why" = '[]', "warnings" = '[]', "reason" = null, "facts" = null, "before" = null, "done" = null, "scenario" = null, "actAt" = null,
     "status" = case when "status" in ('pending', 'approved') then 'withdrawn' else "status" end where "id"`,
    suggestions,
    writing,
  )
  yield among('delete from "deliveries" where "id"', deliveries, writing)
}

/** Whoever else waits for something of them has waited long enough: it cannot happen any more. */
function* endWaits(ids: readonly string[], writing: Writing, at: Date): Work<void> {
  const waiting = `update "positions" set "dueAt" = ? where "state" = 'waiting' and ("dueAt" is null or "dueAt" > ?) and "id" in`
  const waits = `select "position" from "watches" where "purpose" = 'wait' and "about" in ${writing.dialect.ids}`
  yield ask(`${waiting} (${waits})`, [at.getTime(), at.getTime(), JSON.stringify(ids)])
  yield among('delete from "watches" where "about"', ids, writing)
}

/** Why a run ended, unless that says who it was about. */
function plainly(ended: Json): Said | null {
  if (!isJsonObject(ended)) return null
  const values = ended['with']
  const isPlain = values === undefined || (isJsonObject(values) && Object.keys(values).length === 0)
  return { code: isPlain ? String(ended['code']) : 'stopped' }
}

/** Which steps were taken stays. */
function* emptyTrails(runs: readonly string[], writing: Writing): Work<void> {
  const { rows } = yield among('select "run", "number", "steps" from "trails" where "run"', runs, writing)
  for (const row of rows) {
    const steps = (JSON.parse(String(row['steps'])) as readonly Json[][]).map((step) => [...step.slice(0, -1), {}])
    yield ask('update "trails" set "steps" = ? where "run" = ? and "number" = ?', [
      JSON.stringify(steps),
      row['run'] ?? null,
      row['number'] ?? null,
    ])
  }
}

/** A row that has changed since it was looked at stays for the next look. */
function* rewriteRow({ table, key, columns }: Rewrite, writing: Writing): Work<void> {
  const where = Object.keys(key).map((name) => `${quoted(name)} = ?`)
  const found = Object.values(key)
  if (columns === null) {
    yield ask(`delete from ${quoted(table)} where ${where.join(' and ')}`, found)
    return
  }
  const changed = Object.entries(columns)
  const sets = changed.map(([name]) => `${quoted(name)} = ?`).join(', ')
  const still = changed.map(([name]) => `${quoted(name)} = ?`)
  yield ask(`update ${quoted(table)} set ${sets} where ${[...where, ...still].join(' and ')}`, [
    ...changed.map(([, { to }]) => to),
    ...found,
    ...changed.map(([, { from }]) => from),
  ])
  if (writing.type(table)) yield* searchAnew(table, String(key['id']), writing)
}

const ask = (sql: string, params: readonly Cell[] = []): Ask => ({ sql, params })

/** `sql` ends in a column, of which the values are looked for. */
const among = (sql: string, values: readonly string[], { dialect }: Writing): Ask =>
  ask(`${sql} in ${dialect.ids}`, [JSON.stringify(values)])
