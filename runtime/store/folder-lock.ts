/** Keeps two processes out of one data folder. */
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { messageOf } from '../thrown.ts'
import { StoreProblem } from './store-problem.ts'

/**
 * Takes the folder and answers with what gives it back. The lock is one that the operating system holds for the
 * process, so it is gone when the process is, however it ends. Throws `StoreProblem` when another has it,
 * or the folder cannot be written.
 */
export function lockFolder(folder: string, Sqlite: typeof Database): () => void {
  let lock: Database.Database | undefined
  try {
    lock = new Sqlite(join(folder, 'tandem.lock'), { timeout: 0 })
    lock.exec('begin exclusive')
  } catch (problem) {
    lock?.close()
    const code = problem instanceof Sqlite.SqliteError ? problem.code : null
    if (code === 'SQLITE_BUSY') throw new StoreProblem('folder-in-use', { where: folder })
    if (code === 'SQLITE_FULL') throw new StoreProblem('no-room', { where: folder })
    throw new StoreProblem('folder-unusable', { where: folder, why: messageOf(problem) })
  }
  const held = lock
  return () => {
    held.close()
  }
}
