/** PostgreSQL inside the test process. It has one connection, so reads see what an open transaction has written. */
import { PGlite } from '@electric-sql/pglite'
import { numbered, type PostgresDriver } from '../store/postgres-driver.ts'
import type { Cell, Row } from '../store/table.ts'
import type { Answer } from '../store/work.ts'

/** A driver whose `close` leaves the database as it is, `empty` for the next test, and `end` for after the last one. */
export interface TestPostgres {
  readonly driver: PostgresDriver
  empty(): Promise<void>
  end(): Promise<void>
}

/** Starts PostgreSQL, which takes some seconds: once, and not for every test. */
export async function startPglite(): Promise<TestPostgres> {
  const database = await PGlite.create()
  const query = async (sql: string, params: readonly Cell[]): Promise<Answer> => {
    const { rows, affectedRows } = await database.query<Row>(numbered(sql), [...params])
    return { rows, changes: affectedRows ?? 0 }
  }
  return {
    driver: {
      query,
      session: async () => ({ query, release: () => undefined, discard: () => undefined }),
      close: async () => undefined,
    },
    async empty() {
      const { rows } = await query(
        `select tablename as "name" from pg_tables where schemaname = 'public' and tablename <> 'migrations'`,
        [],
      )
      if (rows.length > 0) await database.exec(`truncate ${rows.map((row) => `"${row['name']}"`).join(', ')} restart identity`)
    },
    end: () => database.close(),
  }
}
