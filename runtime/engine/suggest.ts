/**
 * Keeps effects back until a person decides. A suggestion is a prepared advance: outcomes in their order, with every
 * effect frozen as it was shown. Approving lets out exactly these; a change of what they rest on withdraws or refreshes.
 */
import type { Effect } from '../../shared/effects.ts'
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { Acting, Outcome } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import type { OneDone, Warning } from '../../shared/suggestion.ts'
import { add } from '../../shared/time.ts'
import type { Position, SuggestionRow } from '../store/rows.ts'
import { type Answered, askNode, problemOf } from './ask-node.ts'
import { type Asking, askRecord, askSteps } from './asking.ts'
import { carryOut, effectsOf, isActing } from './carry-out.ts'
import { type EngineContext, effectContext, seedOf } from './context.ts'
import { refusalOf } from './effect-refusal.ts'
import { enterAndFollow } from './enter-late.ts'
import { endBranch, fail, follow, isWired, leaveBy } from './follow.ts'
import { warningsOf } from './guards.ts'
import { canonical, hashOf } from './hash.ts'
import { heldBefore, withLinks } from './held-before.ts'
import { freezeEdited, keepEdits } from './operator-edits.ts'
import { assigneeOf, someoneAbove } from './people.ts'
import { byLeave, groupsOf, notAsSeen, withPermit } from './permit.ts'
import { careOf } from './personal-care.ts'
import { firstPortOf, type InstalledNode, isInstalled, type PlannedNode } from './plan.ts'
import { askingLeave, frozenOutcome, type Holding, prepareFollowing, type ToPropose } from './prepare.ts'
import type { RunDraft } from './run-draft.ts'
import { StepRefused } from './step-refused.ts'
import { whyOf } from './why-suggested.ts'

/** An answer that has effects. */
type ToSuggest = Answered & { readonly outcome: Acting }

/** Does a person look first? Because of the step's mode, the flow, personal care, or a letter with gaps; `care` is why, or null. */
export function* needsPerson(draft: RunDraft, position: Position, planned: PlannedNode, answered: Answered, { plan }: EngineContext) {
  const effects = effectsOf(answered.outcome)
  if (effects.length === 0) return null
  if (byLeave(draft.run, position, answered.outcome as Acting) === 'not-as-seen')
    return { answered: answered as ToSuggest, care: notAsSeen }
  const care = yield* careOf(draft.run, answered.scene, effects)
  const asks = planned.node.mode === 'suggest' || plan.everythingSuggests || care !== null
  const hasGap = effects.some((effect) => effect.kind === 'send-email' && effect.empty.length > 0)
  return asks || hasGap ? { answered: answered as ToSuggest, care } : null
}

/** Makes a suggestion of one step. */
export function* suggest(
  draft: RunDraft,
  position: Position,
  { answered, care }: { readonly answered: ToSuggest; readonly care: Said | null },
  context: EngineContext,
): Asking<void> {
  const outcome = yield* frozenOutcome(draft, position, answered.outcome, context)
  const links = [...answered.links.values()]
  yield* propose(draft, position, { prepared: [{ node: position.node, outcome }], links, care }, answered.detail, context)
}

/**
 * The node `human.suggest` holds what follows: everything up to the next wait, outside answer or suggesting step is
 * asked now, on a copy of the run, and becomes one suggestion. Nothing to approve: the branch just goes on.
 */
export function* hold(draft: RunDraft, position: Position, planned: PlannedNode, answered: Holding, context: EngineContext): Asking<void> {
  const { steps, scenario } = answered.outcome
  if (scenario !== undefined)
    return yield* propose(draft, position, yield* askingLeave(draft, position, planned, answered, context), {}, context)
  const following = yield* prepareFollowing(draft, position, planned, steps, context)
  if (following.prepared.every(({ outcome }) => effectsOf(outcome).length === 0)) {
    draft.step(position, `leave:${planned.firstPort}`, {})
    return leaveBy(draft, context.plan, position, planned.firstPort, { code: 'reached-end' })
  }
  yield* propose(draft, position, following, {}, context)
}

