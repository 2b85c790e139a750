/** Takes the points of score lines away when their time is over: what somebody did long ago no longer says how interested they are. */
import type { Cause } from '../../shared/events.ts'
import type { Fields } from '../../shared/node.ts'
import { type Asking, askRecord, stage } from '../engine/asking.ts'
import type { Pump } from '../engine/pump.ts'
import type { Op, RecordChange, Store } from '../store/port.ts'
import { type DueSweep, openDueSweep } from './due-sweep.ts'
import { tellScore } from './points.ts'

const atOnce = 1_000
const bySystem: Cause = { kind: 'system', id: null, depth: 0 }

/** `onError` hears what failed; it is tried again after a pause. */
export function openFading(store: Store, pump: Pump, onError: (error: unknown) => void): DueSweep {
  return openDueSweep(pump, onError, {
    async sweep(now) {
      const rule = { field: 'fadesAt', is: 'at-most', value: now.toISOString() } as const
      const { items } = await store.list({ entity: 'scoreEvent', rule, sort: 'fadesAt', limit: atOnce, now })
      const byContact = new Map<string, Fields[]>()
      for (const line of items) byContact.set(String(line['contact']), [...(byContact.get(String(line['contact'])) ?? []), line])
      await Promise.all(
        [...byContact].map(([contact, lines]) =>
          pump.perform(function* ({ now }) {
            return { ops: yield* fade(contact, lines, now), value: null }
          }),
        ),
      )
    },
    async earliest(now) {
      const rule = { field: 'fadesAt', is: 'not-empty' } as const
      const [first] = (await store.list({ entity: 'scoreEvent', rule, sort: 'fadesAt', limit: 1, now })).items
      return first ? new Date(String(first['fadesAt'])) : null
    },
    momentsIn(op) {
      const at = op.op === 'change' && op.change.entity === 'scoreEvent' ? op.change.fields['fadesAt'] : null
      return typeof at === 'string' ? [new Date(at)] : []
    },
  })
}

/** What is still there of the lines loses its points; flows that wait for a falling score hear of it. */
function* fade(contact: string, lines: readonly Fields[], now: Date): Asking<readonly Op[]> {
  const ops: Op[] = []
  let lost = 0
  for (const { id } of lines) {
    const line = yield* askRecord('scoreEvent', id)
    if (line?.['fadesAt'] == null || String(line['fadesAt']) > now.toISOString()) continue
    lost += Number(line['points'])
    ops.push(yield* update('scoreEvent', id, { fadesAt: null, fadedAt: line['fadesAt'] }, now))
  }
  const known = yield* askRecord('contact', contact)
  if (!known || lost === 0) return ops
  const from = Number(known['score'] ?? 0)
  ops.push(yield* update('contact', contact, {}, now, { score: -lost }))
  const first = lines[0]
  ops.push(tellScore({ contact, from, to: from - lost, reason: String(first?.['reason'] ?? ''), of: first?.id ?? contact }, now, bySystem))
  return ops
}

function* update(
  entity: string,
  id: string,
  fields: RecordChange['fields'],
  at: Date,
  add: NonNullable<RecordChange['add']> = {},
): Asking<Op> {
  const change: RecordChange = { change: 'update', entity, id, revision: null, fields, add, cause: bySystem, at }
  yield* stage(change)
  return { op: 'change', change }
}
