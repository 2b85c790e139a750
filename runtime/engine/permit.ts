/**
 * Leave for a whole scenario. Before it begins a person sees every step that would act, with what it would do and when; with
 * their leave these steps act without asking, each only as it was seen. What is otherwise by then is asked about.
 */
import type { Effect } from '../../shared/effects.ts'
import type { Said } from '../../shared/json.ts'
import type { Acting } from '../../shared/node.ts'
import type { ForeseenStep, Scenario } from '../../shared/suggestion.ts'
import type { PermittedStep, Position, Run, SuggestionRow } from '../store/rows.ts'
import { type Asking, askForesight } from './asking.ts'
import type { EngineContext } from './context.ts'
import { leaveBy } from './follow.ts'
import { canonical, contentOf } from './hash.ts'
import { keepEdits } from './operator-edits.ts'
import type { PlannedNode } from './plan.ts'
import type { RunDraft } from './run-draft.ts'
import { openingIn } from './sending-hours.ts'

/** A scenario and the effects of all its steps. */
export interface Foreseen {
  readonly scenario: Scenario
  readonly effects: readonly Effect[]
}

/** More than anybody looks through; the steps behind are asked about when they come. */
const mostSteps = 30

/** How the branch would go on from here with leave, if nothing else happened; up to where leave is asked for anew. */
export function* foreseeScenario(
  draft: RunDraft,
  position: Position,
  planned: PlannedNode,
  question: string,
  context: EngineContext,
): Asking<Foreseen> {
  const copy = draft.copy()
  leaveBy(copy, context.plan, { ...position, state: 'ready' }, planned.firstPort, { code: 'reached-end' })
  const ahead = yield* askForesight({ run: copy.outcome(), positions: [...copy.positions.values()] }, context.plan)
  const steps: ForeseenStep[] = []
  const effects: Effect[] = []
  for (const { position: branch, node, visit, at, outcome, detail } of ahead) {
    const isHere = branch === position.id || branch.startsWith(`${position.id}.`)
    const own = (Array.isArray(detail['effects']) ? detail['effects'] : []) as unknown as readonly Effect[]
    if (isHere && context.plan.nodes.get(node)?.node.type === planned.node.type) break
    if (!isHere || own.length === 0 || !(outcome === 'wait' || outcome.startsWith('leave:')) || steps.length === mostSteps) continue
    steps.push({ node, visit, at: (yield* leavesAt(node, own, at, context)).toISOString(), count: own.length, out: false })
    effects.push(...own)
  }
  return { scenario: { question, steps }, effects }
}

/** A letter leaves when its hours open. */
function* leavesAt(node: string, effects: readonly Effect[], at: Date, { plan, company }: EngineContext): Asking<Date> {
  const window = plan.nodes.get(node)?.node.common?.window ?? plan.content.settings.window
  const letter = effects.find((effect) => effect.kind === 'send-email')
  return window && letter ? ((yield* openingIn(window, letter, at, company.zone)) ?? at) : at
}

/** The effects of each step of a suggestion in their order: of a scenario those that are foreseen, else those that were prepared. */
export function groupsOf({
  scenario,
  prepared,
}: Pick<SuggestionRow, 'scenario' | 'prepared'>): readonly { readonly node: string; readonly count: number }[] {
  return scenario?.steps ?? prepared.map(({ node, outcome }) => ({ node, count: outcome.effects.length }))
}

/** The run with leave for the scenario that was approved. */
export function withPermit(run: Run, { scenario, effects, original }: SuggestionRow): Run {
  if (!scenario) return run
  let from = 0
  const steps = scenario.steps.map(({ node, visit, count, out }): PermittedStep => {
    const seen = bare((original ?? effects).slice(from, from + count))
    const wanted = bare(effects.slice(from, from + count))
    from += count
    const edit = canonical(seen) === canonical(wanted) ? null : { from: seen, to: wanted }
    return { node, visit, out, content: contentOf(seen), edit }
  })
  return { ...run, permit: steps }
}

/** Bytes are made anew when the step comes. */
const bare = (effects: readonly Effect[]): readonly Effect[] =>
  effects.map((effect) => {
    if (effect.kind !== 'send-email') return effect
    const { frozen: _, ...letter } = effect
    return letter
  })

/** What was seen of a visit to a step; empty where leave was not asked for it. */
const seenOf = ({ permit }: Run, { node, visit }: Position): readonly PermittedStep[] =>
  permit ? permit.filter((step) => step.node === node && step.visit === visit) : []

/** Was this step taken out of the scenario by the one who gave leave? */
export const isLeftOut = (run: Run, position: Position): boolean => seenOf(run, position).some(({ out }) => out)

/** Why a step of a scenario that had leave asks all the same. */
export const notAsSeen: Said = { code: 'warn-not-as-permitted' }

/**
 * What a step may do by leave: the outcome with the corrections of the operator in it; `not-as-seen` where it would do
 * something else by now; null where leave says nothing about it.
 */
export function byLeave(run: Run, position: Position, outcome: Acting): Acting | 'not-as-seen' | null {
  const seen = seenOf(run, position)
  if (seen.length === 0 || outcome.effects.length === 0) return null
  const content = contentOf(outcome.effects)
  const permitted = seen.find((step) => step.content === content)
  if (!permitted) return 'not-as-seen'
  const effects = permitted.edit ? keepEdits(permitted.edit.from, permitted.edit.to, outcome.effects) : outcome.effects
  return { ...outcome, effects, why: { code: 'by-leave' } }
}
