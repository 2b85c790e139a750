/**
 * Takes a run that is under way to another version of its workflow: in one commit that checks where it stands, or not
 * at all. It keeps its waits, what its steps left and what was changed for it alone.
 */
import type { Json, Said } from '../../shared/json.ts'
import type { Position, Run } from '../store/rows.ts'
import { askExits, goOn } from './advance.ts'
import { type Asking, askPlan } from './asking.ts'
import { askAnew } from './changed-step.ts'
import type { EngineContext } from './context.ts'
import type { Decider } from './decide.ts'
import { isCarriedOut, openRun, relocate } from './edit-run.ts'
import { endBranch } from './follow.ts'
import type { Plan, PlannedNode } from './plan.ts'
import type { Task } from './pump.ts'
import type { RunDraft } from './run-draft.ts'
import { withOverrides } from './run-plan.ts'

/** What becomes of those who stand at a step: they finish on their version, go on in the new one, or end here. */
export type Deed = 'stay' | 'move' | 'stop'

/** For those at one step. `to` is the step where they go on, when it is not their own. */
export interface Place {
  readonly deed: Deed
  readonly to?: string
}

/** `places` are by node; `rest` is for all other nodes. */
export interface MovePlan {
  /** Id of the version they go to. */
  readonly version: string
  readonly places: Readonly<Record<string, Place>>
  readonly rest: Deed
}

/** `no-place`: its step is not in the new version; `already-started`: what it does now cannot be taken back. */
export type Moved =
  | { readonly ok: true; readonly became: 'moved' | 'stayed' | 'stopped' | 'there-already' }
  | { readonly ok: false; readonly problem: 'not-found' | 'not-active' }
  | NotMoved

/** `node` is the step that the branch stands at. */
interface NotMoved {
  readonly ok: false
  readonly problem: 'already-started' | 'no-place'
  readonly node: string
}

/** Does what the plan says about one run, with the reason of whoever wants it. The same again changes nothing. */
export const moveRun = (id: string, plan: MovePlan, by: Decider, reason: string | null = null): Task<Moved> =>
  function* (now) {
    const opened = yield* openRun(id, now)
    if (typeof opened === 'string') return answer({ ok: false, problem: opened })
    const { draft, context } = opened
    // A move that is late never takes anybody back from a version that was published after it.
    if (numberOf(draft.run.version) >= numberOf(plan.version)) return answer({ ok: true, became: 'there-already' })
    const version = yield* askPlan(plan.version)
    if (!version || version.workflow !== draft.run.workflow) return answer({ ok: false, problem: 'not-found' })
    const deeds = new Set(standing(draft).map(({ node }) => placeOf(node, plan).deed))
    if (deeds.has('stay')) return answer({ ok: true, became: 'stayed' })
    if (!deeds.has('move')) {
      draft.end('stopped', { code: 'stopped-by-publication', with: { version: numberOf(plan.version) } })
      return { ops: (yield* goOn(draft, context)).ops, value: { ok: true, became: 'stopped' } }
    }
    const carried = yield* carryTo(draft, plan, context, version, whyMoved(draft, plan, by, reason))
    if (!carried.ok) return answer(carried)
    yield* askExits(draft, carried.after)
    return { ops: (yield* goOn(draft, carried.after)).ops, value: { ok: true, became: 'moved' } }
  }

/** Takes the positions of a run to another version, unless one has no place there or is too far; then nothing is changed. */
export function* carryTo(
  draft: RunDraft,
  plan: MovePlan,
  context: EngineContext,
  version: Plan,
  why: Said,
): Asking<{ readonly ok: true; readonly after: EngineContext } | NotMoved> {
  const after: EngineContext = { ...context, plan: withOverrides(version, draft.run.overrides) }
  for (const position of draft.positions.values()) {
    const problem = yield* whyNot(draft, position, placeOf(position.node, plan), context.plan, after.plan)
    if (problem) return { ok: false, problem, node: position.node }
  }
  yield* carryOver(draft, plan, context.plan, after, why)
  return { ok: true, after }
}

