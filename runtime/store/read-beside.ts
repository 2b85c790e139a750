/** Reads a SQLite file in threads of their own: the product goes on meanwhile, however much there is to look at. */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { Cell, Row } from './table.ts'

interface Statement {
  readonly sql: string
  readonly params?: readonly Cell[]
}

/** Readers of one file. Close them before the store, or they keep its journal. */
export interface Beside {
  /** The rows of each statement, all of one moment. Rejects when one cannot be read, or when it is closed meanwhile. */
  read(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]>
  /** Ends what is being read, and resolves when nobody reads any more. */
  close(): Promise<void>
}

/** Opens nothing before something is read. */
export function openBeside(file: string): Beside {
  const workers = new Set<Worker>()
  let isClosed = false
  return {
    read(statements) {
      if (isClosed) return Promise.reject(closed())
      const driver = createRequire(import.meta.url).resolve('better-sqlite3')
      const worker = new Worker(program, { eval: true, workerData: { file, driver, statements } })
      worker.unref()
      workers.add(worker)
      return new Promise((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
        worker.once('exit', () => {
          workers.delete(worker)
          reject(closed())
        })
      })
    },
    async close() {
      isClosed = true
      await Promise.all([...workers].map((worker) => worker.terminate()))
    },
  }
}

const closed = () => new Error('The store is closed')

/** Written here and not in a file of its own, because a worker loads only what is built. */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const Sqlite = require(workerData.driver)
const database = new Sqlite(workerData.file, { readonly: true })
const answer = database.transaction(() => workerData.statements.map(({ sql, params = [] }) => database.prepare(sql).all(...params)))
parentPort.postMessage(answer())
database.close()
`
