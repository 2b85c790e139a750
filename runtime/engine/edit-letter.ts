/** What people do to a letter that waits in the outbox: cancel it, or put it off. Once it is being handed over it is too late. */
import type { Json, Said } from '../../shared/json.ts'
import type { Op } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { goOn } from './advance.ts'
import { type Asking, askDelivery } from './asking.ts'
import type { Decider } from './decide.ts'
import { type Edited, openRun } from './edit-run.ts'
import { effectDone } from './effect-done.ts'
import type { Now, Task, Work } from './pump.ts'
import { cancelled } from './take-back.ts'

/** The letter never leaves; its step goes on as for a letter that was not sent on purpose. */
export const cancelLetter = (id: string, by: Decider): Task<Edited> =>
  editLetter(id, function* (delivery, { now, parts }) {
    const why: Said = { code: 'letter-cancelled-by', with: { user: by.name } }
    const ops = yield* cancelled(delivery, why, parts.deliverers, now)
    return { why, ops: [...ops, effectDone(delivery, { state: 'suppressed', problem: why as unknown as Json }, now)] }
  })

/** The letter does not leave before that moment; consent, caps and hours are asked then. */
export const postponeLetter = (id: string, until: Date, by: Decider): Task<Edited> =>
  editLetter(id, function* (delivery, { now, parts }) {
    const why: Said = { code: 'letter-postponed-by', with: { user: by.name, until: until.toISOString() } }
    const told = parts.deliverers.get(delivery.effect.kind)?.record(delivery, { kind: 'again', problem: why }, now)
    const put: Op = {
      op: 'delivery',
      delivery: { ...delivery, state: 'deferred', dueAt: until, problem: why, updatedAt: now },
      expects: ['queued', 'deferred'],
    }
    return { why, ops: [put, ...(told ? yield* told : [])] }
  })

function editLetter(
  id: string,
  make: (delivery: DeliveryRow, now: Now) => Asking<{ readonly why: Said; readonly ops: readonly Op[] }>,
): Task<Edited> {
  return function* (now): Asking<Work<Edited>> {
    const delivery = yield* askDelivery(id)
    if (!delivery) return { ops: [], value: { ok: false, problem: 'not-found' } }
    if (delivery.state !== 'queued' && delivery.state !== 'deferred') return { ops: [], value: { ok: false, problem: 'already-started' } }
    const { why, ops } = yield* make(delivery, now)
    const { run, position, node } = delivery
    if (run === null || position === null || node === null) return { ops, value: { ok: true } }
    const opened = yield* openRun(run, now)
    if (typeof opened === 'string') return { ops, value: { ok: true } }
    const { draft, context } = opened
    const at = draft.position(position)
    if (at) draft.step({ ...at, node }, 'changed', { why: why as unknown as Json })
    return { ops: [...(yield* goOn(draft, context)).ops, ...ops], value: { ok: true } }
  }
}
