/** Wakes tasks when their moment comes: the next reminder, and the end of their time. */
import type { CrmEvent } from '../../shared/events.ts'
import type { Json } from '../../shared/json.ts'
import type { Rule } from '../../shared/rules.ts'
import { askRecord } from '../engine/asking.ts'
import type { Pump } from '../engine/pump.ts'
import type { Op, Store } from '../store/port.ts'
import { type DueSweep, openDueSweep } from './due-sweep.ts'
import { remind, taskEvent } from './remind-task.ts'

interface RemindersOptions {
  readonly store: Store
  readonly pump: Pump
  readonly onError: (error: unknown) => void
}

/** Up to when it has been told which tasks are late. */
const lateSetting = 'tasks-late-until'
const atOnce = 500

/** After a start, tasks that became late while nobody looked are told of. */
export function openReminders({ store, pump, onError }: RemindersOptions): DueSweep {
  let lateUntil: Date | null = null

  const open = (...rules: Rule[]): Rule => ({ all: [{ field: 'state', is: 'is', value: 'open' }, ...rules] })
  const tasks = async (rule: Rule, sort: string, limit: number, now: Date) =>
    (await store.list({ entity: 'task', rule, sort, limit, now })).items

  /** Each task is late once for each time it was due. */
  async function tellLate(now: Date): Promise<void> {
    const from = lateUntil ?? now
    const late = await tasks(open(within(from, now)), 'dueAt', atOnce, now)
    await Promise.all(late.map(({ id, dueAt }) => pump.perform(() => becomesLate(id, new Date(String(dueAt)), now))))
    lateUntil = late.length < atOnce ? now : new Date(String(late.at(-1)?.['dueAt']))
    await pump.submit({ ops: [{ op: 'setting', key: lateSetting, value: lateUntil.toISOString() }] })
  }

  const sweep = openDueSweep(pump, onError, {
    async sweep(now) {
      const due = await tasks(open({ field: 'nextReminderAt', is: 'at-most', value: now.toISOString() }), 'nextReminderAt', atOnce, now)
      await Promise.all(
        due.map(({ id }) =>
          pump.perform(function* ({ now, parts }) {
            return { ops: yield* remind(id, { now, company: parts.company }), value: null }
          }),
        ),
      )
      await tellLate(now)
    },
    async earliest(now) {
      const [reminded] = await tasks(open({ field: 'nextReminderAt', is: 'not-empty' }), 'nextReminderAt', 1, now)
      const [late] = await tasks(open({ field: 'dueAt', is: 'after', value: (lateUntil ?? now).toISOString() }), 'dueAt', 1, now)
      const times = [reminded?.['nextReminderAt'], late?.['dueAt']].flatMap((at) => (typeof at === 'string' ? [Date.parse(at)] : []))
      return times.length === 0 ? null : new Date(Math.min(...times))
    },
    momentsIn,
  })

  return {
    ...sweep,
    async start(now) {
      const kept = await store.setting(lateSetting)
      lateUntil = typeof kept === 'string' ? new Date(kept) : now
      await sweep.start(now)
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
