/**
 * Carries what the journal of a SQLite file holds over into the file, in a thread of its own: a commit does not wait for
 * it. The journal begins anew when all of it is carried over and nobody writes, so the last few pages of a long one are
 * carried over by whoever writes.
 */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type Database from 'better-sqlite3'

/** Pages of 4 KiB that are yet to be carried over; with fewer the thread is not woken. */
const enough = 1_000

/** A journal of so many pages begins anew. */
const long = 8_000

/** After so many pages a commit does it all: when the thread has failed, or somebody reads from an old page. */
export const atLatest = 32_000

interface Journal {
  readonly log: number
  readonly checkpointed: number
}

/** Looks after one journal. Close it before the database. */
export interface Checkpoints {
  /** Something was committed: when enough has gathered, it is carried over. */
  committed(): void
  /** Resolves when the thread has let go of the file. */
  close(): Promise<void>
}

/** Starts no thread before there is enough to do. */
export function openCheckpoints(file: string, database: Database.Database): Checkpoints {
  const look = database.prepare<[], Journal>('pragma wal_checkpoint(noop)')
  const carryOver = database.prepare('pragma wal_checkpoint(passive)')
  let worker: Worker | null = null
  let isAtWork = false
  let isOver = false

  function start(): Worker {
    const driver = createRequire(import.meta.url).resolve('better-sqlite3')
    const started = new Worker(program, { eval: true, workerData: { file, driver } })
    started.unref()
    started.on('message', () => {
      isAtWork = false
      if (!isOver && (look.get()?.log ?? 0) >= long) carryOver.get()
    })
    // A disk that is full or fails is told by the commit that meets it.
    started.on('error', () => {
      isOver = true
    })
    return started
  }

  return {
    committed() {
      if (isAtWork || isOver) return
      const journal = look.get()
      if (!journal || journal.log - journal.checkpointed < enough) return
      isAtWork = true
      worker ??= start()
      worker.postMessage('carry over')
    },
    async close() {
      isOver = true
      await worker?.terminate()
    },
  }
}

/** Written here and not in a file of its own, because a worker loads only what is built. What came meanwhile is carried over, too. */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const database = new (require(workerData.driver))(workerData.file)
database.pragma('synchronous = FULL')
const carryOver = database.prepare('pragma wal_checkpoint(passive)')
const look = database.prepare('pragma wal_checkpoint(noop)')
parentPort.on('message', () => {
  for (let times = 0; times < 5; times++) {
    carryOver.get()
    const { log, checkpointed } = look.get()
    if (log - checkpointed < 100) break
  }
  parentPort.postMessage('done')
})
`
