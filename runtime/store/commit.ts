/** Applies units of work inside a transaction, one operation after the other. */
import type { CrmEvent } from '../../shared/events.ts'
import type { Dialect } from './dialect.ts'
import { erase } from './erase.ts'
import { apart, type LargePart } from './large-parts.ts'
import { type Op, type RecordChange, type Refusal, rememberedForMs, type Unit, type UnitResult } from './port.ts'
import { appendEvent, changeRecord, refused, type Writing } from './record-change.ts'
import type { DeliveryRow, Position, Run, StepRow, SuggestionRow, WatchRow, WorkflowRow } from './rows.ts'
import { hasBegun } from './run-reads.ts'
import { type Cell, encoder, insertInto, quoted, type Table, upsertInto, writtenColumns } from './table.ts'
import * as tables from './tables.ts'
import { packedSteps } from './trail-rows.ts'
import type { Work } from './work.ts'

/**
 * Applies a unit whole or not at all. Nearly every batch goes through without a refusal, and savepoints for all its units
 * make it a fifth dearer, so it is tried without: then the answer is null when a unit was refused after it had written,
 * and the caller takes the batch back and applies all of it again, `guarded`.
 */
export function* applyUnit({ ops }: Unit, writing: Writing, guarded: boolean): Work<UnitResult | null> {
  const events: CrmEvent[] = []
  if (guarded) yield ask('savepoint unit')
  let refusal: Refusal | null = null
  let done = 0
  for (const op of ops) {
    refusal = yield* op.op === 'change' ? applyChange(op.change, writing, events) : applyOp(op, writing)
    if (refusal) break
    done++
  }
  if (guarded && refusal) yield ask('rollback to savepoint unit')
  if (guarded) yield ask('release savepoint unit')
  if (refusal && !guarded && (done > 0 || ops.some(isRefusedLate))) return null
  return refusal ?? { ok: true, events }
}

/** A contact is written before its addresses are, and one of them may be taken. */
const isRefusedLate = (op: Op): boolean => op.op === 'change' && op.change.entity === 'contact'

function* applyChange(change: RecordChange, writing: Writing, events: CrmEvent[]): Work<Refusal | null> {
  const result = yield* changeRecord(change, writing)
  if (!result.ok) return result
  if (result.event) events.push(result.event)
  return null
}

function* applyOp(op: Exclude<Op, { op: 'change' }>, writing: Writing): Work<Refusal | null> {
  switch (op.op) {
    case 'enter':
      return yield* enter(op, writing.dialect)
    case 'event':
      yield* appendEvent(op.event, op.state)
      return null
    case 'events-handled':
      for (const id of op.ids) yield { ...ask(`update "events" set "state" = 'handled' where "id" = ?`, [id]), later: true }
      return null
    case 'once':
      return yield* once(op)
    case 'run-new':
      return yield* startRun(op.run)
    case 'run':
      return yield* patchRun(op.run)
    case 'positions':
      return yield* putPositions(op.put, op.remove, op.workflow ?? null)
    case 'steps':
      return yield* appendSteps(op.steps)
    case 'watches':
      return yield* replaceWatches(op.positions, op.put)
    case 'suggestion':
      return yield* putSuggestion(op.suggestion, op.expects, op.hash)
    case 'delivery':
      return yield* putDelivery(op.delivery, op.expects)
    case 'workflow':
      return yield* putWorkflow(op.workflow)
    case 'version': {
      const { changes } = yield ask(insertVersion, encodeVersion(op.version))
      return changes > 0 ? null : refused('stale', 'version-exists', { version: op.version.id })
    }
    case 'schedule':
      yield ask(upserts.schedules.sql, upserts.schedules.encode(op.schedule))
      return null
    case 'schedule-remove':
      yield ask('delete from "schedules" where "id" = ?', [op.id])
      return null
    case 'setting':
      yield ask(upserts.settings.sql, upserts.settings.encode({ key: op.key, value: op.value }))
      return null
    case 'session':
      yield ask(upserts.sessions.sql, upserts.sessions.encode(op.session))
      return null
    case 'session-remove':
      if (op.id !== undefined) yield ask('delete from "sessions" where "id" = ?', [op.id])
      if (op.user !== undefined) yield ask('delete from "sessions" where "user" = ?', [op.user])
      return null
    case 'token':
      yield ask(upserts.tokens.sql, upserts.tokens.encode(op.token))
      return null
    case 'token-used':
      yield ask('update "tokens" set "lastUsedAt" = ? where "id" = ?', [op.at.getTime(), op.id])
      return null
    case 'forget':
      yield ask('delete from "seen" where "at" <= ?', [op.seenUntil.getTime()])
      yield ask('delete from "sessions" where "expiresAt" <= ?', [op.sessionsUntil.getTime()])
      return null
    case 'token-remove':
      yield ask('delete from "tokens" where "id" = ?', [op.id])
      return null
    case 'job':
      yield ask(upserts.jobs.sql, upserts.jobs.encode(op.job))
      return null
    case 'file':
      return yield* putFile(op)
    case 'erase':
      return yield* erase(op, writing)
    case 'erasure-finished':
      yield ask('update "erasures" set "finishedAt" = ? where "id" = ?', [op.at.getTime(), op.id])
      return null
  }
}

