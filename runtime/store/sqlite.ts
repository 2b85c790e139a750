/** The store in one SQLite file: durable at every commit, one process, nothing to set up. */
import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { folded } from '../../shared/rule-values.ts'
import { atLatest, openCheckpoints } from './checkpoint-beside.ts'
import { applyUnit } from './commit.ts'
import { sqliteDialect } from './dialect.ts'
import { figureStatements, figuresFrom } from './figures.ts'
import { eraseReads } from './find-traces.ts'
import { lockFolder } from './folder-lock.ts'
import { houseReads } from './house-reads.ts'
import { lookThrough } from './look-through.ts'
import { migrate, migrationsFolder, migrationsIn } from './migrations.ts'
import { openSuggestionReads } from './open-suggestions.ts'
import type { Store, Unit, UnitResult } from './port.ts'
import { openBeside } from './read-beside.ts'
import { recordReads } from './record-reads.ts'
import { runReads } from './run-reads.ts'
import { type StoreContext, type StoreOptions, storeContext } from './store-context.ts'
import { StoreProblem } from './store-problem.ts'
import type { Cell, Row } from './table.ts'
import { type Answer, type Ask, runAtOnce } from './work.ts'

/** The name of the database in the data folder. */
export const databaseFile = 'tandem.db'

/** Opens the database of a data folder and makes it when there is none. Throws `StoreProblem` rather than touch a file it does not trust. */
export function openSqlite(dataDir: string, options: StoreOptions = {}): Store {
  makeFolder(dataDir)
  const Sqlite = loadDriver()
  const unlock = lockFolder(dataDir, Sqlite)
  try {
    const file = join(dataDir, databaseFile)
    const database = openDatabase(file, Sqlite)
    const answer = tellingOfProblems(answering(database), file, options.onProblem)
    prepareTables(file, database, answer, options)
    return storeOver(file, database, answer, storeContext(options), unlock)
  } catch (problem) {
    unlock()
    throw problem
  }
}

/** Opens a copy of the database that lies somewhere, such as one that was put aside, as it would be opened after a restore. */
export function openSqliteCopy(file: string): Store {
  const database = openDatabase(file, loadDriver())
  const answer = tellingOfProblems(answering(database), file, undefined)
  prepareTables(file, database, answer, {})
  return storeOver(file, database, answer, storeContext({}), () => {})
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (problem) {
    throw new StoreProblem('folder-unusable', { where: dataDir, why: messageOf(problem) })
  }
}

function openDatabase(file: string, Sqlite: typeof Database): Database.Database {
  checkHeader(file)
  const database = new Sqlite(file)
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = OFF')
    database.pragma('busy_timeout = 5000')
    database.pragma('temp_store = MEMORY')
    database.pragma('cache_size = -32000')
    database.pragma('mmap_size = 67108864')
    database.pragma('secure_delete = ON')
    database.pragma(`wal_autocheckpoint = ${atLatest}`)
    database.prepare('select count(*) from sqlite_schema').get()
  } catch (problem) {
    database.close()
    throw unopened(problem, file)
  }
  database.function('fold', { deterministic: true }, (text) => (typeof text === 'string' ? folded(text) : text))
  return database
}

/** SQLite would take an empty or foreign file for a new database; we do not. */
function checkHeader(file: string): void {
  if (!existsSync(file)) {
    if (existsSync(`${file}-wal`)) throw new StoreProblem('damaged', { where: file, why: 'only its journal is there' })
    return
  }
  const header = Buffer.alloc(16)
  const opened = openSync(file, 'r')
  try {
    readSync(opened, header, 0, 16, 0)
  } finally {
    closeSync(opened)
  }
  if (header.toString('latin1') !== 'SQLite format 3\0') {
    throw new StoreProblem('damaged', { where: file, why: statSync(file).size === 0 ? 'it is empty' : 'it does not begin as one' })
  }
}

/** The driver is native: it may be missing on this machine, and then it should say how to get it. */
function loadDriver(): typeof Database {
  const require = createRequire(import.meta.url)
  try {
    const Sqlite: typeof Database = require('better-sqlite3')
    new Sqlite(':memory:').close()
    return Sqlite
  } catch (problem) {
    throw new StoreProblem('binary-missing', { why: messageOf(problem).split('\n')[0] ?? '' })
  }
}

const messageOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem))

function prepareTables(file: string, database: Database.Database, answer: (ask: Ask) => Answer, options: StoreOptions): void {
  const migrations = migrationsIn(options.migrationsDir ?? migrationsFolder(), 'sqlite')
  try {
    database.transaction(() => runAtOnce(migrate([...migrations, ...(options.furtherMigrations ?? [])], file), answer)).immediate()
  } catch (problem) {
    database.close()
    throw problem instanceof StoreProblem ? problem : unopened(problem, file)
  }
}