const answer = (value: Moved) => ({ ops: [], value })

/** A fork stands where its branches stand. */
const standing = (draft: RunDraft): Position[] => [...draft.positions.values()].filter(({ state }) => state !== 'forked')

const placeOf = (node: string, { places, rest }: MovePlan): Place =>
  (Object.hasOwn(places, node) ? places[node] : undefined) ?? { deed: rest }

/** Out of the id of a version, `<workflow>:<number>`. */
const numberOf = (version: string): number => Number(version.split(':').at(-1))

/** Does the branch stay at its own step, which is of the same type in both versions? */
function isSameStep(position: Position, { to }: Place, before: Plan, after: Plan): boolean {
  if (to !== undefined && to !== position.node) return false
  return typeOf(before.nodes.get(position.node)) === typeOf(after.nodes.get(position.node))
}

const typeOf = (planned: PlannedNode | undefined): string | undefined => planned?.node.type

function* whyNot(
  draft: RunDraft,
  position: Position,
  place: Place,
  before: Plan,
  after: Plan,
): Asking<'no-place' | 'already-started' | null> {
  if (position.state === 'forked') return isForkKept(position, before, after) ? null : 'no-place'
  const isLate = yield* isCarriedOut(draft, position)
  if (place.deed === 'stop') return isLate ? 'already-started' : null
  if (!after.nodes.has(place.to ?? position.node)) return 'no-place'
  const isKept = isSameStep(position, place, before, after) && position.state === 'waiting'
  return isLate && !isKept ? 'already-started' : null
}

/** Branches that have yet to begin need their fork, those that are to meet their join. */
function isForkKept({ node, fork }: Position, before: Plan, after: Plan): boolean {
  const isThere = (id: string) => after.nodes.has(id) && typeOf(before.nodes.get(id)) === typeOf(after.nodes.get(id))
  return isThere(node) && (fork?.join == null || isThere(fork.join))
}

function whyMoved({ run }: RunDraft, plan: MovePlan, by: Decider, reason: string | null): Said {
  const values = { user: by.name, from: numberOf(run.version), to: numberOf(plan.version) }
  return reason === null ? { code: 'moved-version', with: values } : { code: 'moved-version-because', with: { ...values, reason } }
}

function* carryOver(draft: RunDraft, plan: MovePlan, before: Plan, after: EngineContext, why: Said): Asking<void> {
  const from = draft.run.version
  const positions = [...draft.positions.values()]
  draft.run = { ...draft.run, version: plan.version }
  for (const position of positions) {
    const guards = position.guards.filter((id) => after.plan.nodes.get(id)?.guard)
    const here = draft.put({ ...position, guards })
    const place = placeOf(here.node, plan)
    if (here.state === 'forked') continue
    if (place.deed === 'stop') {
      draft.cutShort.set(here.id, why)
      endBranch(draft, after.plan, here, why)
      continue
    }
    const to = place.to ?? here.node
    draft.step(here, 'moved', {
      why: why as unknown as Json,
      from: { version: from, node: here.node },
      to: { version: plan.version, node: to },
    })
    if (!isSameStep(here, place, before, after.plan)) relocate(draft, here, to, why)
    else if (here.state === 'suggested' || hasChanged(here.node, before, after.plan)) yield* askAnew(draft, here, why, after)
  }
}

function hasChanged(node: string, before: Plan, after: Plan): boolean {
  const [was, is] = [before.nodes.get(node)?.node.params, after.nodes.get(node)?.node.params]
  return JSON.stringify(was) !== JSON.stringify(is)
}

/** The plan that takes everybody along, each to their own step. */
export const everybody = (version: Run['version']): MovePlan => ({ version, places: {}, rest: 'move' })
