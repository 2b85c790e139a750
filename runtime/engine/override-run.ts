/** Changes what one step will do for one run alone, and takes that back again. */
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { Overrides } from '../store/rows.ts'
import { goOn } from './advance.ts'
import type { Asking } from './asking.ts'
import { askAnew, letterAwaited } from './changed-step.ts'
import type { EngineContext } from './context.ts'
import type { Decider } from './decide.ts'
import { type Edited, type EditProblem, isCarriedOut, openRun } from './edit-run.ts'
import type { Plan } from './plan.ts'
import type { Task } from './pump.ts'
import type { RunDraft } from './run-draft.ts'
import { withOverrides } from './run-plan.ts'

/**
 * Puts these parameters in place of those of the version, for this run; null takes them back. A step that is behind the
 * run for good, or is being carried out, is `already-started`. Where the run stands at it, it is asked anew.
 */
export const overrideStep = (id: string, node: string, params: JsonObject | null, by: Decider): Task<Edited> =>
  function* (now) {
    const opened = yield* openRun(id, now)
    if (typeof opened === 'string') return { ops: [], value: { ok: false, problem: opened } }
    const { draft, context, version } = opened
    const problem = yield* whyNot(draft, node, context.plan)
    if (problem) return { ops: [], value: { ok: false, problem } }
    const overrides = overridesWith(draft, node, params, by)
    draft.run = { ...draft.run, overrides }
    const after: EngineContext = { ...context, plan: withOverrides(version, overrides) }
    const why: Said = { code: params === null ? 'override-removed-by' : 'overridden-by', with: { user: by.name } }
    const [first] = draft.positions.values()
    if (first) draft.step({ ...first, node }, 'changed', { why: why as unknown as Json })
    for (const position of [...draft.positions.values()]) if (position.node === node) yield* askAnew(draft, position, why, after)
    return { ops: (yield* goOn(draft, after)).ops, value: { ok: true } }
  }

function overridesWith(draft: RunDraft, node: string, params: JsonObject | null, by: Decider): Overrides | null {
  const { [node]: _, ...others } = draft.run.overrides ?? {}
  if (params === null) return Object.keys(others).length === 0 ? null : others
  return { ...others, [node]: { params, user: by.id, name: by.name, at: draft.now.toISOString() } }
}

function* whyNot(draft: RunDraft, node: string, plan: Plan): Asking<EditProblem | null> {
  if (!plan.nodes.has(node)) return 'no-such-step'
  const here = [...draft.positions.values()].filter((position) => position.node === node && position.state !== 'forked')
  if (here.length === 0) return isAhead(draft, node, plan) ? null : 'already-started'
  for (const position of here) {
    if (yield* isCarriedOut(draft, position)) return 'already-started'
    const letter = position.state === 'waiting' ? yield* letterAwaited(position) : null
    if (letter && letter.state !== 'queued' && letter.state !== 'deferred') return 'already-started'
  }
  return null
}

/** Can the run still come to this step by the lines of its version? */
function isAhead(draft: RunDraft, node: string, { content }: Plan): boolean {
  const ahead = new Set<string>()
  const lookFrom = (at: string) => {
    for (const { from, to } of content.edges) if (from === at) ahead.add(to)
  }
  for (const position of draft.positions.values()) {
    lookFrom(position.node)
    if (position.fork?.join) lookFrom(position.fork.join)
  }
  // What is found on the way is looked at in its turn.
  for (const found of ahead) lookFrom(found)
  return ahead.has(node)
}
