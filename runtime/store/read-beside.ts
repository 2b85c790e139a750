/** Reads a SQLite file in a thread of its own: the product goes on meanwhile, however much there is to look at. */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { Cell, Row } from './table.ts'

interface Statement {
  readonly sql: string
  readonly params?: readonly Cell[]
}

/** The rows of each statement, all of one moment. Rejects when one cannot be read. */
export function readBeside(file: string, statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> {
  const driver = createRequire(import.meta.url).resolve('better-sqlite3')
  const worker = new Worker(program, { eval: true, workerData: { file, driver, statements } })
  worker.unref()
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** Written here and not in a file of its own, because a worker loads only what is built. */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const Sqlite = require(workerData.driver)
const database = new Sqlite(workerData.file, { readonly: true })
const answer = database.transaction(() => workerData.statements.map(({ sql, params = [] }) => database.prepare(sql).all(...params)))
parentPort.postMessage(answer())
database.close()
`
