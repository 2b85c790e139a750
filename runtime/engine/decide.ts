/** What operators do with suggestions: approve, change and approve, dismiss, take an approval back. */
import type { Fact } from '../../shared/declines.ts'
import { editEffects } from '../../shared/effect-schemas.ts'
import type { Effect } from '../../shared/effects.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { Json, Said } from '../../shared/json.ts'
import { idFor } from '../../shared/seed.ts'
import type { Decision, Scenario } from '../../shared/suggestion.ts'
import type { Position, SuggestionRow } from '../store/rows.ts'
import { goOn } from './advance.ts'
import { type Asking, askRun, askSuggestion } from './asking.ts'
import { type EngineContext, effectContext } from './context.ts'
import { refusalOf } from './effect-refusal.ts'
import { canonical, hashOf } from './hash.ts'
import { freezeEdited } from './operator-edits.ts'
import { groupsOf } from './permit.ts'
import type { Now, Task, Work } from './pump.ts'
import { RunDraft } from './run-draft.ts'
import { askPlanOf } from './run-plan.ts'
import { change, leaveDismissed, reconsider } from './suggest.ts'

/** The user who decides. That they may is checked before, by the route. */
export interface Decider {
  readonly id: string
  readonly name: string
}

/** `decided`, `changed`, `withdrawn`, `expired`, `not-found`, `bad-edit`: nothing was decided. */
export type Decided =
  | { readonly ok: true; readonly suggestion: SuggestionRow }
  | {
      readonly ok: false
      readonly problem: 'decided' | 'changed' | 'withdrawn' | 'expired' | 'not-found' | 'bad-edit' | 'too-late'
      readonly said: Said
      /** As it stands now. */
      readonly suggestion: SuggestionRow | null
      /** With `bad-edit`: what is wrong, by field. */
      readonly fields?: readonly { readonly field: string; readonly said: Said }[]
    }

/**
 * Decides a suggestion. Whoever approves approves what they saw: another hash, or data that has changed since, is
 * refused. An approval carries out nothing; that happens when the grace is over. The same decision again by the same
 * person is answered as the first. `facts`: what is so of the subject, kept with the decision.
 */
export const decide = (id: string, decision: Decision, by: Decider, facts: readonly Fact[] | null = null): Task<Decided> =>
  function* (now) {
    const opened = yield* open(id, now)
    if (!opened) return refuse('not-found', { code: 'not-found' }, null)
    const { suggestion, draft, position, context } = opened
    if (suggestion.status !== 'pending') return answerDecided(suggestion, decision, by)
    if (!position || suggestion.hash !== decision.hash) return refuse('changed', { code: 'suggestion-stale' }, suggestion)
    const fresh = yield* reconsider(draft, position, suggestion, context)
    if (fresh !== suggestion) {
      const refused = fresh.status === 'withdrawn' ? withdrawn(fresh) : refuse('changed', { code: 'suggestion-stale' }, fresh)
      return { ops: (yield* goOn(draft, context)).ops, value: refused.value }
    }
    const noted = { ...suggestion, facts }
    if (decision.kind === 'approve') return yield* approve(draft, position, noted, decision, by, context)
    return yield* dismiss(draft, position, noted, decision, by, context)
  }

interface Opened {
  readonly suggestion: SuggestionRow
  readonly draft: RunDraft
  readonly position: Position | null
  readonly context: EngineContext
}

function* open(id: string, { now, parts, isHeld }: Now): Asking<Opened | null> {
  const suggestion = yield* askSuggestion(id)
  const loaded = suggestion && (yield* askRun(suggestion.run))
  const plan = loaded && (yield* askPlanOf(loaded.run))
  if (!suggestion || !plan) return null
  const draft = new RunDraft(loaded, now, false)
  const standing = draft.position(suggestion.position)
  const position = standing?.state === 'suggested' ? standing : null
  draft.looked.set(suggestion.position, suggestion.links)
  return { suggestion, draft, position, context: { ...parts, plan, now, suggestions: 'ask', held: isHeld(plan.workflow) } }
}

function answerDecided(suggestion: SuggestionRow, decision: Decision, by: Decider): Work<Decided> {
  const { status, decidedBy, decidedAt } = suggestion
  if (status === 'withdrawn') return withdrawn(suggestion)
  if (status === 'expired') return refuse('expired', { code: 'suggestion-expired' }, suggestion)
  const isSame = decidedBy === by.id && (decision.kind === 'dismiss') === (status === 'dismissed') && isSameHash(suggestion, decision)
  if (isSame) return { ops: [], value: { ok: true, suggestion } }
  const at = decidedAt && { at: decidedAt.toISOString() }
  return refuse('decided', { code: 'suggestion-decided', with: { user: decidedBy, ...at } }, suggestion)
}

/** Approved with changes it has another hash than what was shown; then its original has that. */
const isSameHash = ({ hash, original, before, scenario }: SuggestionRow, decision: Decision): boolean =>
  hash === decision.hash || (original !== null && hashOf(original, before, scenario) === decision.hash)

const withdrawn = (suggestion: SuggestionRow): Work<Decided> =>
  refuse('withdrawn', { code: 'suggestion-withdrawn', with: { reason: suggestion.reason as unknown as Json } }, suggestion)

const refuse = (problem: Extract<Decided, { ok: false }>['problem'], said: Said, suggestion: SuggestionRow | null): Work<Decided> => ({
  ops: [],
  value: { ok: false, problem, said, suggestion },
})

