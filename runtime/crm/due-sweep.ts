/**
 * Does what comes due at a time that a record holds. It keeps one instant in memory, the earliest of all; what is due is
 * asked of the store, and decided again inside the turn that writes it.
 */
import type { Companion, Pump } from '../engine/pump.ts'
import type { Op } from '../store/port.ts'

/** What is done when, and where its moments come from. */
interface DueWork {
  /** Does what is due, as much as fits at once. */
  sweep(now: Date): Promise<void>
  /** When the next is due; null when nothing is. */
  earliest(now: Date): Promise<Date | null>
  /** The moments that a committed change gives to records. */
  momentsIn(op: Op): readonly Date[]
}

/** Looks whenever the pump rests; the pump must be told of it. */
export interface DueSweep extends Companion {
  /** Learns what is due next. */
  start(now: Date): Promise<void>
}

/** How long it rests when there is more than fits at once, and after a failure. */
const pauseMs = 60_000

/** Accompanies the pump. `onError` hears what failed; it is tried again after a pause. */
export function openDueSweep(pump: Pump, onError: (error: unknown) => void, work: DueWork): DueSweep {
  let next: Date | null = null
  let running: Promise<void> | null = null

  async function sweep(now: Date): Promise<void> {
    await work.sweep(now)
    next = await work.earliest(now)
    if (next && next <= now) next = new Date(now.getTime() + pauseMs)
  }

  return {
    hear(ops) {
      for (const op of ops) for (const at of work.momentsIn(op)) if (!next || at < next) next = at
    },
    nextDue: () => next,
    look(now) {
      if (running || !next || next > now) return
      running = sweep(now)
        .catch((error) => {
          next = new Date(now.getTime() + pauseMs)
          onError(error)
        })
        .finally(() => {
          running = null
          pump.poke()
        })
    },
    async idle() {
      while (running) await running
    },
    async start(now) {
      next = await work.earliest(now)
      pump.poke()
    },
  }
}
