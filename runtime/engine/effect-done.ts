import type { CrmEvent } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import { idFor } from '../../shared/seed.ts'
import type { Op } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'

/** What became of a delivery, as the event `effect-done` that wakes the step which waits for it. `label` tells it from others of the same delivery. */
export function effectDone(delivery: DeliveryRow, result: JsonObject, now: Date, label = `done ${delivery.attempts}`): Op {
  const event: CrmEvent = {
    id: idFor(delivery.id, label, delivery.createdAt),
    kind: 'effect-done',
    at: now,
    about: delivery.id,
    records: delivery.contact === null ? {} : { contact: delivery.contact },
    fields: { id: delivery.id, result },
    cause: { kind: 'run', id: delivery.run, ...(delivery.node === null ? {} : { node: delivery.node }), depth: 0 },
  }
  return { op: 'event', event, state: 'pending' }
}
