/**
 * How much there is of what is under way, for those who run the product. Counted from indexes that hold only what is
 * open, in one moment; the SQLite store does it beside everything else, so that a large database holds nobody up.
 */
import type { Said } from '../../shared/json.ts'
import type { Dialect } from './dialect.ts'
import { dueRuns, mayGoOn } from './due-reads.ts'
import type { Cell, Row } from './table.ts'

/** How much there is of what is under way, at `at`. */
export interface StoreFigures {
  readonly at: Date
  /** `parked`: those of the active ones that need attention. */
  readonly runs: { readonly active: number; readonly parked: number; readonly ended: number }
  /** Where they are, most first. */
  readonly parkedIn: readonly { readonly workflow: string; readonly count: number }[]
  /** `due` ones may go on now; `waiting` ones wait for their time, an event, a person or their branches, or are paused. */
  readonly positions: { readonly due: number; readonly waiting: number; readonly parked: number }
  /** When the oldest of those that are due was due; null: nothing is. */
  readonly dueAt: Date | null
  readonly events: { readonly pending: number; readonly oldestAt: Date | null }
  /** Deliveries that are not settled, and those that failed. `oldestAt` and `dueAt` (the first due) of those that wait. */
  readonly outbox: Readonly<
    Record<
      'queued' | 'deferred' | 'sending' | 'unknown' | 'failed',
      { readonly count: number; readonly oldestAt: Date | null; readonly dueAt: Date | null }
    >
  >
  /** Why deliveries were put off, by channel (`mailbox:<id>`, `host:<name>`) and code, most first; each with one of its problems. */
  readonly putOff: readonly { readonly channel: string; readonly problem: Said; readonly count: number }[]
  /** Suggestions that wait for a decision. */
  readonly suggestions: number
  readonly bytes: { readonly database: number; readonly journal: number }
}

/** What `figuresFrom` wants the answers to, in this order. */
export const figureStatements = ({ member }: Dialect, now: Date): readonly { readonly sql: string; readonly params: readonly Cell[] }[] => [
  { sql: `select count(*) as "count" from "runs" where "state" = 'active'`, params: [] },
  { sql: 'select count(*) as "count" from "runs"', params: [] },
  {
    sql: `select r."workflow", count(distinct p."run") as "count" from "positions" p join "runs" r on r."id" = p."run"
      where p."state" = 'parked' group by 1 order by 2 desc, 1`,
    params: [],
  },
  { sql: 'select count(*) as "count" from "positions"', params: [] },
  { sql: `select count(*) as "count" from "positions" where "state" = 'parked'`, params: [] },
  {
    sql: `select count(*) as "count", min(p."dueAt") as "oldest" from ${dueRuns}
      where p."dueAt" <= ? and ${mayGoOn}`,
    params: [now.getTime()],
  },
  { sql: `select count(*) as "count", min("at") as "oldest" from "events" where "state" = 'pending'`, params: [] },
  {
    sql: `select "state", count(*) as "count", min("createdAt") as "oldest", min("dueAt") as "due" from "deliveries"
      where "state" in ('queued', 'deferred') group by 1`,
    params: [],
  },
  {
    sql: `select "state", count(*) as "count" from "deliveries" where "state" in ('sending', 'unknown', 'failed') group by 1`,
    params: [],
  },
  {
    sql: `select "channel", ${member('"problem"', ['code'], 'text')} as "code", max("problem") as "problem", count(*) as "count" from "deliveries"
      where "state" = 'deferred' and "problem" is not null group by 1, 2 order by 3 desc, 1`,
    params: [],
  },
  { sql: `select count(*) as "count" from "suggestions" where "status" = 'pending'`, params: [] },
]

/** The answers to `figureStatements` in one. `bytes` are those of the database and of its journal. */
export function figuresFrom(answers: readonly (readonly Row[])[], bytes: StoreFigures['bytes'], now: Date): StoreFigures {
  const [active, all, parked = [], positions, standing, due, pending, waiting = [], settled = [], putOff = [], suggestions] = answers
  const state = (name: string) => {
    const row = [...waiting, ...settled].find((row) => row['state'] === name)
    return { count: Number(row?.['count'] ?? 0), oldestAt: instant(row?.['oldest']), dueAt: instant(row?.['due']) }
  }
  const parkedIn = parked.map((row) => ({ workflow: String(row['workflow']), count: Number(row['count']) }))
  return {
    at: now,
    runs: { active: count(active), parked: parkedIn.reduce((sum, { count }) => sum + count, 0), ended: count(all) - count(active) },
    parkedIn,
    positions: { due: count(due), parked: count(standing), waiting: count(positions) - count(due) - count(standing) },
    dueAt: instant(due?.[0]?.['oldest']),
    events: { pending: count(pending), oldestAt: instant(pending?.[0]?.['oldest']) },
    outbox: {
      queued: state('queued'),
      deferred: state('deferred'),
      sending: state('sending'),
      unknown: state('unknown'),
      failed: state('failed'),
    },
    putOff: putOff.map((row) => ({
      channel: String(row['channel']),
      problem: JSON.parse(String(row['problem'])) as Said,
      count: Number(row['count']),
    })),
    suggestions: count(suggestions),
    bytes,
  }
}

const count = (rows: readonly Row[] | undefined): number => Number(rows?.[0]?.['count'] ?? 0)

const instant = (cell: unknown): Date | null => (cell === null || cell === undefined ? null : new Date(Number(cell)))
