/**
 * Moves a run as far as it goes without waiting: what woke it, its guards, then step after step. A generator that asks
 * what it must know (`asking.ts`) and answers with everything that has to be committed together. The same answers
 * always give the same advance.
 */
import type { CrmEvent } from '../../shared/events.ts'
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { WaitsFor } from '../../shared/node.ts'
import type { OneDone } from '../../shared/suggestion.ts'
import type { EffectContext } from '../effects/effect.ts'
import type { LoadedRun, Op } from '../store/port.ts'
import type { Position, StepRow, SuggestionRow, WatchRow } from '../store/rows.ts'
import { type Answered, askNode, failedBy, problemOf } from './ask-node.ts'
import { type Asking, askSuggestionsOf, Later } from './asking.ts'
import { tellOfParked } from './attention.ts'
import { Asked } from './away.ts'
import { carryOut, effectsOf, freezeAll, isActing } from './carry-out.ts'
import { type EngineContext, effectContext } from './context.ts'
import { pickUp } from './done-before.ts'
import { refusalOf } from './effect-refusal.ts'
import { enterAndFollow } from './enter-late.ts'
import { leaveBy, leaveGuarded, leaveLateJoin, park } from './follow.ts'
import { endOfTick } from './overlap.ts'
import { byLeave, isLeftOut } from './permit.ts'
import { isInstalled, type PlannedNode } from './plan.ts'
import { RunDraft } from './run-draft.ts'
import { holds } from './scene.ts'
import { hold, needsPerson, reconsider, settleSuggestion, suggest, trailOf, withdraw } from './suggest.ts'
import { isOpen, takeBack, whatHappened } from './take-back.ts'
import { askAgainAt, hasTimedRules } from './timed-rules.ts'
import { watchesOf } from './watches.ts'

/** An event that concerns a run, and the watches it fired. */
export interface Wake {
  readonly event: CrmEvent
  readonly watches: readonly WatchRow[]
}

/** What an advance came to. `ops` are one unit of work. */
export interface Advance {
  readonly loaded: LoadedRun
  readonly steps: readonly StepRow[]
  readonly suggestions: readonly SuggestionRow[]
  readonly ops: readonly Op[]
  /** The run is not at rest: it goes on in the next turn. */
  readonly again: boolean
}

/** Advances a stored run: hears what happened, wakes what is due, and goes on. */
export function* advanceRun(loaded: LoadedRun, wakes: readonly Wake[], context: EngineContext): Asking<Advance> {
  const draft = new RunDraft(loaded, context.now, false)
  yield* hear(draft, wakes, context)
  if (!isHeld(draft, context)) {
    // What became true before a wait was over comes before it, also where nothing ran meanwhile.
    yield* askRulesAgain(draft, whoseRulesAreDue(draft), context)
    yield* wakeDue(draft, context)
  }
  return yield* goOn(draft, context)
}

/** Advances a run that has just begun, from its trigger. */
export function* beginRun(loaded: LoadedRun, context: EngineContext): Asking<Advance> {
  const draft = new RunDraft(loaded, context.now, true)
  const first = draft.position(draft.run.id)
  if (first?.state === 'waiting') draft.step(first, 'wait', { why: { code: 'waits-for-run-before' } })
  yield* askExits(draft, context)
  return yield* goOn(draft, context)
}

/** Takes step after step until nothing is ready, then closes the advance. Also after a decision or an edit of the run. */
export function* goOn(draft: RunDraft, context: EngineContext): Asking<Advance> {
  const late = new Set<string>()
  let steps = 0
  for (;;) {
    const position = isHeld(draft, context) || isEnough(steps, context) ? null : nextReady(draft, late)
    if (!position) break
    steps++
    try {
      yield* takeStep(draft, position, context)
    } catch (error) {
      if (!(error instanceof Later)) throw error
      late.add(position.id)
      if (error instanceof Asked) awaitWorker(draft, position)
    }
  }
  return yield* close(draft, context)
}

/** The clock is not asked for every step, and a run always comes some steps further. */
const stepsBetweenLooks = 100

const isEnough = (steps: number, { stepsPerTurn, isLate }: EngineContext): boolean =>
  steps >= stepsPerTurn || (steps > 0 && steps % stepsBetweenLooks === 0 && isLate())

