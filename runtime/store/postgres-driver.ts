/** What the PostgreSQL store needs of a driver, and the driver for real servers. Statements have `?` for every parameter. */
import pg from 'pg'
import { StoreProblem } from './store-problem.ts'
import type { Cell, Row } from './table.ts'
import type { Answer } from './work.ts'

/** One connection, held for a transaction. */
export interface PostgresSession {
  query(sql: string, params: readonly Cell[]): Promise<Answer>
  /** Gives the connection back. */
  release(): void
  /** Closes it, because it is in an unknown state. */
  discard(): void
}

/** A pool: `query` for single statements, a `session` for a transaction; the session has to be released. */
export interface PostgresDriver {
  /** On any connection. */
  query(sql: string, params: readonly Cell[]): Promise<Answer>
  session(): Promise<PostgresSession>
  close(): Promise<void>
}

/** `$1, $2, …` for the question marks of a statement. */
export function numbered(sql: string): string {
  const known = numberedTexts.get(sql)
  if (known !== undefined) return known
  let number = 0
  const text = sql.replaceAll('?', () => `$${++number}`)
  if (numberedTexts.size >= mostTexts) numberedTexts.clear()
  numberedTexts.set(sql, text)
  return text
}

const numberedTexts = new Map<string, string>()
const mostTexts = 1000

/** A pool of connections to a server. */
export function openPool(url: string): PostgresDriver {
  const { host, pathname } = new URL(url)
  const reached = reaching(host + pathname)
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000, types: { getTypeParser } })
  // A connection that breaks while idle is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  return {
    query: (sql, params) => reached(async () => answerOf(await pool.query(numbered(sql), [...params]))),
    async session() {
      const client = await reached(() => pool.connect())
      client.on('error', ignored)
      const end = (broken: boolean) => {
        client.off('error', ignored)
        client.release(broken)
      }
      return {
        query: (sql, params) => reached(async () => answerOf(await client.query({ ...preparable(sql), values: [...params] }))),
        release: () => end(false),
        discard: () => end(true),
      }
    },
    close: () => pool.end(),
  }
}

/** Tells a server that is not there, or goes, from one that refuses a statement: the first is over by itself. */
const reaching =
  (where: string) =>
  async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (problem) {
      if (!(problem instanceof Error) || !isGone(problem)) throw problem
      throw new StoreProblem('unreachable', { where, why: problem.message })
    }
  }

/** Classes 08 and 57P of its own codes, those of the network, and what the driver says of a connection that ended. */
const isGone = (problem: Error & { readonly code?: unknown }): boolean =>
  /^(08|57P0|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN)/.test(String(problem.code ?? '')) ||
  /connection terminated|connection timeout|timeout exceeded when trying to connect|client has encountered a connection error/i.test(
    problem.message,
  )

/** Inside transactions few statements are asked often: named ones are planned once per connection. Longer ones are rows added many at a time, of every length. */
function preparable(sql: string): { readonly text: string; readonly name?: string } {
  const text = numbered(sql)
  if (sql.length > longestPrepared) return { text }
  const name = names.get(sql) ?? `s${names.size}`
  if (names.size < mostTexts) names.set(sql, name)
  return names.has(sql) ? { text, name } : { text }
}

const names = new Map<string, string>()
const longestPrepared = 2000

const ignored = () => undefined

const answerOf = (result: pg.QueryResult<Row>): Answer => ({ rows: result.rows, changes: result.rowCount ?? 0 })

/** Whole numbers of 64 bits are numbers to us: cents, milliseconds and counts stay below 2⁵³. */
const getTypeParser = ((type: number, format?: 'text' | 'binary') =>
  type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser
