/**
 * Runs that need attention are tried again: from the step where they stand, or from their beginning; on their own version
 * or on another. What a step has done already is not done once more, because it is known by run, node and visit, unless
 * whoever tries again wants that: then every step is a new visit, and all keys are new.
 */
import type { Json, Said } from '../../shared/json.ts'
import type { Position } from '../store/rows.ts'
import { goOn } from './advance.ts'
import { type Asking, askPlan } from './asking.ts'
import type { Decider } from './decide.ts'
import { restarted } from './done-before.ts'
import { type EditProblem, isCarriedOut, openRun, relocate, tryAgain } from './edit-run.ts'
import { carryTo, everybody } from './move-run.ts'
import type { Plan } from './plan.ts'
import type { Task } from './pump.ts'
import type { RunDraft } from './run-draft.ts'
import { withOverrides } from './run-plan.ts'

/** `version` is the id of the one they go on in; null: their own. `anew`: what was done before is done once more. */
export interface Replay {
  readonly from: 'step' | 'start'
  readonly version: string | null
  readonly anew: boolean
}

/** `not-parked`: it needs no attention any more. `no-place`: its step, or its trigger, is not in that version. */
export type ReplayProblem = EditProblem | 'no-place' | 'not-parked'

/** Nothing was changed when it is not ok. */
export type Replayed = { readonly ok: true } | { readonly ok: false; readonly problem: ReplayProblem }

/** Tries a run again, once. */
export const replayRun = (id: string, replay: Replay, by: Decider): Task<Replayed> =>
  function* (now) {
    const opened = yield* openRun(id, now)
    if (typeof opened === 'string') return refusal(opened)
    const { draft, context } = opened
    const [parked] = parkedIn(draft)
    if (!parked) return refusal('not-parked')
    const elsewhere = replay.version === draft.run.version ? null : replay.version
    const plan = elsewhere === null ? context.plan : yield* planNamed(elsewhere, draft)
    if (!plan) return refusal('no-place')
    if (replay.from === 'step') {
      const carried = elsewhere === null ? null : yield* carryTo(draft, everybody(elsewhere), context, plan, retriedBy(by))
      if (carried && !carried.ok) return refusal(carried.problem)
      for (const position of parkedIn(draft)) tryParkedAgain(draft, position, by, replay.anew)
      return { ops: (yield* goOn(draft, carried?.after ?? context)).ops, value: { ok: true } }
    }
    for (const position of draft.positions.values()) if (yield* isCarriedOut(draft, position)) return refusal('already-started')
    const trigger = triggerOf(draft, plan)
    if (trigger === null) return refusal('no-place')
    restart(draft, parked, plan, trigger, by, replay.anew)
    return { ops: (yield* goOn(draft, { ...context, plan })).ops, value: { ok: true } }
  }

const parkedIn = (draft: RunDraft): Position[] => [...draft.positions.values()].filter(({ state }) => state === 'parked')

const retriedBy = (by: Decider): Said => ({ code: 'retried-by', with: { user: by.name } })

const refusal = (problem: ReplayProblem) => ({ ops: [], value: { ok: false, problem } as const })

function* planNamed(version: string, { run }: RunDraft): Asking<Plan | null> {
  const plan = yield* askPlan(version)
  return plan && plan.workflow === run.workflow ? withOverrides(plan, run.overrides) : null
}

/** The trigger that it began with; where that is gone, the only one that there is. */
function triggerOf({ run }: RunDraft, { triggers }: Plan): string | null {
  const own = triggers.find(({ id }) => Object.hasOwn(run.visits, id)) ?? (triggers.length === 1 ? triggers[0] : undefined)
  return own?.id ?? null
}

function tryParkedAgain(draft: RunDraft, position: Position, by: Decider, anew: boolean): void {
  tryAgain(draft, position, by)
  if (anew) relocate(draft, position, position.node, retriedBy(by))
}

/** Everything it stood at ends, and it stands at its trigger as if it had just come there. */
function restart(draft: RunDraft, at: Position, { version }: Plan, trigger: string, by: Decider, anew: boolean): void {
  const why: Said = { code: 'restarted-by', with: { user: by.name } }
  draft.step(at, restarted, { why: why as unknown as Json })
  for (const id of [...draft.positions.keys()]) draft.cut(id, why)
  draft.begin({ ...draft.run, version, outputs: {}, vars: {}, visits: anew ? draft.run.visits : {}, replayed: !anew })
  draft.arrive({ ...at, id: draft.run.id, parent: null, item: null, guards: [], steps: 0 }, trigger)
}
