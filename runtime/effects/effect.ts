/** How an effect is carried out: a generator that asks what it needs and answers with operations, committed with the run. */
import type { Effect } from '../../shared/effects.ts'
import type { Cause } from '../../shared/events.ts'
import type { Asking } from '../engine/asking.ts'
import type { Op } from '../store/port.ts'

/** For whom and why an effect happens. */
export interface EffectContext {
  readonly now: Date
  readonly cause: Cause
  readonly subjectEntity: string | null
  readonly subject: string | null
  /** The workflow, run and node that named it; null outside of a run. */
  readonly workflow: string | null
  readonly run: string | null
  readonly position: string | null
  readonly node: string | null
  /** Makes ids of what the effect creates (`idFor` in shared/seed.ts). */
  readonly seed: string
  /** The run was tried again: what has left the house under the same key may have gone already. */
  readonly again?: boolean
  readonly company: {
    readonly zone: string
    readonly language: 'en' | 'ru'
    readonly currency: string
    readonly baseUrl: string
    /** For numbers without a country code. */
    readonly region: string
  }
}

/** Carries out one kind of effect. Its changes must be staged (`change`), so that the rest of the turn sees them. */
export type EffectHandler<E extends Effect> = (effect: E, context: EffectContext) => Asking<readonly Op[]>
