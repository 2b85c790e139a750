/**
 * Wakes tasks when their moment comes: the next reminder, and the end of their time. It keeps one instant in memory,
 * the earliest of all; who is due is asked of the store, and decided again inside the turn that writes it.
 */
import type { CrmEvent } from '../../shared/events.ts'
import type { Json } from '../../shared/json.ts'
import type { Rule } from '../../shared/rules.ts'
import { askRecord } from '../engine/asking.ts'
import type { Companion, Pump } from '../engine/pump.ts'
import type { Op, Store } from '../store/port.ts'
import { remind, taskEvent } from './remind-task.ts'

interface RemindersOptions {
  readonly store: Store
  readonly pump: Pump
  readonly onError: (error: unknown) => void
}

interface Reminders extends Companion {
  /** Learns what is due next; tasks that became late while nobody looked are told of now. */
  start(now: Date): Promise<void>
}

/** Up to when it has been told which tasks are late. */
const lateSetting = 'tasks-late-until'
const atOnce = 500
const pauseMs = 60_000

/**
 * Sweeps when the pump says that a moment has come; what it writes goes through the pump, which decides again whether
 * it is still due.
 */
export function openReminders({ store, pump, onError }: RemindersOptions): Reminders {
  let next: Date | null = null
  let lateUntil: Date | null = null
  let running: Promise<void> | null = null

  const open = (...rules: Rule[]): Rule => ({ all: [{ field: 'state', is: 'is', value: 'open' }, ...rules] })
  const tasks = async (rule: Rule, sort: string, limit: number, now: Date) =>
    (await store.list({ entity: 'task', rule, sort, limit, now })).items

  async function sweep(now: Date): Promise<void> {
    const due = await tasks(open({ field: 'nextReminderAt', is: 'at-most', value: now.toISOString() }), 'nextReminderAt', atOnce, now)
    await Promise.all(
      due.map(({ id }) =>
        pump.perform(function* ({ now, parts }) {
          return { ops: yield* remind(id, { now, company: parts.company }), value: null }
        }),
      ),
    )
    await tellLate(now)
    next = await earliest(now)
    if (next && next <= now) next = new Date(now.getTime() + pauseMs)
  }

  /** Each task is late once for each time it was due. */
  async function tellLate(now: Date): Promise<void> {
    const from = lateUntil ?? now
    const late = await tasks(open(within(from, now)), 'dueAt', atOnce, now)
    await Promise.all(late.map(({ id, dueAt }) => pump.perform(() => becomesLate(id, new Date(String(dueAt)), now))))
    lateUntil = late.length < atOnce ? now : new Date(String(late.at(-1)?.['dueAt']))
    await pump.submit({ ops: [{ op: 'setting', key: lateSetting, value: lateUntil.toISOString() }] })
  }

  async function earliest(now: Date): Promise<Date | null> {
    const [reminded] = await tasks(open({ field: 'nextReminderAt', is: 'not-empty' }), 'nextReminderAt', 1, now)
    const [late] = await tasks(open({ field: 'dueAt', is: 'after', value: (lateUntil ?? now).toISOString() }), 'dueAt', 1, now)
    const times = [reminded?.['nextReminderAt'], late?.['dueAt']].flatMap((at) => (typeof at === 'string' ? [Date.parse(at)] : []))
    return times.length === 0 ? null : new Date(Math.min(...times))
  }

  return {
    hear(ops) {
      for (const op of ops) for (const at of momentsIn(op)) if (!next || at < next) next = at
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
      const kept = await store.setting(lateSetting)
      lateUntil = typeof kept === 'string' ? new Date(kept) : now
      next = await earliest(now)
      pump.poke()
    },
  }
}

const within = (from: Date, to: Date): Rule => ({
  all: [
    { field: 'dueAt', is: 'after', value: from.toISOString() },
    { field: 'dueAt', is: 'at-most', value: to.toISOString() },
  ],
})

function* becomesLate(id: string, due: Date, now: Date) {
  const task = yield* askRecord('task', id)
  if (task?.['state'] !== 'open') return { ops: [], value: null }
  const told = taskEvent('task-overdue', task, due, now)
  const event: CrmEvent | null = told.op === 'event' ? told.event : null
  const once: Op = { op: 'once', scope: 'task-overdue', key: `${id} ${due.toISOString()}`, event: event?.id ?? id, bodyHash: '', at: now }
  return { ops: [once, told], value: null }
}

/** The moments that a change gives to a task. */
function momentsIn(op: Op): Date[] {
  if (op.op !== 'change' || op.change.entity !== 'task') return []
  const { nextReminderAt, dueAt } = op.change.fields
  return [nextReminderAt, dueAt].flatMap((at: Json | undefined) => (typeof at === 'string' ? [new Date(at)] : []))
}
