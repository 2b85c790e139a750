import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { folded } from '../../shared/rule-values.ts'
import { startPglite } from '../testing/pglite-driver.ts'
import { postgresDialect, sqliteDialect } from './dialect.ts'
import { openStore } from './open.ts'
import { openSuggestionReads } from './open-suggestions.ts'
import type { Reads } from './port.ts'
import { openPostgresOver } from './postgres.ts'
import { recordReads } from './record-reads.ts'
import { runReads } from './run-reads.ts'
import { databaseFile } from './sqlite.ts'
import { storeContext } from './store-context.ts'
import type { Cell, Row } from './table.ts'

const now = new Date('2026-03-02T09:00:00.000Z')
const folder = mkdtempSync(join(tmpdir(), 'tandem-plans-'))
let database: Database.Database

beforeAll(async () => {
  await (await openStore({ dataDir: folder })).close()
  database = new Database(join(folder, databaseFile), { readonly: true })
  database.function('fold', { deterministic: true }, (text) => (typeof text === 'string' ? folded(text) : text))
})

afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const one = { field: 'contact', is: 'is', value: 'anna' } as const
const latest = { sort: '-createdAt', limit: 1, now }

const hot: Readonly<Record<string, (reads: HotReads) => Promise<unknown>>> = {
  'a record': (reads) => reads.record('contact', 'anna'),
  'many records': (reads) => reads.records('contact', ['anna', 'boris']),
  'contacts by their addresses': (reads) => reads.identities([{ channel: 'email', address: 'anna@client.example' }]),
  'letters of a contact in a run': (reads) => reads.ids('message', { all: [one, { field: 'run', is: 'is', value: 'r1' }] }, latest),
  'the last letter of a contact': (reads) => reads.ids('message', one, { ...latest, sort: '-at' }),
  'letters of a contact, counted': (reads) => reads.count('message', one, now),
  'a page of the letters of a contact': (reads) => reads.list({ entity: 'message', rule: one, limit: 20, now }),
  'lines of an order': (reads) => reads.ids('orderLine', { field: 'order', is: 'is', value: 'o1' }, latest),
  'lines of an order, counted': (reads) => reads.count('orderLine', { field: 'order', is: 'is', value: 'o1' }, now),
  'what a contact has bought of a product': (reads) =>
    reads.ids('orderLine', { all: [one, { field: 'product', is: 'is', value: 'tea' }] }, { ...latest, sort: '-orderedOn' }),
  'payments of an invoice': (reads) => reads.list({ entity: 'payment', rule: { field: 'invoice', is: 'is', value: 'i1' }, limit: 20, now }),
  'points of a contact': (reads) => reads.ids('scoreEvent', one, latest),
  'points of a contact for one thing': (reads) => reads.count('scoreEvent', { all: [one, { field: 'key', is: 'is', value: 'page' }] }, now),
  'points that have faded': (reads) =>
    reads.list({
      entity: 'scoreEvent',
      rule: { field: 'fadesAt', is: 'at-most', value: now.toISOString() },
      sort: 'fadesAt',
      limit: 20,
      now,
    }),
  'when points fade': (reads) =>
    reads.list({ entity: 'scoreEvent', rule: { field: 'fadesAt', is: 'not-empty' }, sort: 'fadesAt', limit: 1, now }),
  'tasks to be reminded of': (reads) =>
    reads.list({
      entity: 'task',
      rule: { field: 'nextReminderAt', is: 'at-most', value: now.toISOString() },
      sort: 'nextReminderAt',
      limit: 20,
      now,
    }),
  'when a task is to be reminded of': (reads) =>
    reads.list({ entity: 'task', rule: { field: 'nextReminderAt', is: 'not-empty' }, sort: 'nextReminderAt', limit: 1, now }),
  'tasks of some contacts': (reads) => reads.ids('task', { field: 'contact', is: 'one-of', value: ['anna', 'boris'] }, latest),
  'what happened with somebody': (reads) => reads.timeline(['anna'], { limit: 20 }),
  'the first page of all contacts': (reads) => reads.ids('contact', { all: [] }, latest),

  'pending events': (reads) => reads.pendingEvents(100),
  'pending events after one': (reads) => reads.pendingEvents(100, 'e1'),
  'pending events, counted': (reads) => reads.countPending(100),
  'an event': (reads) => reads.event('e1'),
  'who waits for an event': (reads) => reads.watchers([{ event: 'message-received', about: 'anna' }]),
  'whose rules ask about one who takes part': (reads) => reads.watchers([{ event: 'record-changed', about: 'anna', related: true }]),
  'what is due': (reads) => reads.claim(now, 100),
  'when something is due': (reads) => reads.nextDue(),
  'rules that time changes': (reads) => reads.runsToAsk(now, 100),
  'when time changes a rule': (reads) => reads.nextAsk(),
  'runs by their ids': (reads) => reads.runs(['r1', 'r2']),
  'who has been in': (reads) => reads.enrolments([{ workflow: 'w', subject: 'anna', key: '' }]),
  'who has begun lately': (reads) => reads.startsSince([{ workflow: 'w', subject: 'anna' }], now),
  'ticks whose runs are going': (reads) =>
    reads.goingTicks([
      { workflow: 'w', node: 'n', about: 'anna' },
      { workflow: 'w', node: 'n', about: null },
    ]),
  'runs that wait for quiet': (reads) => reads.settling([{ workflow: 'w', node: 'n', about: 'anna' }]),
  'the way of a run': (reads) => reads.steps('r1'),
  'a page of the runs of a workflow': (reads) => reads.listRuns({ workflow: 'w', limit: 20 }),
  'a page of the runs of a contact': (reads) => reads.listRuns({ subject: 'anna', limit: 20 }),
  'who stands where': (reads) => reads.standing('w'),
  'what people decided about a workflow': (reads) => reads.decisions('w', 100),

  'a suggestion': (reads) => reads.suggestion('s1'),
  'suggestions of positions': (reads) => reads.suggestionOfPosition(['p1', 'p2']),
  'what is to be decided': (reads) => reads.suggestions({ statuses: ['pending'], limit: 20 }),
  'what somebody has to decide': async (reads) => reads.openSuggestions?.({ assignee: 'vera', now, limit: 20 }),
  'what several people have to decide': async (reads) => reads.openSuggestions?.({ assignee: ['vera', 'nikita'], now, limit: 20 }),
  'who stands in for somebody': (reads) => reads.ids('user', { field: 'deputy', is: 'one-of', value: ['vera'] }, { limit: 20, now }),
  'what is to be decided, by a step': async (reads) => reads.openSuggestions?.({ workflow: 'w', node: 'n', now, limit: 20 }),
  'suggestions of a run': (reads) => reads.suggestions({ run: 'r1', limit: 20 }),
  'suggestions about a contact': (reads) => reads.suggestions({ subject: 'anna', limit: 20 }),

  'the outbox': (reads) => reads.waitingDeliveries(null, 100),
  'the next page of the outbox': (reads) => reads.waitingDeliveries({ id: 'd1', dueAt: now, channel: 'mailbox:m1', contact: null }, 100),
  'letters to a contact since a time': (reads) => reads.lettersSince(['anna'], now),
  'answers to a contact since a time': (reads) => reads.answersSince({ workflow: 'w', run: 'r1', contact: 'anna', since: now }),
  'what became of letters of a workflow': (reads) => reads.letterResults('w', now, 200),
  'deliveries of a run': (reads) => reads.deliveries({ run: 'r1', limit: 100 }),
  'deliveries of a contact that failed': (reads) => reads.deliveries({ contact: 'anna', states: ['failed'], limit: 10 }),
  'deliveries under way': (reads) => reads.deliveries({ states: ['sending'], limit: 100 }),
  'deliveries that wait for a person': (reads) => reads.deliveries({ states: ['unknown', 'failed'], limit: 100 }),
}