/** Puts a suggestion before people; in a trial it is decided at once. */
function* propose(
  draft: RunDraft,
  position: Position,
  { prepared, links: looked, care, foreseen }: ToPropose,
  detail: JsonObject,
  context: EngineContext,
): Asking<void> {
  const { run } = draft
  const planned = context.plan.nodes.get(position.node)
  const effects = foreseen?.effects ?? prepared.flatMap(({ outcome }) => effectsOf(outcome))
  const scenario = foreseen?.scenario ?? null
  const held = yield* heldBefore(effects)
  const links = withLinks(looked, held.links)
  const suggestion: SuggestionRow = {
    id: idFor(seedOf(run, position), 'suggestion', position.since),
    status: 'pending',
    run: run.id,
    position: position.id,
    workflow: run.workflow,
    version: run.version,
    node: position.node,
    subjectEntity: run.subjectEntity,
    subject: run.subject,
    prepared,
    effects,
    original: null,
    hash: hashOf(effects, held.before, scenario),
    links,
    why: yield* whyOf(draft, position, detail, care),
    warnings: [...given(care), ...(yield* warningsOf(effects, context))],
    ...(yield* assigneeOf(planned, context.plan, run.subjectEntity, run.subject, context)),
    laterUntil: null,
    createdAt: context.now,
    decideBy: decideByOf(planned, context),
    decidedAt: null,
    decidedBy: null,
    actAt: null,
    reason: null,
    before: held.before,
    scenario,
    done: null,
    facts: null,
  }
  const why = care ? { why: care as unknown as Json } : {}
  draft.step(position, 'suggest', { ...detail, ...why, effects: effects as unknown as Json, suggestion: suggestion.id })
  if (context.suggestions !== 'ask') {
    if (context.suggestions(position.node) === 'approve') {
      yield* letOut(draft, position, suggestion, context)
      return
    }
    return leaveDismissed(draft, position, suggestion, false, { code: 'ended-dismissed' }, context)
  }
  draft.suggestions.push(suggestion)
  draft.looked.set(position.id, links)
  draft.ops.push({ op: 'suggestion', suggestion, expects: null })
  draft.put({ ...position, state: 'suggested', dueAt: suggestion.decideBy, waitsFor: [] })
}

/** Until when it is to be decided; null where the step sets no limit. */
function decideByOf(planned: PlannedNode | undefined, { now, company }: EngineContext): Date | null {
  const within = planned?.node.common?.decideWithin
  return within ? add(now, within, company.zone) : null
}

const given = (warning: Warning | null): readonly Warning[] => (warning ? [warning] : [])

/** Carries out what was approved: every outcome in its order, with the effects as they stand in the suggestion. Answers what became of each of many. */
function* letOut(draft: RunDraft, position: Position, suggestion: SuggestionRow, context: EngineContext): Asking<readonly OneDone[]> {
  const all: OneDone[] = []
  let from = 0
  for (const { node, outcome } of suggestion.prepared) {
    const at = draft.position(position.id)
    if (!at || at.node !== node) return all
    const count = effectsOf(outcome).length
    const effects = suggestion.effects.slice(from, from + count)
    from += count
    const carried = { ...outcome, effects }
    const { ops, done } = yield* carryOut(effects, effectContext(draft.run, at, context), context)
    draft.ops.push(...ops)
    all.push(...done)
    draft.step(at, outcome.kind === 'leave' ? `leave:${outcome.port}` : outcome.kind, trailOf(carried, done))
    yield* enterAndFollow(draft, at, carried, context)
  }
  return all
}

/** What a trail shows of an outcome. */
export function trailOf(outcome: Outcome, done: readonly OneDone[] = []): JsonObject {
  const effects = effectsOf(outcome)
  return {
    ...(outcome.kind === 'leave' && outcome.output ? { output: outcome.output } : {}),
    ...(effects.length > 0 ? { effects: effects as unknown as Json } : {}),
    ...(done.length > 0 ? { done: done as unknown as Json } : {}),
    ...('why' in outcome && outcome.why ? { why: outcome.why as unknown as Json } : {}),
    ...(outcome.kind === 'fork' ? { ways: waysOf(outcome.branches) } : {}),
  }
}

/** How many branches begin by each port. */
function waysOf(branches: readonly { readonly port: string }[]): JsonObject {
  const ways = new Map<string, number>()
  for (const { port } of branches) ways.set(port, (ways.get(port) ?? 0) + 1)
  return Object.fromEntries(ways)
}

