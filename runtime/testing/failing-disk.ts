/** A disk that fails on demand, below the store: for the connections that are opened after it was put in place. */
import Database from 'better-sqlite3'
import { onTestFinished, vi } from 'vitest'

/** `full` (for all but small things) and `read-only` are SQLite's own answers; `failing` is an error of the disk when a commit has to reach it. */
export type DiskFault = 'full' | 'failing' | 'read-only'

interface FailingDisk {
  breakDown(fault: DiskFault): void
  mend(): void
}

/** Put in place before the store is opened; gone after the test. */
export function failingDisk(): FailingDisk {
  const connections = new Set<Database.Database>()
  const statements = Object.getPrototypeOf(new Database(':memory:').prepare('select 1')) as Database.Statement
  const [pragma, run] = [Database.prototype.pragma, statements.run]
  let fault: DiskFault | null = null
  vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (this: Database.Database, ...given) {
    if (!this.memory) connections.add(this)
    return pragma.apply(this, given)
  })
  vi.spyOn(statements, 'run').mockImplementation(function (this: Database.Statement, ...given) {
    if (fault === 'failing' && this.source === 'commit') throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE')
    return run.apply(this, given)
  })
  onTestFinished(() => void vi.restoreAllMocks())

  const set = (isFull: boolean, isReadOnly: boolean) => {
    for (const connection of connections) {
      if (!connection.open) continue
      const pages = Number(pragma.call(connection, 'page_count', { simple: true }))
      pragma.call(connection, `max_page_count = ${isFull ? pages + sparePages : mostPages}`)
      pragma.call(connection, `query_only = ${isReadOnly ? 1 : 0}`)
    }
  }
  return {
    breakDown(next) {
      fault = next
      set(next === 'full', next === 'read-only')
    },
    mend() {
      fault = null
      set(false, false)
    },
  }
}

/** A full disk takes what is small enough, and that is the worst of it. */
const sparePages = 6

/** What SQLite allows by itself. */
const mostPages = 4_294_967_294
