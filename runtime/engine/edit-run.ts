/** What people do to a run in flight: pause, cancel, skip a step, go on earlier or later, try again, go to another step. */
import type { Json, Said } from '../../shared/json.ts'
import { isTrigger } from '../../shared/workflow.ts'
import type { Position } from '../store/rows.ts'
import { goOn } from './advance.ts'
import { type Asking, alreadyKnown, askDeliveriesOf, askPlan, askRun, askSuggestionsOf } from './asking.ts'
import type { EngineContext } from './context.ts'
import type { Decider } from './decide.ts'
import { leaveBy } from './follow.ts'
import { firstPortOf, type Plan } from './plan.ts'
import type { Now, Task, Work } from './pump.ts'
import { RunDraft } from './run-draft.ts'
import { withOverrides } from './run-plan.ts'

/** `not-active`: it has ended; `already-started`: what was to be changed is over, or under way; `no-such-step`: not one to go to. */
export type EditProblem = 'not-found' | 'not-active' | 'already-started' | 'no-such-step'

/** Nothing was changed when it is not ok. */
export type Edited = { readonly ok: true } | { readonly ok: false; readonly problem: EditProblem }

/** Holds the run where it stands, or lets it go on; what came due meanwhile goes on then. */
export const pauseRun = (id: string, paused: boolean, by: Decider): Task<Edited> =>
  edit(id, function* (draft) {
    if (!paused && draft.run.paused) yield* letLettersGo(draft)
    if (draft.run.paused !== paused) noteAt(draft, { code: paused ? 'paused-by' : 'resumed-by', with: { user: by.name } })
    draft.run = { ...draft.run, paused }
    return null
  })

/** Who did something to the whole run stands in its trail where its first branch stands. */
function noteAt(draft: RunDraft, why: Said): void {
  for (const position of draft.positions.values())
    if (position.id === draft.run.id) draft.step(position, 'changed', { why: why as unknown as Json })
}

/** The outbox looks again at what it has kept back while the run was paused. */
function* letLettersGo(draft: RunDraft): Asking<void> {
  for (const delivery of yield* askDeliveriesOf(draft.run.id)) {
    if (delivery.state !== 'queued' && delivery.state !== 'deferred') continue
    draft.ops.push({ op: 'delivery', delivery: { ...delivery, updatedAt: draft.now }, expects: [delivery.state] })
  }
}

/** Ends the run; its suggestions are withdrawn, and what waits in the outbox is cancelled. */
export const cancelRun = (id: string, by: Decider): Task<Edited> =>
  edit(id, (draft) => {
    draft.end('stopped', { code: 'stopped-by', with: { user: by.name } })
    return alreadyKnown(null)
  })

/**
 * `due` sets when a wait is over; a moment that has passed ends it at once. `to` goes to another step, earlier or later,
 * with the reason of whoever wants it; `from` is the step where they saw it standing.
 */
export type Move =
  | { readonly kind: 'skip' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'due'; readonly at: Date }
  | { readonly kind: 'to'; readonly node: string; readonly from: string; readonly reason: string }

/** Moves one branch: past its step, to another time or step, or once more to a step that needs attention. */
export const movePosition = (id: string, position: string, move: Move, by: Decider): Task<Edited> =>
  edit(id, function* (draft, context) {
    const at = draft.position(position)
    if (!at) return 'already-started'
    switch (move.kind) {
      case 'skip':
        return yield* skip(draft, at, by, context)
      case 'retry':
        return tryAgain(draft, at, by)
      case 'due':
        return reschedule(draft, at, move.at, by)
      case 'to':
        return yield* goTo(draft, at, move, by, context)
    }
  })

function* skip(draft: RunDraft, position: Position, by: Decider, context: EngineContext): Asking<EditProblem | null> {
  if (position.state === 'forked' || (yield* isCarriedOut(draft, position))) return 'already-started'
  const why: Said = { code: 'skipped-by', with: { user: by.name } }
  draft.cutShort.set(position.id, why)
  draft.step(position, 'skipped', { why: why as unknown as Json })
  leaveBy(draft, context.plan, { ...position, state: 'ready' }, firstPortOf(context.plan, position.node), { code: 'reached-end' })
  return null
}

/**
 * One branch asks its step once more. A step that was answered from outside forgets the answer, so that what it sends
 * leaves again, under its own key. Answers with the problem when the step needs no attention.
 */