const insertSeen = `${insertInto(tables.seen).sql} on conflict ("scope", "key") do update
  set "event" = excluded."event", "bodyHash" = excluded."bodyHash", "at" = excluded."at" where "seen"."at" <= ?`

/** A key counts for seven days, or as long as the operation says. */
function* once(op: Extract<Op, { op: 'once' }>): Work<Refusal | null> {
  const at = op.at.getTime()
  const { changes } = yield ask(insertSeen, [op.scope, op.key, op.event, op.bodyHash, at, at - (op.withinMs ?? rememberedForMs)])
  if (changes > 0) return null
  const { rows } = yield ask('select "event", "bodyHash" from "seen" where "scope" = ? and "key" = ?', [op.scope, op.key])
  const first = rows[0]
  return refused('repeated', 'repeated', { event: String(first?.['event'] ?? ''), sameBody: first?.['bodyHash'] === op.bodyHash })
}

/** Who enters at the same time waits here for the commit of the first, and then counts its run. */
function* enter({ run, workflow, subject, key, total }: Extract<Op, { op: 'enter' }>, { lockName }: Dialect): Work<Refusal | null> {
  if (lockName) yield ask(lockName, [`enter ${workflow} ${subject} ${key}`])
  const { rows } = yield ask(
    `select count(*) as "count" from "runs" r where "subject" = ? and "workflow" = ? and "key" = ? and "id" <> ? and ${hasBegun}`,
    [subject, workflow, key, run],
  )
  return Number(rows[0]?.['count']) === total ? null : refused('stale', 'entered-since', { workflow, subject })
}

const encodeRun = encoder(tables.runs)
const insertRun = `${insertInto(tables.runs).sql} on conflict do nothing`
const updateRun = `${updateOf(tables.runs)} and "revision" = ?`

const insertPart = `${insertInto(tables.parts).sql} on conflict do nothing`
const partsOfRun = 'delete from "parts" where "run" = ?'

/** The row of a run, after its large parts. */
function* runRow(run: Run): Work<{ readonly cells: Cell[]; readonly parts: readonly LargePart[] }> {
  const { text, parts } = apart(run.outputs)
  yield* keepParts(run.id, parts)
  return { cells: encodeRun({ ...run, outputs: text, event: run.event?.id ?? null }), parts }
}

function* keepParts(run: string, parts: readonly LargePart[]): Work<void> {
  for (const { hash, text } of parts) yield { ...ask(insertPart, [run, hash, text]), later: true }
}

function* startRun(run: Run): Work<Refusal | null> {
  const { cells } = yield* runRow(run)
  const { changes } = yield ask(insertRun, cells)
  return changes > 0 ? null : refused('enrolled', 'enrolled', { workflow: run.workflow, subject: run.subject })
}

function* patchRun(run: Run): Work<Refusal | null> {
  const { cells, parts } = yield* runRow(run)
  const { changes } = yield ask(updateRun, [...cells.slice(1), run.id, run.revision - 1])
  if (changes === 0) return refused('stale', 'run-changed-since', { run: run.id })
  if (run.state !== 'active') yield* forgetParts(run.id, parts)
  return null
}

/** Of a run that has ended only what it has left is still named. */
function* forgetParts(run: string, but: readonly LargePart[]): Work<void> {
  const kept = but.map(() => '?').join(', ')
  yield ask(`${partsOfRun}${kept === '' ? '' : ` and "hash" not in (${kept})`}`, [run, ...but.map(({ hash }) => hash)])
}

const encodePosition = encoder(tables.positions)
const upsertPosition = upsertInto(tables.positions)
const removeWatches = 'delete from "watches" where "position" = ?'

function* putPositions(put: readonly Position[], remove: readonly string[], workflow: string | null): Work<null> {
  for (const id of remove) {
    yield ask('delete from "positions" where "id" = ?', [id])
    yield ask(removeWatches, [id])
  }
  for (const position of put) {
    const fork = position.fork && apart(position.fork)
    if (fork) yield* keepParts(position.run, fork.parts)
    yield ask(upsertPosition, encodePosition({ ...position, fork: fork?.text ?? null, workflow }))
  }
  return null
}

const encodeTrail = encoder(tables.trails)
const appendsTrails = { table: 'trails', ...insertInto(tables.trails) }

