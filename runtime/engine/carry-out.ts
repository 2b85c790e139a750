/** Turns effects into operations: inside ones by their handlers, outside ones into deliveries of the outbox. */
import { type CallHttp, type ChangeMany, type Effect, isOutside, type SendEmail } from '../../shared/effects.ts'
import type { Acting, Outcome } from '../../shared/node.ts'
import type { OneDone } from '../../shared/suggestion.ts'
import { changeOfOne } from '../effects/change-many.ts'
import { asKept } from '../effects/changes.ts'
import type { EffectContext } from '../effects/effect.ts'
import type { Op } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { type Asking, askAll, askDelivery } from './asking.ts'
import type { Parts } from './context.ts'
import type { Deliverer } from './deliverer.ts'
import { effectDone } from './effect-done.ts'
import { refusalOf } from './effect-refusal.ts'

/** Only leaving and waiting can have effects. */
export const isActing = (outcome: Outcome): outcome is Acting => outcome.kind === 'leave' || outcome.kind === 'wait'

/** Effects of an outcome. */
export const effectsOf = (outcome: Outcome): readonly Effect[] => (isActing(outcome) ? outcome.effects : [])

/** Fixes the bytes of everything that leaves the house, and values as they will be kept: it is shown, approved and done so. */
export function* freezeAll(effects: readonly Effect[], context: EffectContext, parts: Parts): Asking<readonly Effect[]> {
  const frozen: Effect[] = []
  for (const effect of effects) {
    if (isOutside(effect)) frozen.push(yield* delivererOf(effect, parts).freeze(effect, context))
    else if (effect.kind === 'change-record')
      frozen.push({ ...effect, fields: asKept(effect.entity, effect.fields, context.company.region) })
    else frozen.push(effect)
  }
  return frozen
}

/** `done`: what became of each of many, where an effect was for many. */
interface CarriedOut {
  readonly ops: readonly Op[]
  readonly done: readonly OneDone[]
}

/** The operations that carry out frozen effects, in their order. */
export function* carryOut(effects: readonly Effect[], context: EffectContext, parts: Parts): Asking<CarriedOut> {
  const ops: Op[] = []
  const done: OneDone[] = []
  for (const effect of effects) {
    if (isOutside(effect)) ops.push(...(yield* queue(effect, context, parts)))
    else if (effect.kind === 'change-many') {
      const each = yield* siftMany(effect, context)
      const isPossible = new Set(each.filter(({ problem }) => problem === null).map(({ id }) => id))
      const items = effect.items.filter(({ id }) => isPossible.has(id))
      ops.push(...(yield* parts.inside({ ...effect, items }, context)))
      done.push(...each)
    } else ops.push(...(yield* parts.inside(effect, context)))
  }
  return { ops, done }
}

/** Those that are included, each with what stands in the way of it alone. */
function* siftMany(effect: ChangeMany, context: EffectContext): Asking<OneDone[]> {
  const included = effect.items.filter((item) => item.included)
  yield* askAll(included.map(({ id }) => ({ kind: 'record', entity: effect.entity, id })))
  const each: OneDone[] = []
  for (const item of included) {
    const problem = yield* refusalOf([changeOfOne(effect, item)], context)
    each.push({ id: item.id, title: item.title, problem })
  }
  return each
}

function* queue(effect: SendEmail | CallHttp, context: EffectContext, parts: Parts): Asking<Op[]> {
  const { id } = effect
  const { channel, contact, ops } = yield* delivererOf(effect, parts).queue(effect, context)
  const delivery: DeliveryRow = {
    id,
    effect,
    state: 'queued',
    workflow: context.workflow,
    run: context.run,
    position: context.position,
    node: context.node,
    channel,
    contact,
    attempts: 0,
    dueAt: context.now,
    createdAt: context.now,
    updatedAt: context.now,
    result: null,
    problem: null,
  }
  const before = context.again ? yield* askDelivery(id) : null
  return before ? onceMore(before, delivery, ops) : [...ops, { op: 'delivery', delivery, expects: null }]
}

/** Under one key: what has been done is told again, what may be leaving is on its way, and everything else leaves as it is now. */
function onceMore(before: DeliveryRow, delivery: DeliveryRow, ops: readonly Op[]): Op[] {
  const { state, result } = before
  if (state === 'done') return [effectDone(before, { ...result }, delivery.createdAt, `again ${delivery.createdAt.getTime()}`)]
  if (state === 'sending' || state === 'unknown') return []
  return [...ops, { op: 'delivery', delivery: { ...delivery, createdAt: later(before, delivery) }, expects: [state] }]
}

/** The answer to come is told from the one there was by this time. */
const later = (before: DeliveryRow, { createdAt }: DeliveryRow): Date =>
  new Date(Math.max(createdAt.getTime(), before.createdAt.getTime() + 1))

function delivererOf(effect: Effect, { deliverers }: Parts): Deliverer {
  const deliverer = deliverers.get(effect.kind)
  if (!deliverer) throw new Error(`Nobody delivers "${effect.kind}"`)
  return deliverer
}