/** Of these every row is wanted that the index holds, in its order and until there are enough. */
const alongAnIndex = new Set([
  'the first page of all contacts',
  'pending events',
  'pending events, counted',
  'what is to be decided, by a step',
])

test.each(Object.entries(hot))('%s: found by an index, however much there is', async (what, read) => {
  const plans = await plansOf(read)

  expect(plans.length).toBeGreaterThan(0)
  expect(plans.filter((step) => isScan(step) && !(alongAnIndex.has(what) && step.includes(' USING ')))).toEqual([])
})

/** What one change has to find among everything that is open, to withdraw or refresh what it touches. */
const touched = [
  'who waits for an event',
  'runs by their ids',
  'suggestions of positions',
  'suggestions about a contact',
  'what somebody has to decide',
]

test('what a change touches is found by an index in PostgreSQL, too, however much is open', { timeout: 60_000 }, async () => {
  const { driver, end } = await startPglite()
  const plans: string[] = []
  const rows = async (sql: string, params: readonly Cell[] = []): Promise<readonly Row[]> => {
    const { rows } = await driver.query(`explain ${sql}`, params)
    plans.push(...rows.map((row) => String(row['QUERY PLAN'])))
    return (await driver.query(sql, params)).rows
  }
  const reading = { ...storeContext({}), dialect: postgresDialect, rows }
  try {
    await (await openPostgresOver(driver, 'pglite')).close()
    // An empty table is read from end to end when that is allowed; when it is not, only where no index can help.
    await driver.query('set enable_seqscan = off', [])
    for (const what of touched) await hot[what]?.({ ...recordReads(reading), ...runReads(reading, rows), ...openSuggestionReads(reading) })
  } finally {
    await end()
  }

  expect(plans.filter((step) => /Index/.test(step)).length).toBeGreaterThan(touched.length)
  expect(plans.filter((step) => /Seq Scan/.test(step))).toEqual([])
})

test('everything that one change touches is among what is held to be found by an index', () => {
  expect(touched.filter((what) => !Object.hasOwn(hot, what))).toEqual([])
})

/** Everything else that SQLite scans is a list that the statement itself has made. */
const isScan = (step: string): boolean => /^SCAN (?!(\w+ VIRTUAL TABLE|lanes|l|due|listed|pending|\(subquery|CONSTANT ROW))/.test(step)

type HotReads = ReturnType<typeof recordReads> & ReturnType<typeof runReads> & Partial<Reads>

/** How SQLite goes about every statement of a read. */
async function plansOf(read: (reads: HotReads) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = []
  const rows = async (sql: string, params: readonly Cell[] = []): Promise<readonly Row[]> => {
    const steps = database.prepare<Cell[], { detail: string }>(`explain query plan ${sql}`).all(...params)
    plans.push(...steps.map(({ detail }) => detail))
    return database.prepare<Cell[], Row>(sql).all(...params)
  }
  const reading = { ...storeContext({}), dialect: sqliteDialect, rows }
  await read({ ...recordReads(reading), ...runReads(reading, rows), ...openSuggestionReads(reading) })
  return plans
}