function* appendSteps(steps: readonly StepRow[]): Work<null> {
  for (const row of packedSteps(steps)) yield { sql: appendsTrails.sql, params: encodeTrail(row), appends: appendsTrails }
  return null
}

const encodeWatch = encoder(tables.watches)
const insertWatch = insertInto(tables.watches).sql

function* replaceWatches(of: readonly string[], put: readonly WatchRow[]): Work<null> {
  for (const position of of) yield ask(removeWatches, [position])
  for (const watch of put) yield ask(insertWatch, encodeWatch(watch))
  return null
}

const encodeSuggestion = encoder(tables.suggestions)
const insertSuggestion = `${insertInto(tables.suggestions).sql} on conflict do nothing`
const updateSuggestion = `${updateOf(tables.suggestions)} and "status" = ?`

function* putSuggestion(suggestion: SuggestionRow, expects: SuggestionRow['status'] | null, hash?: string): Work<Refusal | null> {
  const cells = encodeSuggestion(suggestion)
  if (expects === null) {
    const { changes } = yield ask(insertSuggestion, cells)
    if (changes > 0) return null
  } else {
    const asked = [...cells.slice(1), suggestion.id, expects]
    const { changes } = yield hash === undefined
      ? ask(updateSuggestion, asked)
      : ask(`${updateSuggestion} and "hash" = ?`, [...asked, hash])
    if (changes > 0) return null
  }
  const { rows } = yield ask('select "status", "decidedBy", "decidedAt", "hash" from "suggestions" where "id" = ?', [suggestion.id])
  const found = rows[0]
  if (!found) return refused('not-found', 'suggestion-missing', { suggestion: suggestion.id })
  const decidedAt = found['decidedAt']
  return refused('stale', 'suggestion-changed-since', {
    suggestion: suggestion.id,
    status: String(found['status']),
    hash: String(found['hash']),
    decidedBy: found['decidedBy'] === null ? null : String(found['decidedBy']),
    decidedAt: decidedAt === null ? null : new Date(Number(decidedAt)).toISOString(),
  })
}

const encodeDelivery = encoder(tables.deliveries)
const insertDelivery = `${insertInto(tables.deliveries).sql} on conflict do nothing`
const updateDelivery = updateOf(tables.deliveries)

function* putDelivery(delivery: DeliveryRow, expects: readonly DeliveryRow['state'][] | null): Work<Refusal | null> {
  const cells = encodeDelivery(delivery)
  if (expects === null) {
    yield ask(insertDelivery, cells)
    return null
  }
  const states = expects.map(() => '?').join(', ')
  const { changes } = yield ask(`${updateDelivery} and "state" in (${states})`, [...cells.slice(1), delivery.id, ...expects])
  return changes > 0 ? null : refused('stale', 'delivery-changed-since', { delivery: delivery.id })
}

const encodeWorkflow = encoder(tables.workflows)
const insertWorkflow = `${insertInto(tables.workflows).sql} on conflict do nothing`
const updateWorkflow = `${updateOf(tables.workflows)} and "revision" = ?`

function* putWorkflow(workflow: WorkflowRow): Work<Refusal | null> {
  const cells = encodeWorkflow(workflow)
  const { changes } =
    workflow.revision === 1
      ? yield ask(insertWorkflow, cells)
      : yield ask(updateWorkflow, [...cells.slice(1), workflow.id, workflow.revision - 1])
  return changes > 0 ? null : refused('stale', 'workflow-changed-since', { workflow: workflow.id })
}

const encodeVersion = encoder(tables.versions)
const insertVersion = `${insertInto(tables.versions).sql} on conflict do nothing`

const partSize = 256 * 1024

function* putFile(op: Extract<Op, { op: 'file' }>): Work<null> {
  yield ask(upserts.files.sql, upserts.files.encode(op.file))
  yield ask('delete from "fileParts" where "file" = ?', [op.file.id])
  for (let number = 0; number * partSize < op.bytes.length; number++) {
    const bytes = op.bytes.subarray(number * partSize, (number + 1) * partSize)
    yield ask(insertInto(tables.fileParts).sql, [op.file.id, number, bytes])
  }
  return null
}

const upserts = {
  schedules: upsertOf(tables.schedules),
  settings: upsertOf(tables.settings),
  sessions: upsertOf(tables.sessions),
  tokens: upsertOf(tables.tokens),
  jobs: upsertOf(tables.jobs),
  files: upsertOf(tables.files),
}

function upsertOf(table: Table) {
  return { sql: upsertInto(table), encode: encoder(table) }
}

/** Sets every column but the id, which must be the first. */
function updateOf(table: Table): string {
  const [, ...rest] = writtenColumns(table)
  return `update ${quoted(table.name)} set ${rest.map((name) => `${quoted(name)} = ?`).join(', ')} where "id" = ?`
}

const ask = (sql: string, params: readonly Cell[] = []) => ({ sql, params })
