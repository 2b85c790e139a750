/** What a run had done before somebody had it begin anew: known by node and visit, so that it is not done once more. */
import { type Effect, isOutside } from '../../shared/effects.ts'
import { isJsonObject } from '../../shared/json.ts'
import type { Position, StepRow } from '../store/rows.ts'
import { type Asking, askSteps } from './asking.ts'
import type { EngineContext } from './context.ts'
import { leaveBy } from './follow.ts'
import type { RunDraft } from './run-draft.ts'

/** The outcome of the step that begins anew. */
export const restarted = 'restarted'

const mostSteps = 10_000

/**
 * In a run that began anew: a visit that has acted before and left leaves the same way without being asked, and the answer is null. One whose letter
 * or call never got through takes its time from then, so that its key is the same.
 */
export function* pickUp(draft: RunDraft, position: Position, { plan }: EngineContext): Asking<Position | null> {
  if (position.wokenBy !== null) return position
  draft.stepsBefore ??= byVisit([...(yield* askSteps(draft.run.id, mostSteps)), ...draft.steps])
  const steps = draft.stepsBefore.get(`${position.node} ${position.visit}`) ?? []
  const effects = steps.flatMap(({ detail }) => (Array.isArray(detail['effects']) ? detail['effects'] : [])) as unknown as Effect[]
  const left = steps.findLast(({ outcome }) => outcome.startsWith('leave:'))
  const [first] = steps
  if (!first || effects.length === 0) return position
  if (!left) return effects.every(isOutside) ? draft.put({ ...position, since: first.at }) : position
  const output = left.detail['output'] ?? null
  draft.step(position, left.outcome, { why: { code: 'done-before' }, ...(output === null ? {} : { output }) })
  if (isJsonObject(output)) draft.keep(position.node, output)
  leaveBy(draft, plan, position, left.outcome.slice('leave:'.length), { code: 'reached-end' })
  return null
}

/** What was done before the last beginning. */
function byVisit(steps: readonly StepRow[]): ReadonlyMap<string, readonly StepRow[]> {
  const until = steps.findLastIndex(({ outcome }) => outcome === restarted)
  const found = new Map<string, StepRow[]>()
  for (const step of steps.slice(0, Math.max(0, until))) {
    const key = `${step.node} ${step.visit}`
    found.set(key, [...(found.get(key) ?? []), step])
  }
  return found
}