const workerWaitMs = 60_000

/** Its answer wakes the run; when it is lost with the process, the step asks again. Tries are counted where it is asked. */
function awaitWorker(draft: RunDraft, position: Position): void {
  const isFirst = position.dueAt !== null && position.dueAt <= draft.now
  if (isFirst) draft.put({ ...position, dueAt: new Date(draft.now.getTime() + workerWaitMs), attempts: 0 })
}

const isHeld = ({ run }: RunDraft, { held }: EngineContext): boolean => held || run.paused

function nextReady(draft: RunDraft, late: ReadonlySet<string>): Position | null {
  for (const position of draft.positions.values()) if (position.state === 'ready' && !late.has(position.id)) return position
  return null
}

/** Visits of one node by one branch; with it every circle ends. */
const visitLimit = 1_000

/** Steps of one branch, with those that led to it; with it long circles end, too. */
const stepLimit = 10_000

function* takeStep(draft: RunDraft, at: Position, context: EngineContext): Asking<void> {
  const { plan } = context
  const position = draft.run.replayed ? yield* pickUp(draft, at, context) : at
  if (!position) return
  const planned = plan.nodes.get(position.node)
  if (!planned) return park(draft, position, { code: 'parked-node-missing', with: { node: position.node } })
  if (!isInstalled(planned)) return park(draft, position, { code: 'parked-unknown-type', with: { type: planned.node.type } })
  const beyond = beyondLimits(draft, position)
  if (beyond) return park(draft, position, beyond)

  if (planned.node.mode === 'off' && planned.type.acts) return passOver(draft, position, planned, 'switched-off', context)
  if (planned.type.acts && isLeftOut(draft.run, position)) return passOver(draft, position, planned, 'left-out-by-leave', context)
  if (planned.relevance && !(yield* holds(draft, position, planned.relevance, context)).holds) {
    draft.step(position, 'withdrawn', { why: { code: 'withdrawn-relevance' } })
    return leaveBy(draft, plan, position, 'withdrawn', { code: 'ended-withdrawn' })
  }
  let answered = yield* askNode(draft, position, planned, context)
  if (effectsOf(answered.outcome).length > 0) answered = yield* withoutRefused(answered, effectContext(draft.run, position, context))
  const { outcome } = answered
  if (outcome.kind === 'hold') return yield* hold(draft, position, planned, { ...answered, outcome }, context)
  if (outcome.kind === 'guard') return yield* standGuard(draft, position, planned, answered, context)
  const permitted = isActing(outcome) ? byLeave(draft.run, position, outcome) : null
  if (permitted !== null && permitted !== 'not-as-seen') return yield* act(draft, position, { ...answered, outcome: permitted }, context)
  const toSuggest = yield* needsPerson(draft, position, planned, answered, context)
  if (toSuggest) return yield* suggest(draft, position, toSuggest, context)
  yield* act(draft, position, isHuge(answered.outcome, planned) ? { ...answered, outcome: tooLarge } : answered, context)
}

/** A step whose effects could not be committed fails, whether it acts or suggests. */
function* withoutRefused(answered: Answered, naming: EffectContext): Asking<Answered> {
  const refusal = yield* refusalOf(effectsOf(answered.outcome), naming)
  return refusal ? { ...answered, outcome: { kind: 'fail', ...failedBy(refusal) } } : answered
}

function beyondLimits(draft: RunDraft, position: Position): Said | null {
  const mostVisits = visitLimit * branchesAround(draft, position)
  if (position.visit > mostVisits) return { code: 'parked-loop-limit', with: { limit: visitLimit } }
  return (position.steps ?? 0) > stepLimit ? { code: 'parked-step-limit', with: { limit: stepLimit } } : null
}

/** Items of a list are visits of the same nodes: the limit is for each branch. */
function branchesAround(draft: RunDraft, position: Position): number {
  let count = 1
  for (let at = draft.parentOf(position); at; at = draft.parentOf(at)) count *= at.fork.branches.length
  return count
}

function passOver(draft: RunDraft, position: Position, planned: PlannedNode, code: string, { plan }: EngineContext): void {
  draft.step(position, `leave:${planned.firstPort}`, { why: { code } })
  leaveBy(draft, plan, position, planned.firstPort, { code: 'reached-end' })
}

