/**
 * Watches over what everything rests on: a database that is sound, and room on its disk. Damage is noticed and never
 * made worse: from that moment nothing is written any more.
 */
import { statfs } from 'node:fs/promises'
import { StoreProblem } from './store/store-problem.ts'

/**
 * `store-damaged`: nothing is accepted until a backup is restored; `disk-full` and `disk-failing`: reading goes on, and
 * everything when there is room, or the disk can be written again.
 */
export type HealthProblem = 'store-damaged' | 'disk-full' | 'disk-failing'

/** Changed in place; `/readyz` and the answers to requests look at it. */
export interface Health {
  problem: HealthProblem | null
  /** The process is about to end. */
  stopping: boolean
  /** Free bytes on the disk of the data folder when it was last looked at; null: nobody has looked yet, or it does not say. */
  room: number | null
  /** Was the whole database looked through since the start, and found sound? */
  sound: boolean
}

/** Of a process that has just begun. */
export const newHealth = (): Health => ({ problem: null, stopping: false, room: null, sound: false })

/** With less, SQLite could not even write what tells that it is full. Bytes. */
const leastRoom = 200 * 1024 * 1024
const lookEveryMs = 30_000
/** While the disk takes nothing. */
const lookAgainMs = 1_000

interface Watched {
  readonly health: Health
  readonly dataDir: string
  /** Looks through the whole database; null when it is sound. */
  check(): Promise<string | null>
  /** Writes something small; throws `StoreProblem` while the disk takes nothing. */
  tryToWrite(): Promise<void>
  /** Called whenever it gets worse or well again, with null; once when the database turns out to be damaged. */
  onChange(problem: StoreProblem | null): void
  /** Free bytes on the disk of a folder; the machine's own answer unless it is given. */
  readonly room?: (folder: string) => Promise<number>
}

/** Close it, or its look at the disk goes on. */
export interface HealthWatch {
  /** A statement has met damage, or a disk that takes nothing. */
  met(problem: StoreProblem): void
  /** Looks at the disk now. */
  look(): Promise<void>
  close(): void
}

/** Begins to watch: the database is looked through once, the disk again and again. */
export function watchHealth({ health, dataDir, check, tryToWrite, onChange, room = freeBytes }: Watched): HealthWatch {
  let isOver = false
  let soon: NodeJS.Timeout | undefined

  function met(problem: StoreProblem): void {
    const next = problemOf(problem)
    if (isOver || next === null || health.problem === 'store-damaged') return
    if (next !== 'store-damaged') soon ??= setTimeout(lookQuietly, lookAgainMs).unref()
    if (health.problem === next) return
    health.problem = next
    onChange(problem)
  }

  async function look(): Promise<void> {
    clearTimeout(soon)
    soon = undefined
    if (isOver || health.problem === 'store-damaged') return
    health.room = await room(dataDir)
    if (health.room < leastRoom) return met(new StoreProblem('disk-full', { where: dataDir }))
    if (health.problem === null) return
    try {
      await tryToWrite()
      health.problem = null
      onChange(null)
    } catch (error) {
      if (error instanceof StoreProblem) met(error)
    }
  }

  const damaged = (why: string) => met(new StoreProblem('damaged', { where: dataDir, why }))
  check().then(
    (why) => {
      if (why !== null) damaged(why)
      else health.sound = health.problem !== 'store-damaged'
    },
    (error: Error) => damaged(error.message),
  )
  const lookQuietly = () => void look().catch(() => undefined)
  const looking = setInterval(lookQuietly, lookEveryMs).unref()
  lookQuietly()
  return {
    met,
    look,
    close() {
      isOver = true
      clearTimeout(soon)
      clearInterval(looking)
    },
  }
}

/** Null for what is no matter of this machine's disk. */
function problemOf({ code }: StoreProblem): HealthProblem | null {
  if (code === 'damaged') return 'store-damaged'
  return code === 'disk-full' || code === 'disk-failing' ? code : null
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
