/**
 * The store in PostgreSQL: for an installation that outgrew one process. What is claimed stays locked by the
 * transaction in which it will be committed, so when a process is killed its runs are free at once.
 */
import { applyUnit } from './commit.ts'
import { postgresDialect } from './dialect.ts'
import { figureStatements, figuresFrom } from './figures.ts'
import { eraseReads } from './find-traces.ts'
import { houseReads } from './house-reads.ts'
import { migrate, migrationsFolder, migrationsIn } from './migrations.ts'
import { openSuggestionReads } from './open-suggestions.ts'
import type { Store, Unit, UnitResult } from './port.ts'
import { openPool, type PostgresDriver, type PostgresSession } from './postgres-driver.ts'
import { recordReads } from './record-reads.ts'
import { runReads } from './run-reads.ts'
import { type StoreContext, type StoreOptions, storeContext } from './store-context.ts'
import { StoreProblem } from './store-problem.ts'
import type { Cell, Row } from './table.ts'
import { type Answer, type Ask, runAwaiting } from './work.ts'

/** Opens the database at a `postgres://` address. Throws `StoreProblem` when it does not answer or is too new. */
export async function openPostgres(url: string, options: StoreOptions = {}): Promise<Store> {
  const { host, pathname } = new URL(url)
  return openPostgresOver(openPool(url), host + pathname, options)
}

/** Opens the store over a driver; `where` names the database in problems. */
export async function openPostgresOver(driver: PostgresDriver, where: string, options: StoreOptions = {}): Promise<Store> {
  const context = storeContext(options)
  try {
    await prepareTables(driver, where, options)
    const store = storeOver(driver, context)
    context.learn((await driver.query(context.customFieldsQuery, [])).rows)
    return store
  } catch (problem) {
    await driver.close()
    if (problem instanceof StoreProblem) throw problem
    throw new StoreProblem('unreachable', { where, why: problem instanceof Error ? problem.message : String(problem) })
  }
}

async function prepareTables(driver: PostgresDriver, where: string, options: StoreOptions): Promise<void> {
  const migrations = [...migrationsIn(options.migrationsDir ?? migrationsFolder(), 'postgres'), ...(options.furtherMigrations ?? [])]
  await inTransaction(driver, async (session) => {
    // Several processes may start at once; the lock is given back with the transaction.
    await session.query(`select pg_advisory_xact_lock(hashtextextended('tandem migrations', 0))`, [])
    await runAwaiting(migrate(migrations, where), ({ sql, params }) => session.query(sql, params))
  })
}

async function inTransaction(driver: PostgresDriver, work: (session: PostgresSession) => Promise<void>): Promise<void> {
  const session = await driver.session()
  try {
    await session.query('begin', [])
    await work(session)
    await session.query('commit', [])
    session.release()
  } catch (problem) {
    await giveUp(session)
    throw problem
  }
}

/** Ends a transaction that cannot be committed; a session that cannot even do that is thrown away. */
async function giveUp(session: PostgresSession): Promise<void> {
  try {
    await session.query('rollback', [])
    session.release()
  } catch {
    session.discard()
  }
}