/** Carries out the effects of an outcome and goes where it says. */
function* act(draft: RunDraft, position: Position, answered: Answered, context: EngineContext): Asking<void> {
  let { outcome } = answered
  let done: readonly OneDone[] = []
  try {
    if ((outcome.kind === 'leave' || outcome.kind === 'wait') && outcome.effects.length > 0) {
      const naming = effectContext(draft.run, position, context)
      const effects = yield* freezeAll(outcome.effects, naming, context)
      const carried = yield* carryOut(effects, naming, context)
      draft.ops.push(...carried.ops)
      outcome = { ...outcome, effects }
      done = carried.done
    }
  } catch (error) {
    if (error instanceof Later) throw error
    outcome = { kind: 'fail', ...problemOf(error) }
  }
  const name = outcome.kind === 'leave' ? `leave:${outcome.port}` : outcome.kind
  const problem = outcome.kind === 'fail' ? { problem: { code: outcome.problem, with: outcome.with } } : {}
  draft.step(position, name, { ...answered.detail, ...trailOf(outcome, done), ...problem })
  yield* enterAndFollow(draft, position, outcome, context)
}

/** Of what one step leaves, as JSON; KiB. */
const mostLeft = 256

const tooLarge: Answered['outcome'] = { kind: 'fail', problem: 'parked-too-large', with: { limit: mostLeft } }

/** What a trigger leaves came in by a door that has bounds of its own: whatever was accepted goes through its flow. */
function isHuge(outcome: Answered['outcome'], { type }: PlannedNode): boolean {
  if (type?.trigger) return false
  const left = outcome.kind === 'leave' ? [outcome.output, outcome.vars] : outcome.kind === 'wait' ? [outcome.memory] : []
  return left.some((value) => value !== undefined && JSON.stringify(value).length > mostLeft * 1024)
}

/** A goal or relevance node: from here on its rule watches over the branch; what is so already is acted on at once. */
function* standGuard(
  draft: RunDraft,
  position: Position,
  planned: PlannedNode,
  { detail }: Answered,
  context: EngineContext,
): Asking<void> {
  const { port: fired, lines } = yield* askGuard(draft, position, planned, context)
  const port = fired ?? 'out'
  draft.step(position, `leave:${port}`, { ...detail, ...lines })
  const guards = fired === null && planned.guard ? [...position.guards.filter((id) => id !== planned.id), planned.id] : position.guards
  leaveBy(draft, context.plan, { ...position, guards }, port, guardReason(planned))
}

const isGoal = (planned: PlannedNode): boolean => planned.node.type === 'logic.goal'

const guardReason = (planned: PlannedNode): Said =>
  isGoal(planned) ? { code: 'withdrawn-goal' } : { code: 'withdrawn-because', with: { reason: { code: 'not-needed' } } }

/** By which port a guard lets go, null while it does not, and the lines of its rule as they are at the moment, for the trail. */
function* askGuard(
  draft: RunDraft,
  position: Position,
  planned: PlannedNode,
  context: EngineContext,
): Asking<{ readonly port: 'reached' | 'withdrawn' | null; readonly lines: JsonObject }> {
  if (!planned.guard) return { port: null, lines: {} }
  const verdict = yield* holds(draft, position, planned.guard, context)
  const port = isGoal(planned) ? (verdict.holds ? 'reached' : null) : verdict.holds ? null : 'withdrawn'
  return { port, lines: verdict.lines.length > 0 ? { lines: verdict.lines as unknown as Json } : {} }
}

/** Lets events wake what waits for them, and asks again every rule and suggestion that they touch. */
function* hear(draft: RunDraft, wakes: readonly Wake[], context: EngineContext): Asking<void> {
  for (const { event } of wakes) for (const position of [...draft.positions.values()]) wakeBy(draft, position, event)
  const fired = wakes.flatMap(({ watches }) => watches)
  const events = wakes.map(({ event }) => event)
  if (fired.some(({ purpose }) => purpose === 'exit' || purpose === 'goal')) yield* askExits(draft, context)
  for (const id of firedFor('goal', fired)) yield* askGuards(draft, id, events, context)
  for (const id of firedFor('relevance', fired)) yield* askRelevance(draft, id, events, context)
  for (const { event, watches } of wakes) {
    for (const id of firedFor('params', watches)) {
      const position = draft.position(id)
      if (position?.state === 'waiting') askNodeAgain(draft, position, { kind: 'event', event })
    }
  }
  for (const id of new Set(fired.map(({ position }) => position))) touchTimed(draft, id, context)
  const open = [...firedFor('suggestion', fired)].filter((id) => draft.position(id)?.state === 'suggested')
  for (const suggestion of yield* askSuggestionsOf(open)) {
    const position = draft.position(suggestion.position)
    if (position?.state === 'suggested' && isOpen(suggestion)) yield* reconsider(draft, position, suggestion, context)
  }
}