/** Why a file cannot be opened: a full disk has no room for its tables, anything else is damage. */
const unopened = (problem: unknown, file: string): StoreProblem =>
  codeOf(problem) === 'disk-full'
    ? new StoreProblem('no-room', { where: file })
    : new StoreProblem('damaged', { where: file, why: messageOf(problem) })

/** Answers statements. Each text is prepared once and kept. */
function answering(database: Database.Database): (ask: Ask) => Answer {
  const prepared = new Map<string, Database.Statement<Cell[], Row>>()
  return ({ sql, params }) => {
    let statement = prepared.get(sql)
    if (!statement) {
      statement = database.prepare<Cell[], Row>(sql)
      if (prepared.size >= mostPrepared) prepared.clear()
      prepared.set(sql, statement)
    }
    if (statement.reader) return { rows: statement.all(...params), changes: 0 }
    return { rows: [], changes: statement.run(...params).changes }
  }
}

/** Damage shows at the first statement that reads a damaged page, a full disk at the first that needs room. */
function tellingOfProblems(answer: (ask: Ask) => Answer, file: string, onProblem: StoreOptions['onProblem']): (ask: Ask) => Answer {
  return (ask) => {
    try {
      return answer(ask)
    } catch (problem) {
      const code = codeOf(problem)
      if (!code) throw problem
      const known = new StoreProblem(code, { where: file, why: messageOf(problem) })
      onProblem?.(known)
      throw known
    }
  }
}

/** What an error of SQLite says about the file and its disk; null when it is about the statement. */
function codeOf(problem: unknown): 'damaged' | 'disk-full' | 'disk-failing' | null {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : ''
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'damaged'
  if (code === 'SQLITE_FULL') return 'disk-full'
  return /^SQLITE_(IOERR|READONLY|CANTOPEN|PERM|BUSY|LOCKED|PROTOCOL)/.test(code) ? 'disk-failing' : null
}

/** Rules make ever new statements; the hot ones are prepared again soon. */
const mostPrepared = 1000

/** What is deleted is overwritten, in the file at once; the journal is emptied as soon as nobody reads from it any more. */
async function emptyJournal(database: Database.Database): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    database.pragma('busy_timeout = 0')
    const [answer] = database.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[]
    database.pragma('busy_timeout = 5000')
    if (answer?.busy === 0) return
    await setTimeout(50)
  }
  throw new Error('The journal of the database could not be emptied: somebody has been reading from it for too long')
}

function storeOver(
  file: string,
  database: Database.Database,
  answer: (ask: Ask) => Answer,
  context: StoreContext,
  unlock: () => void,
): Store {
  const rows = async (sql: string, params: readonly Cell[] = []): Promise<readonly Row[]> => answer({ sql, params }).rows
  const reading = { ...context, dialect: sqliteDialect, rows }
  const beside = openBeside(file)
  const checkpoints = openCheckpoints(file, database)
  const writing = { ...context, dialect: sqliteDialect }
  const run = (sql: 'begin immediate' | 'commit' | 'rollback') => void answer({ sql, params: [] })
  context.learn(answer({ sql: context.customFieldsQuery, params: [] }).rows)

  /** Null, and nothing is written, when the units have to be guarded. */
  function commitAll(units: readonly Unit[], guarded: boolean): UnitResult[] | null {
    const results: UnitResult[] = []
    // A disk that failed may have failed at taking back, too.
    if (database.inTransaction) run('rollback')
    run('begin immediate')
    try {
      for (const unit of units) {
        const result = runAtOnce(applyUnit(unit, writing, guarded), answer)
        if (!result) break
        results.push(result)
      }
      run(results.length === units.length ? 'commit' : 'rollback')
    } catch (problem) {
      if (database.inTransaction) run('rollback')
      throw problem
    }
    return results.length === units.length ? results : null
  }

  return {
    dialect: 'sqlite',
    ...recordReads(reading),
    ...runReads(reading, rows),
    ...openSuggestionReads(reading),
    ...houseReads(reading),
    ...eraseReads(reading, beside.read),

    async commit(units) {
      const results = commitAll(units, false) ?? commitAll(units, true) ?? []
      checkpoints.committed()
      if (context.concerns(units)) context.learn(answer({ sql: context.customFieldsQuery, params: [] }).rows)
      return results
    },

    async isDurable() {
      return Number(database.pragma('synchronous', { simple: true })) >= 2
    },

    check: () => lookThrough(beside),

    async figures(now) {
      const size = (path: string) =>
        stat(path).then(
          ({ size }) => size,
          () => 0,
        )
      const [answers, bytes, journal] = await Promise.all([
        beside.read(figureStatements(sqliteDialect, now)),
        size(file),
        size(`${file}-wal`),
      ])
      return figuresFrom(answers, { database: bytes, journal }, now)
    },

    scrub: () => emptyJournal(database),

    async backup(copy) {
      await database.backup(copy)
    },

    async close() {
      await Promise.all([beside.close(), checkpoints.close()])
      database.close()
      unlock()
    },
  }
}
