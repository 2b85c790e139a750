/** Brings the tables of a database to those of the program: runs the migrations it has not seen, in order. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StoreProblem } from './store-problem.ts'
import type { Work } from './work.ts'

/** Its name is remembered in the database, so it never changes. */
export interface Migration {
  readonly name: string
  readonly statements: readonly string[]
}

/** The migrations of a dialect, oldest first. Throws when the folder is not there. */
export function migrationsIn(folder: string, dialect: 'sqlite' | 'postgres'): readonly Migration[] {
  const journal: { entries: { tag: string }[] } = JSON.parse(readFileSync(join(folder, dialect, 'meta', '_journal.json'), 'utf8'))
  return journal.entries.map(({ tag }) => ({
    name: tag,
    statements: readFileSync(join(folder, dialect, `${tag}.sql`), 'utf8').split('--> statement-breakpoint'),
  }))
}

/** `runtime/store/migrations` of the package, found upwards from this file: it is the same for the sources and for the built program. */
export function migrationsFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, 'runtime', 'store', 'migrations')
    if (existsSync(found)) return found
  }
  throw new Error(`No folder runtime/store/migrations above ${start}`)
}

/**
 * Runs what is missing, inside the caller's transaction. `where` names the database in the problem it throws when a
 * newer program has been there: then nothing is changed.
 */
export function* migrate(migrations: readonly Migration[], where: string): Work<void> {
  yield ask('create table if not exists "migrations" ("name" text primary key not null)')
  const { rows } = yield ask('select "name" from "migrations"')
  const seen = new Set(rows.map((row) => String(row['name'])))
  const known = new Set(migrations.map(({ name }) => name))
  const newer = [...seen].filter((name) => !known.has(name))
  if (newer.length > 0) throw new StoreProblem('newer-schema', { where, migrations: newer })
  for (const { name, statements } of migrations) {
    if (seen.has(name)) continue
    for (const statement of statements) yield ask(statement)
    yield ask('insert into "migrations" ("name") values (?)', [name])
  }
}

const ask = (sql: string, params: readonly string[] = []) => ({ sql, params })