/** The positions of those that are there for this purpose. */
const firedFor = (wanted: WatchRow['purpose'], watches: readonly WatchRow[]): ReadonlySet<string> =>
  new Set(watches.filter(({ purpose }) => purpose === wanted).map(({ position }) => position))

/** Of a rule that has been asked again, time may change the answer at another moment than before. */
function touchTimed(draft: RunDraft, id: string, context: EngineContext): void {
  const position = draft.position(id)
  if (position && hasTimedRules(draft, position, context)) draft.put(position)
}

const askNodeAgain = (draft: RunDraft, position: Position, wokenBy: Position['wokenBy']): Position =>
  draft.put({ ...position, state: 'ready', dueAt: draft.now, waitsFor: [], wokenBy })

/** The positions whose rules time may have changed by now. */
export const whoseRulesAreDue = (draft: RunDraft): readonly Position[] =>
  [...draft.positions.values()].filter(({ askAt }) => askAt !== null && askAt <= draft.now)

/** Time has passed for the rules over these positions: each is asked what it says now. */
export function* askRulesAgain(draft: RunDraft, due: readonly Position[], context: EngineContext): Asking<void> {
  if (due.length === 0) return
  for (const position of due) draft.put(position)
  yield* askExits(draft, context)
  for (const { id } of due) yield* askGuards(draft, id, [], context)
  for (const { id } of due) yield* askRelevance(draft, id, [], context)
  for (const { id } of due) {
    const position = draft.position(id)
    const followed = context.plan.nodes.get(position?.node ?? '')?.followed ?? []
    if (position?.state === 'waiting' && followed.some(({ isTimed }) => isTimed)) askNodeAgain(draft, position, null)
  }
}

function wakeBy(draft: RunDraft, position: Position, event: CrmEvent): void {
  if (position.state !== 'waiting' || !position.waitsFor.some((one) => isMet(one, event))) return
  draft.put({ ...position, state: 'ready', dueAt: draft.now, waitsFor: [], wokenBy: { kind: 'event', event } })
}

/** An event meets a wait when it is about the record and has the wanted values. */
function isMet(waitsFor: WaitsFor, event: CrmEvent): boolean {
  if (waitsFor.event !== event.kind || waitsFor.about !== event.about) return false
  return Object.entries(waitsFor.with ?? {}).every(([name, value]) => JSON.stringify(event.fields[name] ?? null) === JSON.stringify(value))
}

/** Ends the run when its goal has been reached or its condition for leaving is true. */
export function* askExits(draft: RunDraft, context: EngineContext): Asking<void> {
  const { exit, goal } = context.plan
  const first = draft.position(draft.run.id)
  if (!first) return
  if (goal && (yield* holds(draft, first, goal, context)).holds) return draft.end('finished', { code: 'goal' }, { code: 'withdrawn-goal' })
  if (exit && (yield* holds(draft, first, exit, context)).holds) return draft.end('finished', { code: 'exit' }, { code: 'withdrawn-exit' })
}

/** The outermost guard that fires takes everything inside it along. */
function* askGuards(draft: RunDraft, id: string, events: readonly CrmEvent[], context: EngineContext): Asking<void> {
  const position = draft.position(id)
  if (!position) return
  for (const guard of position.guards) {
    const planned = context.plan.nodes.get(guard)
    if (!planned) continue
    const { port, lines } = yield* askGuard(draft, position, planned, context)
    if (!port) continue
    const why = (isGoal(planned) ? null : yield* whatHappened(events)) ?? guardReason(planned)
    draft.step({ ...position, node: guard }, `leave:${port}`, { why: why as unknown as Json, ...lines })
    return leaveGuarded(draft, context.plan, position, planned, port, why)
  }
}

