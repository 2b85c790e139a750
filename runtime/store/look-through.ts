/** Looks through a whole SQLite file for damage, in a thread of its own: the product goes on meanwhile, however large it is. */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/** What is wrong, as SQLite says it; null when the file is sound. */
export function lookThrough(file: string): Promise<string | null> {
  const driver = createRequire(import.meta.url).resolve('better-sqlite3')
  const worker = new Worker(program, { eval: true, workerData: { file, driver } })
  worker.unref()
  return new Promise((resolve) => {
    worker.once('message', (verdict: string) => resolve(verdict === 'ok' ? null : verdict))
    worker.once('error', (error) => resolve(error.message))
  })
}

/** Written here and not in a file of its own, because a worker loads only what is built. */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const Sqlite = require(workerData.driver)
const database = new Sqlite(workerData.file, { readonly: true })
parentPort.postMessage(database.pragma('quick_check(1)', { simple: true }))
database.close()
`
