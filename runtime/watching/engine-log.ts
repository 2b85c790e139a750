/** What of the engine's work somebody who runs the product wants to read: told of what is committed, by ids and codes. */
import type { FastifyBaseLogger } from 'fastify'
import type { Said } from '../../shared/json.ts'
import { haltSetting } from '../engine/halt.ts'
import type { Op } from '../store/port.ts'
import type { DeliveryRow, WorkflowRow } from '../store/rows.ts'

/** Hears the operations of every unit that was committed. */
export function openEngineLog(log: FastifyBaseLogger): (ops: readonly Op[]) => void {
  const states = new Map<string, WorkflowRow['state']>()

  function tellOfWorkflow({ id, state, updatedBy }: WorkflowRow): void {
    const before = states.get(id)
    states.set(id, state)
    if (state === before || (before === undefined && state !== 'paused')) return
    if (state === 'paused' && updatedBy === null) log.warn({ workflow: id }, 'A workflow was paused by itself')
    else log.info({ workflow: id, state }, 'A workflow was switched')
  }

  function tellOfDelivery({ id, state, effect, channel, attempts, problem }: DeliveryRow): void {
    const line = { delivery: id, kind: effect.kind, channel, tries: attempts, reason: innermost(problem) }
    if (state === 'failed') log.warn(line, 'A delivery failed')
    else if (state === 'unknown') log.warn(line, 'Nobody knows whether a delivery arrived')
    else if (state === 'deferred') log.info(line, 'A delivery was put off')
    else if (state === 'cancelled') log.info(line, 'A delivery was cancelled')
  }

  return (ops) => {
    for (const op of ops) {
      if (op.op === 'workflow') tellOfWorkflow(op.workflow)
      else if (op.op === 'delivery') tellOfDelivery(op.delivery)
      else if (op.op === 'setting' && op.key === haltSetting)
        log.warn(op.value === null ? 'Everything goes on' : 'Everything was paused by a person')
      else if (op.op === 'positions') {
        for (const { run, node, state, problem } of op.put)
          if (state === 'parked') log.warn({ run, node, reason: innermost(problem) }, 'A run needs attention')
      }
    }
  }
}

/** "Parked because of an error" says less than the error. */
function innermost(said: Said | null): string | null {
  const inner = said?.with?.['reason']
  const deeper = typeof inner === 'object' && inner !== null && 'code' in inner ? innermost(inner as unknown as Said) : null
  return deeper ?? said?.code ?? null
}