function* askRelevance(draft: RunDraft, id: string, events: readonly CrmEvent[], context: EngineContext): Asking<void> {
  const position = draft.position(id)
  const relevance = position && context.plan.nodes.get(position.node)?.relevance
  if (!position || !relevance || (yield* holds(draft, position, relevance, context)).holds) return
  const why: Said = (yield* whatHappened(events)) ?? { code: 'withdrawn-because', with: { reason: { code: 'not-needed' } } }
  const [suggestion] = position.state === 'suggested' ? (yield* askSuggestionsOf([id])).filter(isOpen) : []
  if (suggestion) return withdraw(draft, position, suggestion, why, context)
  draft.cutShort.set(position.id, why)
  draft.step(position, 'withdrawn', { why: why as unknown as Json })
  leaveBy(draft, context.plan, position, 'withdrawn', { code: 'ended-withdrawn' })
}

/** Ends waits and joins whose time has come, and settles suggestions whose grace or deadline is over. */
function* wakeDue(draft: RunDraft, context: EngineContext): Asking<void> {
  const due = [...draft.positions.values()].filter(({ dueAt }) => dueAt !== null && dueAt <= context.now)
  for (const position of due) {
    if (position.state === 'waiting') draft.put({ ...position, state: 'ready', waitsFor: [], wokenBy: { kind: 'time' } })
    const join = position.fork?.join
    if (join && !due.some((one) => isInside(draft, one, position.id))) leaveLateJoin(draft, context.plan, position, join)
  }
  const suggested = due.filter(({ id }) => draft.position(id)?.state === 'suggested')
  for (const stored of yield* askSuggestionsOf(suggested.map(({ id }) => id))) {
    const position = draft.position(stored.position)
    // It may have been shown anew a moment ago, and is no longer approved then.
    const suggestion = draft.suggestions.findLast(({ id }) => id === stored.id) ?? stored
    if (position?.state !== 'suggested' || !isOpen(suggestion)) continue
    if (suggestion.status === 'approved') yield* askRelevance(draft, position.id, [], context)
    if (draft.position(position.id)?.state === 'suggested') yield* settleSuggestion(draft, position, suggestion, context)
  }
}

/** What comes due in a branch may bring it to the join in time, so the join is late only when nothing in it is due. */
function isInside(draft: RunDraft, position: Position, fork: string): boolean {
  for (let at = draft.parentOf(position); at; at = draft.parentOf(at)) if (at.id === fork) return true
  return false
}

/** Takes back what cut-short branches had under way, writes the watches anew, and puts the unit of work together. */
function* close(draft: RunDraft, context: EngineContext): Asking<Advance> {
  yield* takeBack(draft, context)
  if (context.suggestions === 'ask') draft.ops.push(...(yield* tellOfParked(draft.run, newlyParked(draft), context.plan, timeOf(context))))
  const watches: WatchRow[] = []
  for (const position of draft.changed()) {
    if (!draft.looked.has(position.id) && position.state === 'suggested') yield* rememberLooked(draft, position)
    watches.push(...(yield* watchesOf(draft, position, context)))
    const askAt = position.state === 'ready' ? null : yield* askAgainAt(draft, position, context)
    if (askAt?.getTime() !== position.askAt?.getTime()) draft.put({ ...position, askAt })
  }
  const ended = endOfTick(draft.outcome(), [...draft.positions.values()], context)
  if (ended) draft.ops.push({ op: 'event', event: ended, state: 'pending' })
  const ops = draft.toOps(watches)
  return {
    loaded: { run: draft.outcome(), positions: [...draft.positions.values()] },
    steps: draft.steps,
    suggestions: draft.suggestions,
    ops,
    again: !isHeld(draft, context) && [...draft.positions.values()].some(({ state }) => state === 'ready'),
  }
}

const newlyParked = (draft: RunDraft): Position[] =>
  draft.changed().filter(({ id, state }) => state === 'parked' && draft.before(id)?.state !== 'parked')

const timeOf = ({ now, company }: EngineContext) => ({ now, zone: company.zone })

function* rememberLooked(draft: RunDraft, position: Position): Asking<void> {
  const open = (yield* askSuggestionsOf([position.id])).filter(isOpen)
  draft.looked.set(
    position.id,
    open.flatMap(({ links }) => links),
  )
}
