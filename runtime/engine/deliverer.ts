/**
 * What leaves the house. A deliverer freezes an effect (the bytes that are previewed, approved and sent are the same),
 * says what is committed when it is queued, whether it may still go, and talks to the outside. Letters and calls are
 * written in runtime/outside/; the outbox (`outbox.ts`) decides when.
 */
import type { Effect, WhenUnknown } from '../../shared/effects.ts'
import type { JsonObject, Said } from '../../shared/json.ts'
import type { EffectContext } from '../effects/effect.ts'
import type { Op } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'
import type { Asking } from './asking.ts'

/** How one kind of effect leaves the house. */
export interface Deliverer<E extends Effect = Effect> {
  readonly kind: E['kind']
  /** The effect with everything fixed. Asked the moment it is named, for a suggestion and in a trial too; changes nothing. */
  freeze(effect: E, context: EffectContext): Asking<E>
  /** Committed with the queued delivery: who paces it, whom it reaches, and for example the message on the timeline. */
  queue(
    effect: E,
    context: EffectContext,
  ): Asking<{ readonly channel: string; readonly contact: string | null; readonly ops: readonly Op[] }>
  /** May it still go? Asked in the commit that marks it `sending`; a reason cancels it (result `suppressed`). */
  permit(delivery: DeliveryRow, now: Date): Asking<Permit>
  /** Talks to the outside. What the other side does is an answer, not an exception. */
  deliver(delivery: DeliveryRow): Promise<Delivered>
  /** What is committed with the answer: the message's new state, a bounced address. */
  record(delivery: DeliveryRow, delivered: Delivered, now: Date): Asking<readonly Op[]>
  /** Whether a delivery that may have gone out is held for a person, sent again, or taken as sent. */
  whenUnknown(effect: E): WhenUnknown
  /** The channel that a committed change opens again: what waits for it is looked at at once. Never, without it. */
  opens?(op: Op): string | null
}

/** `wait` moves it (a paused mailbox, a full day) without counting a try; `everyMs` is the pace of its channel, 0 without one. */
export type Permit =
  | { readonly kind: 'go'; readonly everyMs: number }
  | { readonly kind: 'refuse'; readonly reason: Said }
  | { readonly kind: 'wait'; readonly until: Date; readonly reason: Said }

/** How a try ended. `result` is what the waiting node finds in `event.fields` of `effect-done`, next to `id` and `result`. */
export type Delivered =
  | { readonly kind: 'done'; readonly result: JsonObject }
  /** Final; `result` names the kind: `failed`, `bounced`, `suppressed`. */
  | { readonly kind: 'failed'; readonly result: string; readonly problem: Said; readonly details?: JsonObject }
  /** Temporary: tried again, at the earliest after `afterMs`. */
  | { readonly kind: 'again'; readonly problem: Said; readonly afterMs?: number }
  /** It may have gone out. */
  | { readonly kind: 'unknown'; readonly problem: Said }