/** An approved suggestion whose grace is over, or one that nobody decided in time. */
export function* settleSuggestion(draft: RunDraft, position: Position, suggestion: SuggestionRow, context: EngineContext): Asking<void> {
  if (suggestion.status === 'approved') {
    const reason = yield* whyNotNow(suggestion.effects)
    if (reason) return withdraw(draft, position, suggestion, reason, context)
    if (yield* isWrittenSince(suggestion)) {
      if ((yield* reconsider(draft, position, suggestion, context)) !== suggestion) return
    }
    try {
      const refusal = yield* refusalOf(suggestion.effects, effectContext(draft.run, position, context))
      if (refusal) throw new StepRefused(refusal)
      draft.run = withPermit(draft.run, suggestion)
      const done = yield* letOut(draft, position, suggestion, context)
      change(draft, suggestion, { status: 'done', done: done.length > 0 ? done : null })
    } catch (error) {
      if (!(error instanceof Error) || error.name === 'Later') throw error
      const problem = problemOf(error)
      change(draft, suggestion, { status: 'failed', reason: { code: problem.problem, with: problem.with } })
      fail(draft, context.plan, position, { kind: 'fail', ...problem })
    }
    return
  }
  yield* expire(draft, position, suggestion, context)
}

/** May what it rests on be another by now than was shown? Nobody may have heard of a change yet; of many records each is asked about. */
function* isWrittenSince({ effects, before }: SuggestionRow): Asking<boolean> {
  if (effects.some(({ kind }) => kind === 'change-many')) return true
  return before !== null && canonical((yield* heldBefore(effects)).before) !== canonical(before)
}

/** Consent is asked again in the commit that carries out. */
function* whyNotNow(effects: readonly Effect[]): Asking<Said | null> {
  for (const effect of effects) {
    if (effect.kind !== 'send-email') continue
    const contact = yield* askRecord('contact', effect.contact)
    if (!contact || contact['archivedAt']) return { code: 'withdrawn-archived' }
    if (contact['unsubscribedAt'] && effect.category === 'offers') return { code: 'withdrawn-unsubscribed' }
    if (contact['bouncedAt']) return { code: 'suppressed-bounced' }
  }
  return null
}

function* expire(draft: RunDraft, position: Position, suggestion: SuggestionRow, context: EngineContext): Asking<void> {
  const planned = context.plan.nodes.get(position.node)
  if (planned?.node.common?.onExpiry === 'escalate') {
    const above = yield* someoneAbove(yield* whoHadIt(draft, position, suggestion), context.now, context.company.zone)
    if (above) {
      const decideBy = decideByOf(planned, context)
      change(draft, suggestion, { assignee: above.id, decideBy })
      const why = { code: 'expired-escalated', with: { user: String(above['name']) } }
      draft.step(position, 'escalated', { why, from: suggestion.assignee, to: above.id })
      draft.put({ ...position, dueAt: decideBy })
      return
    }
  }
  change(draft, suggestion, { status: 'expired', reason: { code: 'expired' } })
  draft.step(position, 'expired', { suggestion: suggestion.id })
  leaveBy(draft, context.plan, position, 'expired', { code: 'ended-expired' })
}

const mostSteps = 10_000

/** Everybody who has let its time pass: it goes to nobody twice, and so comes to an end. */
function* whoHadIt(draft: RunDraft, { id, visit }: Position, { assignee }: SuggestionRow): Asking<ReadonlySet<string>> {
  const steps = yield* askSteps(draft.run.id, mostSteps)
  const here = steps.filter((step) => step.outcome === 'escalated' && step.position === id && step.visit === visit)
  const had = here.flatMap(({ detail }) => [detail['from'], detail['to']]).filter((user) => typeof user === 'string')
  return new Set([...had, ...(assignee === null ? [] : [assignee])])
}

/** Takes a suggestion back, and goes on by `withdrawn`. */
export function withdraw(draft: RunDraft, position: Position, suggestion: SuggestionRow, reason: Said, context: EngineContext): void {
  change(draft, suggestion, { status: 'withdrawn', reason })
  draft.step(position, 'withdrawn', { suggestion: suggestion.id, why: reason as unknown as Json })
  leaveBy(draft, context.plan, position, 'withdrawn', { code: 'ended-withdrawn' })
}

/** Leaves a dismissed suggestion: by `dismissed`, on without the effects, or to the end of the branch. */
export function leaveDismissed(
  draft: RunDraft,
  position: Position,
  suggestion: SuggestionRow,
  goOn: boolean,
  why: Said,
  context: EngineContext,
): void {
  draft.step(position, 'dismissed', { suggestion: suggestion.id, why: why as unknown as Json })
  const port = firstPortOf(context.plan, position.node)
  if (isWired(context.plan, position.node, 'dismissed')) leaveBy(draft, context.plan, position, 'dismissed', why)
  else if (goOn) leaveBy(draft, context.plan, position, port, { code: 'reached-end' })
  else endBranch(draft, context.plan, position, { code: 'ended-dismissed' })
}

