/**
 * The list of erasures that lies beside the database, and not in it: a copy of the database that is put back does not know
 * of those that came later, and is told by this file. It holds ids, keyed hashes and reasons, a JSON object a line.
 */
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject } from '../shared/json.ts'

/** Its name in the data folder. */
export const erasureListFile = 'erasures.jsonl'

/** One line. */
export interface ListedErasure {
  readonly id: string
  readonly contacts: readonly string[]
  readonly marks: readonly string[]
  /** ISO, UTC. */
  readonly at: string
  readonly by: string | null
  readonly reason: string
}

/** Oldest first; empty while nobody was erased. A line that was cut off by the end of the machine is left out. */
export async function readErasureList(dataDir: string): Promise<readonly ListedErasure[]> {
  const text = await readFile(join(dataDir, erasureListFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => erasureIn(line) ?? [])
}

/** On the disk when it resolves. A line begins anew whatever stands before it. */
export async function addToErasureList(dataDir: string, erasure: ListedErasure): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const file = await open(join(dataDir, erasureListFile), 'a', 0o600)
  try {
    await file.write(`\n${JSON.stringify(erasure)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

function erasureIn(line: string): ListedErasure | null {
  try {
    const { id, contacts, marks, at, by, reason } = objectIn(line)
    const isWhole = typeof id === 'string' && typeof at === 'string' && Array.isArray(contacts) && Array.isArray(marks)
    if (!isWhole) return null
    return {
      id,
      at,
      contacts: contacts.map(String),
      marks: marks.map(String),
      by: typeof by === 'string' ? by : null,
      reason: String(reason ?? ''),
    }
  } catch {
    return null
  }
}

function objectIn(line: string) {
  const value: unknown = line === '' ? null : JSON.parse(line)
  return isJsonObject(value) ? value : {}
}