export function tryAgain(draft: RunDraft, position: Position, by: Decider): EditProblem | null {
  if (position.state !== 'parked') return 'already-started'
  draft.step(position, 'retried', { why: { code: 'retried-by', with: { user: by.name } } })
  draft.run = { ...draft.run, replayed: true }
  const { wokenBy } = position
  const isAnswered = wokenBy?.kind === 'event' && wokenBy.event.kind === 'effect-done'
  const asked = isAnswered ? { wokenBy: null, memory: null } : {}
  draft.put({ ...position, ...asked, state: 'ready', dueAt: draft.now, problem: null, attempts: 0, steps: 1 })
  return null
}

/** A step that waits to hear what became of its letter or call has no time of its own: asked early, it would name it once more. */
function reschedule(draft: RunDraft, position: Position, at: Date, by: Decider): EditProblem | null {
  if (position.state !== 'waiting' || position.waitsFor.some(({ event }) => event === 'effect-done')) return 'already-started'
  draft.step(position, 'rescheduled', { why: { code: 'rescheduled-by', with: { user: by.name, until: at.toISOString() } } })
  draft.put({ ...position, dueAt: at })
  return null
}

type GoTo = Extract<Move, { kind: 'to' }>

function* goTo(draft: RunDraft, position: Position, move: GoTo, by: Decider, { plan }: EngineContext): Asking<EditProblem | null> {
  const target = plan.nodes.get(move.node)
  if (!target || isTrigger(target.node)) return 'no-such-step'
  if (position.node !== move.from || (yield* isCarriedOut(draft, position))) return 'already-started'
  const { version } = draft.run
  const why: Said = { code: 'moved-by', with: { user: by.name, reason: move.reason } }
  draft.step(position, 'moved', {
    why: why as unknown as Json,
    from: { version, node: position.node },
    to: { version, node: move.node },
  })
  relocate(draft, position, move.node, why)
  return null
}

/**
 * The branch goes on from another step: what it had suggested, queued or asked for is taken back, its own branches end.
 * A person has looked at it, so its steps are counted anew.
 */
export function relocate(draft: RunDraft, position: Position, node: string, why: Said): void {
  for (const child of [...draft.positions.values()]) if (child.parent === position.id) draft.cut(child.id, why)
  draft.cutShort.set(position.id, why)
  draft.arrive({ ...position, steps: 0 }, node)
}

/** Is the step past the point where it can be taken back: approved, or with a letter that may be leaving? */
export function* isCarriedOut({ run }: RunDraft, position: Position): Asking<boolean> {
  const suggestions = yield* askSuggestionsOf([position.id])
  if (suggestions.some(({ status }) => status === 'approved')) return true
  const deliveries = position.state === 'waiting' ? yield* askDeliveriesOf(run.id) : []
  return deliveries.some((one) => one.position === position.id && (one.state === 'sending' || one.state === 'unknown'))
}

/** A run that is being changed, with its own plan, and that of its version as it was published. Answers with the problem when there is nothing to change any more. */
export function* openRun(
  id: string,
  { now, parts, isHeld }: Now,
): Asking<{ readonly draft: RunDraft; readonly context: EngineContext; readonly version: Plan } | 'not-found' | 'not-active'> {
  const loaded = yield* askRun(id)
  const version = loaded && (yield* askPlan(loaded.run.version))
  if (!version) return 'not-found'
  if (loaded.run.state !== 'active') return 'not-active'
  const draft = new RunDraft(loaded, now, false)
  const plan = withOverrides(version, loaded.run.overrides)
  return { draft, context: { ...parts, plan, now, suggestions: 'ask', held: isHeld(plan.workflow) }, version }
}

/** Changes a run and lets it go on as far as it can; nothing is written when `make` answers with a problem. */
export function edit(id: string, make: (draft: RunDraft, context: EngineContext) => Asking<EditProblem | null>): Task<Edited> {
  return function* (now): Asking<Work<Edited>> {
    const opened = yield* openRun(id, now)
    if (typeof opened === 'string') return { ops: [], value: { ok: false, problem: opened } }
    const problem = yield* make(opened.draft, opened.context)
    if (problem) return { ops: [], value: { ok: false, problem } }
    return { ops: (yield* goOn(opened.draft, opened.context)).ops, value: { ok: true } }
  }
}