/** Commits only when the suggestion still has the status that was read. */
export function change(draft: RunDraft, suggestion: SuggestionRow, fields: Partial<SuggestionRow>): SuggestionRow {
  const changed = { ...suggestion, ...fields }
  draft.suggestions.push(changed)
  draft.ops.push({ op: 'suggestion', suggestion: changed, expects: suggestion.status, hash: suggestion.hash })
  return changed
}

/**
 * Something that an open suggestion rests on has changed: the step is asked again. The same effects: nothing happens.
 * Others: it is shown anew, under a new hash, with what the operator had written kept. None any more: it is withdrawn.
 */
export function* reconsider(draft: RunDraft, position: Position, suggestion: SuggestionRow, context: EngineContext): Asking<SuggestionRow> {
  const planned = context.plan.nodes.get(position.node)
  if (!planned || !isInstalled(planned)) return suggestion
  const again = yield* prepareAgain(draft, position, planned, suggestion, context)
  if (!again) return suggestion
  if ('instead' in again) {
    const withdrawn = change(draft, suggestion, {
      status: 'withdrawn',
      reason: { code: 'withdrawn-because', with: { reason: again.why as unknown as Json } },
    })
    draft.step(position, 'withdrawn', { suggestion: suggestion.id, ...trailOf(again.instead) })
    follow(draft, context.plan, { ...position, state: 'ready' }, again.instead)
    return withdrawn
  }
  const effects = again.foreseen?.effects ?? again.prepared.flatMap(({ outcome }) => effectsOf(outcome))
  const scenario = again.foreseen?.scenario ?? null
  const held = yield* heldBefore(effects)
  const before = suggestion.before && held.before
  const asItWas = suggestion.scenario && {
    ...suggestion.scenario,
    steps: suggestion.scenario.steps.map((step) => ({ ...step, out: false })),
  }
  if (hashOf(effects, before, scenario) === hashOf(suggestion.original ?? suggestion.effects, suggestion.before, asItWas)) return suggestion
  const kept = suggestion.original
    ? yield* freezeEdited(
        draft,
        position,
        groupsOf({ prepared: again.prepared, scenario }),
        keepEdits(suggestion.original, suggestion.effects, effects),
        context,
      )
    : effects
  const links = withLinks(again.links, held.links)
  const looksAgain = suggestion.original ? 'warn-edit-kept' : 'warn-refreshed'
  const warnings: Warning[] = [{ code: looksAgain }, ...given(again.care), ...(yield* warningsOf(kept, context))]
  const refreshed = change(draft, suggestion, {
    status: 'pending',
    prepared: again.prepared,
    effects: kept,
    original: suggestion.original ? effects : null,
    before: held.before,
    scenario,
    hash: hashOf(kept, held.before, scenario),
    links,
    warnings,
    decidedAt: null,
    decidedBy: null,
    actAt: null,
  })
  draft.looked.set(position.id, links)
  draft.step(position, 'refreshed', { suggestion: suggestion.id })
  draft.put({ ...position, dueAt: refreshed.decideBy })
  return refreshed
}

function* prepareAgain(
  draft: RunDraft,
  position: Position,
  planned: InstalledNode,
  suggestion: SuggestionRow,
  context: EngineContext,
): Asking<ToPropose | { readonly instead: Outcome; readonly why: Said } | null> {
  const asked: Position = { ...position, state: 'ready' }
  const answered = yield* askNode(draft, asked, planned, context)
  if (answered.outcome.kind === 'hold') {
    const holding = { ...answered, outcome: answered.outcome }
    if (answered.outcome.scenario !== undefined) return yield* askingLeave(draft, asked, planned, holding, context)
    const again = yield* prepareFollowing(draft, asked, planned, answered.outcome.steps, context)
    const isEmpty = again.prepared.every(({ outcome }) => effectsOf(outcome).length === 0)
    return isEmpty ? { instead: { kind: 'leave', port: 'withdrawn', effects: [] }, why: { code: 'not-needed' } } : again
  }
  const { outcome } = answered
  if (outcome.kind === 'fail') return null
  if (!isActing(outcome) || outcome.effects.length === 0)
    return { instead: outcome, why: ('why' in outcome && outcome.why) || { code: 'not-needed' } }
  const frozen = yield* frozenOutcome(draft, asked, outcome, context)
  const care = yield* careOf(draft.run, answered.scene, outcome.effects)
  return { prepared: [{ node: suggestion.node, outcome: frozen }], links: [...answered.links.values()], care }
}