interface Approval {
  readonly effects?: readonly Effect[] | null
  readonly leaveOut?: readonly number[]
}

const leavingOut = ({ question, steps }: Scenario, places: readonly number[]): Scenario => ({
  question,
  steps: steps.map((step, place) => ({ ...step, out: step.out || places.includes(place) })),
})

function* approve(
  draft: RunDraft,
  position: Position,
  suggestion: SuggestionRow,
  { effects: edited = null, leaveOut = [] }: Approval,
  by: Decider,
  context: EngineContext,
): Asking<Work<Decided>> {
  const edit = edited === null ? { effects: suggestion.effects, problems: [] } : editEffects(suggestion.effects, edited)
  const [first] = edit.problems
  if (first) return { ops: [], value: { ok: false, problem: 'bad-edit', said: first.said, suggestion, fields: edit.problems } }
  const effects = edited === null ? suggestion.effects : yield* freezeEdited(draft, position, groupsOf(suggestion), edit.effects, context)
  const wrong = yield* refusalOf(effects, effectContext(draft.run, position, context))
  if (wrong) return { ops: [], value: { ok: false, problem: 'bad-edit', said: wrong, suggestion, fields: [] } }
  const scenario = suggestion.scenario && leavingOut(suggestion.scenario, leaveOut)
  const hash = hashOf(effects, suggestion.before, scenario)
  // Times are not in the hash of a scenario, and are corrected all the same.
  const isEdited = hash !== suggestion.hash || canonical(edit.effects) !== canonical(suggestion.effects)
  const actAt = new Date(context.now.getTime() + context.graceMs)
  const approved = change(draft, suggestion, {
    status: 'approved',
    effects,
    scenario,
    original: isEdited ? (suggestion.original ?? suggestion.effects) : suggestion.original,
    hash,
    decidedAt: context.now,
    decidedBy: by.id,
    actAt,
    laterUntil: null,
  })
  const code = isEdited ? 'approved-edited-by' : 'approved-by'
  draft.step(position, 'approved', { suggestion: suggestion.id, why: { code, with: { user: by.name } } })
  draft.put({ ...position, dueAt: actAt })
  return yield* conclude(draft, approved, 'approve', context)
}

function* dismiss(
  draft: RunDraft,
  position: Position,
  suggestion: SuggestionRow,
  decision: Extract<Decision, { kind: 'dismiss' }>,
  by: Decider,
  context: EngineContext,
): Asking<Work<Decided>> {
  const reason: Said = { code: decision.reason, ...(decision.note ? { with: { note: decision.note } } : {}) }
  const dismissed = change(draft, suggestion, { status: 'dismissed', decidedAt: context.now, decidedBy: by.id, reason, laterUntil: null })
  const why = { code: 'dismissed-by', with: { user: by.name, reason: reason as unknown as Json } }
  leaveDismissed(draft, position, suggestion, decision.goOn === true, why, context)
  return yield* conclude(draft, dismissed, 'dismiss', context)
}

function* conclude(draft: RunDraft, suggestion: SuggestionRow, decision: string, context: EngineContext): Asking<Work<Decided>> {
  const { ops } = yield* goOn(draft, context)
  return {
    ops: [...ops, { op: 'event', event: decidedEvent(suggestion, decision, draft.nextStep, context), state: 'pending' }],
    value: { ok: true, suggestion },
  }
}

/** `step` tells an approval from the one that was taken back at the same moment. */
const decidedEvent = (suggestion: SuggestionRow, decision: string, step: number, { now }: EngineContext): CrmEvent => ({
  id: idFor(`${suggestion.id}:${suggestion.hash}`, `${decision}:${step}:${now.getTime()}`, now),
  kind: 'suggestion-decided',
  at: now,
  about: suggestion.subject,
  records: suggestion.subjectEntity && suggestion.subject ? { [suggestion.subjectEntity]: suggestion.subject } : {},
  fields: { suggestion: suggestion.id, decision },
  cause: { kind: 'person', id: suggestion.decidedBy, depth: 0 },
})

/** Takes an approval back while nothing has been carried out; the operator's corrections stay. */
export const undoDecision = (id: string, by: Decider): Task<Decided> =>
  function* (now) {
    const opened = yield* open(id, now)
    if (!opened) return refuse('not-found', { code: 'not-found' }, null)
    const { suggestion, draft, position, context } = opened
    if (suggestion.status !== 'approved' || !position) return refuse('too-late', { code: 'undo-too-late' }, suggestion)
    const undone = change(draft, suggestion, { status: 'pending', decidedAt: null, decidedBy: null, actAt: null, facts: null })
    draft.step(position, 'undone', { suggestion: suggestion.id, why: { code: 'undone-by', with: { user: by.name } } })
    draft.put({ ...position, dueAt: suggestion.decideBy })
    return { ops: (yield* goOn(draft, context)).ops, value: { ok: true, suggestion: undone } }
  }

/** The effects as they would be frozen after an edit, for the preview; nothing is decided. */
export const previewEdit = (id: string, edited: readonly Effect[]): Task<readonly Effect[] | null> =>
  function* (now) {
    const opened = yield* open(id, now)
    if (!opened?.position) return { ops: [], value: null }
    const { suggestion, draft, position, context } = opened
    const { effects } = editEffects(suggestion.effects, edited)
    return { ops: [], value: yield* freezeEdited(draft, position, groupsOf(suggestion), effects, context) }
  }
