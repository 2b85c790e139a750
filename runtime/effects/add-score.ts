import type { AddScore } from '../../shared/effects.ts'
import type { CrmEvent } from '../../shared/events.ts'
import { idFor } from '../../shared/seed.ts'
import { type Asking, askRecord } from '../engine/asking.ts'
import type { Op } from '../store/port.ts'
import { changes } from './changes.ts'
import type { EffectContext, EffectHandler } from './effect.ts'

/**
 * Adds an explained line and changes the sum. A line with a key has an id made of contact and key: a second one finds
 * the first, in this turn and in the store, and counts for nothing.
 */
export const addScore: EffectHandler<AddScore> = function* (effect, context) {
  const { id: contact, points, reason, key } = effect
  const line = key === null ? idFor(context.seed, `score:${points}:${reason}`, context.now) : idFor(contact, `score:${key}`, beginning)
  if (key !== null && (yield* askRecord('scoreEvent', line))) return []
  const before = (yield* askRecord('contact', contact))?.['score']
  const from = typeof before === 'number' ? before : 0
  return [
    ...(yield* addLine(effect, line, from + points, context)),
    { op: 'event', event: changed(effect, line, from, context), state: 'pending' },
  ]
}

/** The id of a line with a key must not depend on when it is added. */
const beginning = new Date(0)

function* addLine({ id, points, reason, key }: AddScore, line: string, sum: number, context: EffectContext): Asking<readonly Op[]> {
  const fields = { contact: id, points, reason, key, at: context.now.toISOString() }
  return yield* changes(
    [
      { change: 'create', entity: 'scoreEvent', id: line, fields },
      { change: 'update', entity: 'contact', id, fields: { score: sum } },
    ],
    context,
  )
}

const changed = ({ id, points, reason }: AddScore, line: string, from: number, { now, cause }: EffectContext): CrmEvent => ({
  id: idFor(line, 'score-changed', now),
  kind: 'score-changed',
  at: now,
  about: id,
  records: { contact: id },
  fields: { from, to: from + points, points, reason },
  cause,
})
