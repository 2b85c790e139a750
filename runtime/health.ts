/**
 * Watches over what everything rests on: a database that is sound, and room on its disk. Damage is noticed and never
 * made worse: from that moment nothing is written any more.
 */
import { statfs } from 'node:fs/promises'

/** `store-damaged`: nothing is accepted until a backup is restored; `disk-full`: reading goes on, and everything when there is room. */
export type HealthProblem = 'store-damaged' | 'disk-full'

/** Changed in place; `/readyz` and the answers to requests look at it. */
export interface Health {
  problem: HealthProblem | null
  /** The process is about to end. */
  stopping: boolean
}

/** With less, SQLite could not even write what tells that it is full. Bytes. */
const leastRoom = 200 * 1024 * 1024
const lookEveryMs = 30_000

interface Watched {
  readonly health: Health
  readonly dataDir: string
  /** Looks through the whole database; null when it is sound. */
  check(): Promise<string | null>
  /** Called once when the database turns out to be damaged. */
  onDamage(why: string): void
  /** Free bytes on the disk of a folder; the machine's own answer unless it is given. */
  readonly room?: (folder: string) => Promise<number>
}

/** Close it, or its look at the disk goes on. */
export interface HealthWatch {
  /** A statement has met damage, and says what it met. */
  damaged(why: string): void
  /** Looks at the disk now. */
  look(): Promise<void>
  close(): void
}

/** Begins to watch: the database is looked through once, the disk again and again. */
export function watchHealth({ health, dataDir, check, onDamage, room = freeBytes }: Watched): HealthWatch {
  let isOver = false

  function damaged(why: string): void {
    if (isOver || health.problem === 'store-damaged') return
    health.problem = 'store-damaged'
    onDamage(why)
  }

  async function look(): Promise<void> {
    const isFull = (await room(dataDir)) < leastRoom
    if (health.problem !== 'store-damaged') health.problem = isFull ? 'disk-full' : null
  }

  check().then(
    (why) => why !== null && damaged(why),
    (error: Error) => damaged(error.message),
  )
  const lookQuietly = () => void look().catch(() => undefined)
  const looking = setInterval(lookQuietly, lookEveryMs).unref()
  lookQuietly()
  return {
    damaged,
    look,
    close() {
      isOver = true
      clearInterval(looking)
    },
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
