/** What a suggestion is made of: the steps that follow, asked beforehand on a copy of the run, which nobody else sees. */
import type { Effect } from '../../shared/effects.ts'
import type { JsonObject, Said } from '../../shared/json.ts'
import type { Acting, Outcome } from '../../shared/node.ts'
import type { Link } from '../../shared/suggestion.ts'
import type { Position, SuggestionRow } from '../store/rows.ts'
import { type Answered, askNode } from './ask-node.ts'
import type { Asking } from './asking.ts'
import { freezeAll, isActing } from './carry-out.ts'
import { type EngineContext, effectContext } from './context.ts'
import { follow, leaveBy } from './follow.ts'
import { type Foreseen, foreseeScenario } from './permit.ts'
import { careOf } from './personal-care.ts'
import { isInstalled, type PlannedNode } from './plan.ts'
import type { RunDraft } from './run-draft.ts'
import type { Prepared } from './scene.ts'

/** One prepared step. */
export type Prepare = SuggestionRow['prepared'][number]

/** What is put before a person: outcomes in their order, what they rest on, and who or what wants personal care. */
export interface ToPropose {
  readonly prepared: readonly Prepare[]
  readonly links: readonly Link[]
  readonly care: Said | null
  /** Where leave is asked for all that follows: that, instead of what was prepared. */
  readonly foreseen?: Foreseen
}

/** The outcome with its effects as they would be done. */
export function* frozenOutcome(draft: RunDraft, position: Position, outcome: Acting, context: EngineContext): Asking<Acting> {
  return { ...outcome, effects: yield* freezeAll(outcome.effects, effectContext(draft.run, position, context), context) }
}

const mostPrepared = 20

/** An answer that holds what follows. */
export type Holding = Answered & { readonly outcome: Extract<Outcome, { kind: 'hold' }> }

/** Leave for the whole scenario: the step itself only lets go on. In a trial nobody is asked, so nothing is foreseen. */
export function* askingLeave(
  draft: RunDraft,
  position: Position,
  planned: PlannedNode,
  answered: Holding,
  context: EngineContext,
): Asking<ToPropose> {
  const prepared: readonly Prepare[] = [{ node: position.node, outcome: { kind: 'leave', port: planned.firstPort, effects: [] } }]
  const links = [...answered.links.values()]
  if (context.suggestions !== 'ask') return { prepared, links, care: null }
  const foreseen = yield* foreseeScenario(draft, position, planned, answered.outcome.scenario ?? '', context)
  return { prepared, links, care: yield* careOf(draft.run, answered.scene, foreseen.effects), foreseen }
}

/** Everything up to the next wait, outside answer or suggesting step, asked on a copy of the run. */
export function* prepareFollowing(
  draft: RunDraft,
  position: Position,
  planned: PlannedNode,
  steps: number,
  context: EngineContext,
): Asking<ToPropose> {
  const copy = draft.copy()
  const changes: Prepared = new Map()
  const links = new Map<string, Link>()
  let care: Said | null = null
  const prepared: Prepare[] = [{ node: position.node, outcome: { kind: 'leave', port: planned.firstPort, effects: [] } }]
  leaveBy(copy, context.plan, position, planned.firstPort, { code: 'reached-end' })
  while (prepared.length <= Math.min(steps, mostPrepared)) {
    const at = copy.position(position.id)
    const next = at && context.plan.nodes.get(at.node)
    if (!at || !next || !isInstalled(next) || next.node.mode === 'suggest') break
    if (next.node.mode === 'off' && next.type.acts) {
      prepared.push({ node: at.node, outcome: { kind: 'leave', port: next.firstPort, effects: [], why: { code: 'switched-off' } } })
      leaveBy(copy, context.plan, at, next.firstPort, { code: 'reached-end' })
      continue
    }
    const answered = yield* askNode(copy, at, next, context, changes)
    if (!isActing(answered.outcome) || (answered.outcome.kind === 'wait' && answered.outcome.effects.length === 0)) break
    const outcome = yield* frozenOutcome(copy, at, answered.outcome, context)
    care ??= yield* careOf(draft.run, answered.scene, outcome.effects)
    for (const [key, link] of answered.links) links.set(key, link)
    prepared.push({ node: at.node, outcome })
    if (outcome.kind === 'wait') break
    lay(outcome.effects, changes)
    follow(copy, context.plan, at, outcome)
  }
  return { prepared, links: [...links.values()], care }
}

/** Later steps of the same suggestion see what earlier ones would change. */
function lay(effects: readonly Effect[], changes: Prepared): void {
  for (const effect of effects) {
    if (effect.kind === 'change-record') merge(changes, `${effect.entity}:${effect.id}`, effect.fields)
    if (effect.kind === 'change-owner') merge(changes, `${effect.entity}:${effect.id}`, { owner: effect.owner })
  }
}

const merge = (changes: Prepared, key: string, fields: JsonObject) => changes.set(key, { ...changes.get(key), ...fields })