function storeOver(driver: PostgresDriver, context: StoreContext): Store {
  const rows = async (sql: string, params: readonly Cell[] = []): Promise<readonly Row[]> => (await driver.query(sql, params)).rows
  const reading = { ...context, dialect: postgresDialect, rows }
  const writing = { ...context, dialect: postgresDialect }
  const oneAtATime = turns()
  let claimed: PostgresSession | null = null
  const learning = setInterval(() => {
    rows(context.customFieldsQuery).then(context.learn, () => undefined)
  }, learnEvery).unref()

  /** Runs and their subjects stay locked until the next commit. */
  async function claimRuns(sql: string, params: readonly Cell[]): Promise<readonly Row[]> {
    const session = claimed ?? (await begin(driver))
    claimed = session
    try {
      const { rows: due } = await session.query(sql, params)
      const free = due.length > 0 ? await freeSubjects(session, due) : new Set()
      const ours = due.filter((row) => row['subject'] === null || free.has(row['subject']))
      if (due.length === 0) await letGo()
      return ours
    } catch (problem) {
      await letGo()
      throw problem
    }
  }

  async function letGo(): Promise<void> {
    const session = claimed
    claimed = null
    if (session) await giveUp(session)
  }

  /** Null when the units have to be guarded. */
  async function applyAll(session: PostgresSession, units: readonly Unit[], guarded: boolean): Promise<UnitResult[] | null> {
    const batch = gathering(session)
    const results: UnitResult[] = []
    for (const unit of units) {
      const result = await runAwaiting(applyUnit(unit, writing, guarded), batch.answer)
      if (!result) return null
      batch.end(result.ok)
      results.push(result)
    }
    await batch.flush()
    return results
  }

  async function tryCommit(units: readonly Unit[]): Promise<readonly UnitResult[]> {
    const session = claimed ?? (await begin(driver))
    claimed = null
    try {
      // What is claimed is locked by this transaction, so it may not be rolled back as a whole.
      await session.query('savepoint batch', [])
      let results = await applyAll(session, units, false)
      if (!results) await session.query('rollback to savepoint batch', [])
      results ??= (await applyAll(session, units, true)) ?? []
      await session.query('commit', [])
      session.release()
      return results
    } catch (problem) {
      await giveUp(session)
      throw problem
    }
  }

  return {
    dialect: 'postgres',
    ...recordReads(reading),
    ...runReads(reading, (sql, params) => oneAtATime(() => claimRuns(sql, params))),
    ...openSuggestionReads(reading),
    ...houseReads(reading),
    ...eraseReads(reading, (statements) => Promise.all(statements.map(({ sql, params }) => rows(sql, params)))),

    async commit(units) {
      const results = await oneAtATime(() => again(() => tryCommit(units)))
      if (context.concerns(units)) context.learn(await rows(context.customFieldsQuery))
      return results
    },

    async isDurable() {
      const [row] = await rows(`select current_setting('synchronous_commit') <> 'off' and current_setting('fsync') = 'on' as "durable"`)
      return String(row?.['durable']) === 'true'
    },

    check: async () => null,

    async figures(now) {
      const [answers, size] = await Promise.all([
        Promise.all(figureStatements(postgresDialect, now).map(({ sql, params }) => rows(sql, params))),
        rows('select pg_database_size(current_database()) as "bytes"'),
      ])
      return figuresFrom(answers, { database: Number(size[0]?.['bytes']), journal: 0 }, now)
    },

    async scrub() {
      await rows('vacuum')
    },

    async backup() {
      throw new StoreProblem('backup-elsewhere')
    },

    async close() {
      clearInterval(learning)
      await oneAtATime(letGo)
      await driver.close()
    },
  }
}

/** Another process may have added fields; milliseconds. */
const learnEvery = 2000

/** A process that stands still inside a transaction loses it, and what it had claimed is free for others. */
async function begin(driver: PostgresDriver): Promise<PostgresSession> {
  const session = await driver.session()
  await session.query('begin', [])
  await session.query(`set local idle_in_transaction_session_timeout = '5s'`, [])
  return session
}

/** No two processes work on one subject: of these subjects, those that are ours now. */
async function freeSubjects(session: PostgresSession, due: readonly Row[]): Promise<ReadonlySet<Cell | undefined>> {
  const subjects = [...new Set(due.map((row) => row['subject']).filter((subject) => typeof subject === 'string'))].sort()
  const { rows } = await session.query(
    `select s.value as "subject", pg_try_advisory_xact_lock(hashtextextended(s.value, 0)) as "ours"
     from jsonb_array_elements_text(?::jsonb) as s(value)`,
    [JSON.stringify(subjects)],
  )
  return new Set(rows.filter((row) => Boolean(row['ours'])).map((row) => row['subject']))
}

/** Deadlocks, broken serialization, and a unique value that another process took meanwhile: the second time it is seen. */
const passing = new Set(['40P01', '40001', '23505'])

async function again<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (problem) {
      const code = problem instanceof Error && 'code' in problem ? String(problem.code) : ''
      if (tries === 3 || !passing.has(code)) throw problem
    }
  }
}

/** Lets one piece of work run after the other. */
function turns() {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }
}

/**
 * Answers the statements of a batch. Rows that are only added are kept back and inserted many at a time, because each
 * statement is a journey to the server; those of a refused unit are dropped.
 */
function gathering(session: PostgresSession) {
  const kept: Ask[] = []
  let ofUnit: Ask[] = []

  async function insert(asks: readonly Ask[]): Promise<void> {
    const atOnce = Math.floor(mostParameters / Math.max(asks[0]?.params.length ?? 1, 1))
    for (let from = 0; from < asks.length; from += atOnce) {
      const some = asks.slice(from, from + atOnce)
      const values = some.map((ask) => ask.appends?.row).join(', ')
      await session.query(
        (some[0]?.appends?.head ?? '') + values,
        some.flatMap((ask) => ask.params),
      )
    }
  }

  return {
    async answer(ask: Ask): Promise<Answer> {
      if (!ask.appends && !ask.later) return session.query(ask.sql, ask.params)
      ofUnit.push(ask)
      return { rows: [], changes: 1 }
    },
    /** Ends a unit: what it kept back stays or goes. */
    end(stays: boolean): void {
      if (stays) for (const ask of ofUnit) kept.push(ask)
      ofUnit = []
    },
    /** Writes what was kept back. */
    async flush(): Promise<void> {
      for (const table of new Set(kept.map((ask) => ask.appends?.table))) {
        if (table) await insert(kept.filter((ask) => ask.appends?.table === table))
      }
      for (const ask of kept) if (ask.later) await session.query(ask.sql, ask.params)
    },
  }
}

const mostParameters = 30_000
