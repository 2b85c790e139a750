/** What an advance is given from outside: the plan, the clock, and how effects are carried out. */
import type { Effect } from '../../shared/effects.ts'
import type { Field } from '../../shared/entities/entity.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { EffectContext } from '../effects/effect.ts'
import type { Op } from '../store/port.ts'
import type { Position, Run } from '../store/rows.ts'
import type { Asking } from './asking.ts'
import type { Away } from './away.ts'
import type { Deliverer } from './deliverer.ts'
import type { Plan } from './plan.ts'

/** Of this installation. */
export interface Company {
  readonly zone: string
  readonly language: 'en' | 'ru'
  readonly currency: string
  readonly baseUrl: string
  /** For phone numbers without a country code, `DE`. */
  readonly region: string
}

/** The fields that users added, by entity and name. */
export type OwnFields = Readonly<Record<string, Readonly<Record<string, Field>>>>

/** Carries out inside effects; `runtime/effects/index.ts`. */
type CarryOutInside = (effect: Effect, context: EffectContext) => Asking<readonly Op[]>

/** What follows from a stored event by itself, as operations that come to the same when they are asked for again; `runtime/crm/reactions.ts`. */
type ReactionTo = (
  event: CrmEvent,
) => ((event: CrmEvent, now: { readonly now: Date; readonly company: Company }) => Asking<readonly Op[]>) | null

/** The parts of the engine that stay the same from turn to turn. */
export interface Parts {
  readonly company: Company
  readonly ownFields: OwnFields
  readonly inside: CarryOutInside
  readonly reactionTo: ReactionTo
  readonly deliverers: ReadonlyMap<string, Deliverer>
  /** Node types that are run elsewhere. */
  readonly away: Away
  /** Milliseconds between an approval and its effects. */
  readonly graceMs: number
  /** Steps that one run may take in one turn; it goes on in the next. */
  readonly stepsPerTurn: number
  /** Has this turn lasted so long that others who wait should be answered? Then long runs go on in the next. */
  isLate(): boolean
}

/** One for each plan and turn; nothing in it changes while runs advance. */
export interface EngineContext extends Parts {
  readonly plan: Plan
  readonly now: Date
  /** Suggestions are put before people, or decided at once (a trial). */
  readonly suggestions: 'ask' | ((node: string) => 'approve' | 'dismiss')
  /** The workflow is paused: what happens is heard, and nobody goes on. */
  readonly held: boolean
}

/** The same at every try of one visit, and another at the next visit: so ids are known before anything is committed. */
export const seedOf = (run: Run, position: Position): string => `${run.id}/${position.node}/${position.visit}`

/** In whose name the effects of a step happen. */
export const effectContext = (run: Run, position: Position, { company, now }: EngineContext): EffectContext => ({
  now,
  cause: { kind: 'run', id: run.id, node: position.node, depth: run.depth + 1 },
  subjectEntity: run.subjectEntity,
  subject: run.subject,
  workflow: run.workflow,
  run: run.id,
  position: position.id,
  node: position.node,
  seed: seedOf(run, position),
  again: run.replayed === true,
  company,
})
