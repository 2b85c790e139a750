/**
 * Faults that are planted, to see whether the simulation finds them: parts of the engine's surroundings that do what
 * they must not. Each is one that somebody could make.
 */
import { nodeTypes } from '../../nodes/index.ts'
import type { CallHttp } from '../../shared/effects.ts'
import type { AnyNodeType } from '../../shared/node.ts'
import { alreadyKnown } from '../engine/asking.ts'
import type { Op, Store, Unit, UnitResult } from '../store/port.ts'
import type { DeliveryRow, Position } from '../store/rows.ts'
import type { Replaced } from './life.ts'

/** By what is wrong with them. Made anew for each world, since some of them remember. */
export const planted: Readonly<Record<string, () => Replaced>> = {
  'a letter is sent before it is committed that it will be': sentBeforeCommitted,
  'a wait is written without what would wake it': () =>
    changing((op) => (op.op === 'watches' ? { ...op, put: op.put.filter(({ purpose }) => purpose !== 'wait') } : op)),
  'an event is marked as handled before its run is committed': () =>
    changing((op) => (op.op === 'event' ? { ...op, state: 'handled' } : op)),
  'a decision is taken without a look at whether there is one': decidedUnchecked,
  'what was committed before a crash is done once more after it': doneAgain,
  'a timer ends an hour early': () => changing((op) => (op.op === 'positions' ? { ...op, put: op.put.map(earlier) } : op)),
  'nobody asks whether a letter may still go': () => ({
    deliverer: (deliverer) => ({
      ...deliverer,
      permit: () => alreadyKnown({ kind: 'go', everyMs: 0 }),
    }),
  }),
  'a run goes over to a version that was published since': newestVersion,
  'a step is passed over': () => ({ nodeTypes: nodeTypes.map((type) => (type.type === 'crm.note' ? passing(type) : type)) }),
  'a call is tried again under another key': () => ({
    deliverer: (deliverer) => ({ ...deliverer, deliver: (delivery) => deliverer.deliver(underAnotherKey(delivery)) }),
  }),
}

/** A store that writes something else than it was given. */
const changing = (change: (op: Op) => Op | null): Replaced => ({
  store: (store) => ({
    ...bound(store),
    commit: (units) => store.commit(units.map(({ ops }) => ({ ops: ops.flatMap((op) => change(op) ?? []) }))),
  }),
})

/** The methods of a store that is wrapped, so that they can be spread. */
function bound(store: Store): Store {
  const names = Object.keys(store) as (keyof Store)[]
  return Object.fromEntries(names.map((name) => [name, store[name]])) as unknown as Store
}

/** The engine reads that it is under way, and the database does not know. */
function sentBeforeCommitted(): Replaced {
  const sending = new Map<string, DeliveryRow>()
  const state = (op: Op): Op | null => {
    if (op.op !== 'delivery') return op
    if (op.delivery.state !== 'sending') return { ...op, expects: op.expects && ['queued', 'deferred', ...op.expects] }
    sending.set(op.delivery.id, op.delivery)
    return null
  }
  return {
    store: (store) => {
      sending.clear()
      return {
        ...bound(store),
        async commit(units) {
          const results = await store.commit(units.map(({ ops }) => ({ ops: ops.flatMap((op) => state(op) ?? []) })))
          for (const { ops } of units)
            for (const op of ops) if (op.op === 'delivery' && op.delivery.state !== 'sending') sending.delete(op.delivery.id)
          return results
        },
        delivery: async (id) => sending.get(id) ?? store.delivery(id),
      }
    },
  }
}

/** Units one by one, each as if it had been decided on what is stored by then. */
function decidedUnchecked(): Replaced {
  return {
    store: (store) => ({
      ...bound(store),
      async commit(units) {
        const results: UnitResult[] = []
        for (const { ops } of units)
          results.push(...(await store.commit([{ ops: await Promise.all(ops.map((op) => unchecked(op, store))) }])))
        return results
      },
    }),
  }
}

async function unchecked(op: Op, store: Store): Promise<Op> {
  if (op.op === 'run') return { ...op, run: { ...op.run, revision: ((await store.runs([op.run.id]))[0]?.run.revision ?? 0) + 1 } }
  if (op.op !== 'suggestion' || op.expects === null) return op
  const { hash: _, ...rest } = op
  return { ...rest, expects: (await store.suggestion(op.suggestion.id))?.status ?? op.expects }
}

/** Tasks, notes and points of the last commit that had any, under other ids. */
function doneAgain(): Replaced {
  let last: readonly Unit[] = []
  return {
    store: (store) => {
      const again = last.flatMap(({ ops }) => ops.flatMap(created))
      let isFirst = true
      return {
        ...bound(store),
        async commit(units) {
          const further = isFirst && again.length > 0 ? [{ ops: again }] : []
          isFirst = false
          if (units.some(({ ops }) => ops.some((op) => created(op).length > 0))) last = units
          return (await store.commit([...units, ...further])).slice(0, units.length)
        },
      }
    },
  }
}

const created = (op: Op): Op[] =>
  op.op === 'change' && op.change.change === 'create' && op.change.cause.kind === 'run' && op.change.entity !== 'message'
    ? [{ ...op, change: { ...op.change, id: `${op.change.id}-again` } }]
    : []

const earlier = (position: Position): Position =>
  position.state === 'waiting' && position.dueAt ? { ...position, dueAt: new Date(position.dueAt.getTime() - 3_600_000) } : position

function newestVersion(): Replaced {
  const newest = new Map<string, string>()
  return changing((op) => {
    if (op.op === 'version') newest.set(op.version.workflow, op.version.id)
    return op.op === 'run' ? { ...op, run: { ...op.run, version: newest.get(op.run.workflow) ?? op.run.version } } : op
  })
}

const passing = (type: AnyNodeType): AnyNodeType => ({ ...type, run: () => ({ kind: 'leave', port: 'out', effects: [] }) })

const underAnotherKey = (delivery: DeliveryRow): DeliveryRow =>
  delivery.effect.kind === 'call-http' && delivery.attempts > 1
    ? { ...delivery, effect: { ...(delivery.effect as CallHttp), id: `${delivery.id}-${delivery.attempts}` } }
    : delivery
