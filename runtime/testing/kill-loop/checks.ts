/** Compares what a database holds with what the clients were told, and with what arrived outside. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { databaseFile } from '../../store/sqlite.ts'
import type { Ledger } from './ledger.ts'

/** A sentence for each thing that must not be. */
export type Finding = string

/** What reached the servers outside. */
export interface Arrived {
  /** The `Message-ID` of each letter, as often as it came. */
  readonly letters: readonly string[]
  /** The keys of the calls, by the number of the order they were about, as often as they came. */
  readonly calls: ReadonlyMap<string, readonly string[]>
}

/**
 * Looks into a copy of what a killed process left: whether it is sound, and whether everything that was answered is in
 * it. A copy, so that the program itself has to mend what there is to mend.
 */
export function checkLeftBehind(folder: string, ledger: Ledger): Finding[] {
  const copy = mkdtempSync(join(tmpdir(), 'tandem-left-'))
  try {
    for (const suffix of ['', '-wal']) {
      const file = join(folder, databaseFile + suffix)
      if (existsSync(file)) copyFileSync(file, join(copy, databaseFile + suffix))
    }
    return withDatabase(copy, (ask) => [...unsound(ask), ...lost(ask, ledger)])
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

type Ask = (sql: string, ...values: readonly (string | number)[]) => readonly Record<string, unknown>[]

/** Opens the database of a folder for reading. */
export function withDatabase<Result>(folder: string, look: (ask: Ask) => Result): Result {
  const database = new Sqlite(join(folder, databaseFile))
  try {
    return look((sql, ...values) => database.prepare<(string | number)[], Record<string, unknown>>(sql).all(...values))
  } finally {
    database.close()
  }
}

function unsound(ask: Ask): Finding[] {
  const verdict = String(ask('pragma integrity_check')[0]?.['integrity_check'])
  return verdict === 'ok' ? [] : [`the database is not sound: ${verdict}`]
}

/** What was answered and is not there. */
function lost(ask: Ask, ledger: Ledger): Finding[] {
  const events = new Set(ask('select "id" from "events"').map(({ id }) => id))
  const decided = new Set(ask(`select "id" from "suggestions" where "status" in ('approved', 'done')`).map(({ id }) => id))
  return [
    ...ledger.accepted().flatMap(([number, event]) => (events.has(event) ? [] : [`order ${number} was accepted and is lost`])),
    ...[...ledger.approvals].flatMap(([id, answered]) => (answered && !decided.has(id) ? [`the approval of ${id} is lost`] : [])),
    ...[...ledger.edits].flatMap(([contact, { answered, tried }]) => {
      const value = Number(ask('select "need" from "contact" where "id" = ?', contact)[0]?.['need'] ?? 0)
      return value >= answered && value <= tried ? [] : [`the contact ${contact} holds ${value}, answered was ${answered}`]
    }),
  ]
}

/** How much is still to be done by the program itself, or to be approved; a letter on hold is not. */
export const unsettled = (folder: string): number =>
  withDatabase(folder, (ask) => {
    const [found] = ask(`
      select (select count(*) from "deliveries" where "state" in ('queued', 'sending', 'deferred'))
           + (select count(*) from "events" where "state" = 'pending')
           + (select count(*) from "suggestions" where "status" in ('pending', 'approved'))
           + (select count(*) from "positions" where "dueAt" is not null) as "count"`)
    return Number(found?.['count'])
  })

/** When all is settled: every order once in every way. */
export function checkEnd(folder: string, ledger: Ledger, arrived: Arrived): Finding[] {
  const orders = ledger.orders.size
  return withDatabase(folder, (ask) => {
    const letters = ask(`select "id", "state" from "deliveries" where json_extract("effect", '$.kind') = 'send-email'`)
    return [
      ...unsound(ask),
      ...lost(ask, ledger),
      ...onceEach(
        ask,
        'events of orders',
        `select json_extract("fields", '$.body.number') as "of" from "events" where "kind" = 'webhook-received'`,
        orders,
      ),
      ...['carried-out', 'asked'].flatMap((workflow) =>
        onceEach(ask, `runs of ${workflow}`, `select "event" as "of" from "runs" where "workflow" = '${workflow}'`, orders),
      ),
      ...onceEach(ask, 'tasks', `select "title" as "of" from "task" where "title" like 'Order %'`, orders),
      ...onceEach(ask, 'approved tasks', `select "title" as "of" from "task" where "title" like 'Approved %'`, orders),
      ...onceEach(ask, 'notes', `select "text" as "of" from "note" where "text" like 'Called for %'`, orders),
      ...letters.flatMap(({ id, state }) => (state === 'done' || state === 'unknown' ? [] : [`the letter ${id} is ${state}`])),
      ...(letters.length === orders ? [] : [`there are ${letters.length} letters for ${orders} orders`]),
      ...letters.flatMap(({ id, state }) => {
        const times = arrived.letters.filter((letter) => letter === id).length
        return times > 1 || (state === 'done' && times === 0) ? [`the letter ${id} is ${state} and came ${times} times`] : []
      }),
      ...[...ledger.orders.keys()].flatMap((number) => {
        const keys = new Set(arrived.calls.get(String(number)) ?? [])
        return keys.size === 1 ? [] : [`the call for order ${number} came with ${keys.size} keys`]
      }),
    ]
  })
}

/** `of` names what each row is about: none may come twice, and there are as many as expected. */
function onceEach(ask: Ask, what: string, sql: string, expected: number): Finding[] {
  const rows = ask(sql).map(({ of }) => of)
  const distinct = new Set(rows).size
  return rows.length === expected && distinct === expected ? [] : [`${what}: ${rows.length} rows about ${distinct}, expected ${expected}`]
}
