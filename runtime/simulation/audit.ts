/** Looks into the database past the product's own reading, so that what it reads wrongly shows. */
import Database from 'better-sqlite3'
import type { StepRow } from '../store/rows.ts'
import { unpackedSteps } from '../store/trail-rows.ts'

type Cell = string | number | null

/** A row as it is stored: instants in milliseconds, JSON as text. */
export type Row = Readonly<Record<string, Cell>>

/** A connection of its own that only reads. */
export interface Audit {
  all(sql: string, ...params: readonly Cell[]): readonly Row[]
  one(sql: string, ...params: readonly Cell[]): Row | null
  /** Something that is left although it should have been done by now, as `{ kind, id }`. */
  work(now: Date): Row | null
  /** The trail of every run, in the order of the numbers. */
  steps(): readonly StepRow[]
  close(): void
}

/** The file has to be there. */
export function openAudit(file: string): Audit {
  const database = new Database(file, { readonly: true })
  const statements = new Map<string, Database.Statement<Cell[], Row>>()
  function statement(sql: string): Database.Statement<Cell[], Row> {
    const known = statements.get(sql) ?? database.prepare<Cell[], Row>(sql)
    statements.set(sql, known)
    return known
  }
  return {
    all: (sql, ...params) => statement(sql).all(...params),
    one: (sql, ...params) => statement(sql).get(...params) ?? null,
    work: (now) => statement(work).get(now.getTime(), now.getTime()) ?? null,
    steps: () => statement('select * from trails order by run, number').all().flatMap(unpackedSteps),
    close: () => void database.close(),
  }
}

/** The first thing that is left to do, if there is one; nothing is while everything is paused. */
const work = `
  select * from (
    select 'event' as kind, id from events where state = 'pending'
    union all
    select 'position', p.id from positions p join runs r on r.id = p.run join workflows w on w.id = r.workflow
      where r.state = 'active' and r.paused = 0 and w.state <> 'paused' and p.dueAt <= ?
    union all
    select 'delivery', d.id from deliveries d left join runs r on r.id = d.run left join workflows w on w.id = r.workflow
      where d.state = 'sending'
        or (d.state in ('queued', 'deferred') and d.dueAt <= ? and coalesce(r.paused, 0) = 0 and coalesce(w.state, '') <> 'paused')
  ) where not exists (select 1 from settings where key = 'halt' and value <> 'null')
  limit 1`
