/** Goes by people: whoever something may be new for is visited, one visit at a time for each. Driven by the pump, as a companion. */
import type { Companion } from '../engine/pump.ts'
import type { Op } from '../store/port.ts'

/** Only those who listen are visited. */
export interface PerPerson extends Companion {
  /** From now on; `at`: when they are visited first, null for when something is new. */
  listen(user: string, at: Date | null): void
  leave(user: string): void
}

interface PerPersonOptions {
  readonly now: () => Date
  /** Lets the pump look again. */
  readonly poke: () => void
  /** Who else is concerned by what is for a user: those who stand in for them, today. */
  readonly standIns: (user: string) => Promise<readonly string[]>
  /** What is done for one person; answers when to come again by itself, null for not. */
  readonly visit: (user: string, now: Date) => Promise<Date | null>
  readonly onError: (error: unknown) => void
}

/** Keeps nothing: who listens is told anew after a start. */
export function perPerson({ now, poke, standIns, visit, onError }: PerPersonOptions): PerPerson {
  const listening = new Set<string>()
  const wanted = new Map<string, Date>()
  /** Something new is there for them, which those who stand in for them have to hear of. */
  const news = new Set<string>()
  const busy = new Set<string>()
  const running = new Set<Promise<void>>()

  async function go(user: string, at: Date): Promise<void> {
    try {
      const others = news.delete(user) ? await standIns(user) : []
      if (listening.has(user)) await visited(user, at)
      for (const other of others) {
        if (!listening.has(other)) continue
        if (busy.has(other)) wanted.set(other, now())
        else await alone(other, () => visited(other, at))
      }
    } catch (error) {
      onError(error)
    }
  }

  async function visited(user: string, at: Date): Promise<void> {
    const again = await visit(user, at)
    if (again && listening.has(user) && !wanted.has(user)) wanted.set(user, again)
  }

  async function alone(user: string, work: () => Promise<void>): Promise<void> {
    busy.add(user)
    try {
      await work()
    } finally {
      busy.delete(user)
    }
  }

  return {
    listen(user, at) {
      listening.add(user)
      if (at) wanted.set(user, at)
    },
    leave(user) {
      listening.delete(user)
      wanted.delete(user)
      news.delete(user)
    },
    hear(ops) {
      if (listening.size === 0) return
      for (const op of ops)
        for (const user of concernedBy(op)) {
          if (typeof user !== 'string') continue
          if (isAlsoForOthers(op)) news.add(user)
          else if (!listening.has(user)) continue
          wanted.set(user, now())
        }
    },
    nextDue() {
      const times = [...wanted].flatMap(([user, at]) => (busy.has(user) ? [] : [at.getTime()]))
      return times.length === 0 ? null : new Date(Math.min(...times))
    },
    look(at) {
      for (const [user, due] of [...wanted]) {
        if (due > at || busy.has(user)) continue
        wanted.delete(user)
        const visiting: Promise<void> = alone(user, () => go(user, at)).finally(() => {
          running.delete(visiting)
          if (wanted.size > 0) poke()
        })
        running.add(visiting)
      }
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

/** Is what it is about also for those who stand in? Notices are for one person alone. */
const isAlsoForOthers = (op: Op): boolean => op.op === 'suggestion' || (op.op === 'change' && op.change.entity !== 'notification')

/** Whom an operation may be news for; of what is noted about a user themselves, of an absence too, it is them. */
function concernedBy(op: Op): readonly unknown[] {
  if (op.op === 'suggestion') return op.suggestion.status === 'pending' ? [op.suggestion.assignee] : []
  if (op.op !== 'change') return []
  const { entity, fields } = op.change
  if (entity === 'user') return [op.change.id]
  return entity === 'notification' || entity === 'task' ? [fields['owner']] : []
}
