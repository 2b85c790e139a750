/**
 * Runs that need attention are tried again: from the step where they stand, or from their beginning; on their own version
 * or on another. What a step has done already is not done once more, because it is known by run, node and visit, unless
 * whoever tries again wants that: then every step is a new visit, and all keys are new.
 */
import type { Json, Said } from '../../shared/json.ts'
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
    const parked = [...draft.positions.values()].filter(({ state }) => state === 'parked')
    if (parked.length === 0) return refusal('not-parked')
    const isElsewhere = replay.version !== null && replay.version !== draft.run.version
    const version = isElsewhere ? yield* planNamed(replay.version, draft) : null
    if (replay.from === 'step') {
      if (isElsewhere && !version) return refusal('no-place')
      const carried = version && (yield* carryTo(draft, everybody(version.version), context, version, retriedBy(by)))
      if (carried && !carried.ok) return refusal(carried.problem)
      for (const { id } of parked) tryParkedAgain(draft, id, by, replay.anew)
      return { ops: (yield* goOn(draft, carried?.after ?? context)).ops, value: { ok: true } }
    }
    for (const position of draft.positions.values()) if (yield* isCarriedOut(draft, position)) return refusal('already-started')
    const plan = isElsewhere ? version : context.plan
    const trigger = plan && triggerOf(draft, plan)
    if (!plan || !trigger) return refusal('no-place')
    restart(draft, plan, trigger, by, replay.anew)
    return { ops: (yield* goOn(draft, { ...context, plan })).ops, value: { ok: true } }
  }

const retriedBy = (by: Decider): Said => ({ code: 'retried-by', with: { user: by.name } })

const refusal = (problem: ReplayProblem) => ({ ops: [], value: { ok: false, problem } as const })

function* planNamed(version: string | null, { run }: RunDraft): Asking<Plan | null> {
  const plan = version === null ? null : yield* askPlan(version)
  return plan && plan.workflow === run.workflow ? withOverrides(plan, run.overrides) : null
}

/** The trigger that it began with; where that is gone, the only one that there is. */
function triggerOf({ run }: RunDraft, { triggers }: Plan): string | null {
  const own = triggers.find(({ id }) => Object.hasOwn(run.visits, id)) ?? (triggers.length === 1 ? triggers[0] : undefined)
  return own?.id ?? null
}

function tryParkedAgain(draft: RunDraft, id: string, by: Decider, anew: boolean): void {
  const position = draft.position(id)
  if (!position || tryAgain(draft, position, by) !== null || !anew) return
  relocate(draft, draft.position(id) ?? position, position.node, retriedBy(by))
}

/** Everything it stood at ends, and it stands at its trigger as if it had just come there. */
function restart(draft: RunDraft, { version }: Plan, trigger: string, by: Decider, anew: boolean): void {
  const why: Said = { code: 'restarted-by', with: { user: by.name } }
  const first = draft.position(draft.run.id) ?? [...draft.positions.values()][0]
  if (!first) return
  draft.step(first, restarted, { why: why as unknown as Json })
  for (const id of [...draft.positions.keys()]) draft.cut(id, why)
  draft.begin({ ...draft.run, version, outputs: {}, vars: {}, visits: anew ? draft.run.visits : {}, replayed: !anew })
  draft.arrive({ ...first, id: draft.run.id, parent: null, item: null, guards: [], steps: 0 }, trigger)
}
