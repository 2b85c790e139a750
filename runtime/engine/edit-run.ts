/** What people do to a run in flight: pause, cancel, skip a step, go on earlier or later, try again. */
import type { Said } from '../../shared/json.ts'
import type { Position } from '../store/rows.ts'
import { goOn } from './advance.ts'
import { type Asking, askDeliveriesOf, askPlan, askRun, askSuggestionsOf } from './asking.ts'
import type { EngineContext } from './context.ts'
import type { Decider } from './decide.ts'
import { leaveBy } from './follow.ts'
import type { Now, Task, Work } from './pump.ts'
import { RunDraft } from './run-draft.ts'
import { change } from './suggest.ts'

/** `not-active`: it has ended; `already-started`: what was to be changed is over. */
export type Edited = { readonly ok: true } | { readonly ok: false; readonly problem: 'not-found' | 'not-active' | 'already-started' }

/** Holds the run where it stands, or lets it go on; what came due meanwhile goes on then. */
export const pauseRun = (id: string, paused: boolean): Task<Edited> =>
  edit(id, function* (draft) {
    if (!paused && draft.run.paused) yield* letLettersGo(draft)
    draft.run = { ...draft.run, paused }
    return true
  })

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
    return true
  })

/** `due` sets when a wait is over; a moment that has passed ends it at once. */
export type Move = { readonly kind: 'skip' } | { readonly kind: 'retry' } | { readonly kind: 'due'; readonly at: Date }

/** Moves one branch: past its step, to another time, or once more to a step that needs attention. */
export const movePosition = (id: string, position: string, move: Move, by: Decider): Task<Edited> =>
  edit(id, function* (draft, context) {
    const at = draft.position(position)
    if (!at) return false
    if (move.kind === 'skip') return yield* skip(draft, at, by, context)
    if (move.kind === 'retry') return retry(draft, at, by)
    return reschedule(draft, at, move.at, by)
  })

function* skip(draft: RunDraft, position: Position, by: Decider, context: EngineContext): Asking<boolean> {
  if (position.state === 'forked') return false
  const why: Said = { code: 'skipped-by', with: { user: by.name } }
  for (const suggestion of yield* askSuggestionsOf([position.id])) {
    if (suggestion.status === 'approved') return false
    if (suggestion.status === 'pending') change(draft, suggestion, { status: 'withdrawn', reason: why })
  }
  draft.step(position, 'skipped', { why: { code: why.code, with: { user: by.name } } })
  const port = context.plan.nodes.get(position.node)?.firstPort ?? 'out'
  leaveBy(draft, context.plan, { ...position, state: 'ready' }, port, { code: 'reached-end' })
  return true
}

function retry(draft: RunDraft, position: Position, by: Decider): boolean {
  if (position.state !== 'parked') return false
  draft.step(position, 'retried', { why: { code: 'retried-by', with: { user: by.name } } })
  draft.put({ ...position, state: 'ready', dueAt: draft.now, problem: null, attempts: position.attempts + 1 })
  return true
}

function reschedule(draft: RunDraft, position: Position, at: Date, by: Decider): boolean {
  if (position.state !== 'waiting') return false
  draft.step(position, 'rescheduled', { why: { code: 'rescheduled-by', with: { user: by.name, until: at.toISOString() } } })
  draft.put({ ...position, dueAt: at })
  return true
}

function edit(id: string, make: (draft: RunDraft, context: EngineContext) => boolean | Asking<boolean>): Task<Edited> {
  return function* ({ now, parts, isHeld }: Now): Asking<Work<Edited>> {
    const loaded = yield* askRun(id)
    const plan = loaded && (yield* askPlan(loaded.run.version))
    if (!plan) return { ops: [], value: { ok: false, problem: 'not-found' } }
    if (loaded.run.state !== 'active') return { ops: [], value: { ok: false, problem: 'not-active' } }
    const draft = new RunDraft(loaded, now, false)
    const context: EngineContext = { ...parts, plan, now, suggestions: 'ask', held: isHeld(plan.workflow) }
    const made = make(draft, context)
    if (!(typeof made === 'boolean' ? made : yield* made)) return { ops: [], value: { ok: false, problem: 'already-started' } }
    return { ops: (yield* goOn(draft, context)).ops, value: { ok: true } }
  }
}
