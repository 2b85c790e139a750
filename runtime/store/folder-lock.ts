/** Keeps two processes out of one data folder. */
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { StoreProblem } from './store-problem.ts'

/**
 * Takes the folder and answers with what gives it back. The lock is one that the operating system holds for the
 * process, so it is gone when the process is, however it ends. Throws `StoreProblem` when another has it.
 */
export function lockFolder(folder: string, Sqlite: typeof Database): () => void {
  const lock = new Sqlite(join(folder, 'tandem.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch {
    lock.close()
    throw new StoreProblem('folder-in-use', { where: folder })
  }
  return () => {
    lock.close()
  }
}
