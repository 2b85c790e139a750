import type { AddScore } from '../../shared/effects.ts'
import { idFor } from '../../shared/seed.ts'
import { fadingOf, type PointsRule, pointsRuleIn, scoreLineIn, tellScore, worth } from '../crm/points.ts'
import { type Asking, askFind, askRecord } from '../engine/asking.ts'
import type { Op } from '../store/port.ts'
import { changes } from './changes.ts'
import type { EffectContext, EffectHandler } from './effect.ts'

/**
 * Adds an explained line and changes the sum. A line with a key has an id made of contact and key: a second one finds
 * the first, in this turn and in the store, and counts for nothing. A line by a rule that has no room left is written
 * with no points, so that it is seen, and there when the rule is counted anew.
 */
export const addScore: EffectHandler<AddScore> = function* (effect, context) {
  const { id: contact, reason, key } = effect
  const line =
    key === null ? idFor(context.seed, `score:${effect.points}:${reason}`, context.now) : idFor(contact, `score:${key}`, beginning)
  if (key !== null && (yield* askRecord('scoreEvent', line))) return []
  const record = effect.rule === undefined ? null : yield* askRecord('scoreRule', effect.rule)
  const rule = record ? pointsRuleIn(record) : null
  const added = { ...effect, points: rule ? yield* room(effect, rule, context.now) : effect.points }
  const before = (yield* askRecord('contact', contact))?.['score']
  const from = typeof before === 'number' ? before : 0
  const fadesAt = rule && fadingOf(rule, context.now)
  return [
    ...(yield* addLine(added, line, fadesAt, context)),
    ...(added.points === 0 ? [] : [tellScore({ contact, from, to: from + added.points, reason, of: line }, context.now, context.cause)]),
  ]
}

/** The id of a line with a key must not depend on when it is added. */
const beginning = new Date(0)

/** How many of its points there is room for. The operator may have corrected them. */
function* room({ id, points, rule }: AddScore, bounds: PointsRule, now: Date): Asking<number> {
  if (bounds.most === null) return points
  const ofContact = { field: 'contact', is: 'is', value: id } as const
  const earlier = yield* askFind('scoreEvent', { all: [ofContact, { field: 'rule', is: 'is', value: rule ?? '' }] }, most)
  return worth({ ...bounds, points }, earlier.map(scoreLineIn), now)
}

const most = 10_000

function* addLine(
  { id, points, reason, key, rule }: AddScore,
  line: string,
  fadesAt: Date | null,
  context: EffectContext,
): Asking<readonly Op[]> {
  const { now } = context
  const byRule = rule === undefined ? {} : { rule, fadesAt: fadesAt && points !== 0 ? fadesAt.toISOString() : null }
  return yield* changes(
    [
      { change: 'create', entity: 'scoreEvent', id: line, fields: { contact: id, points, reason, key, at: now.toISOString(), ...byRule } },
      ...(points === 0 ? [] : [{ change: 'update', entity: 'contact', id, fields: {}, add: { score: points } } as const]),
    ],
    context,
  )
}
