/**
 * How far people trust a step: what they decided about its suggestions, and what that speaks for. It is a proposal to
 * the author; no step ever changes by itself.
 */
import type { DismissReason } from './suggestion.ts'
import type { Mode } from './workflow.ts'

/** What a person made of a suggestion: approved as it was, approved after a change, or declined. */
export type Verdict = 'unchanged' | 'edited' | 'declined'

/** One decision about a suggestion of a step; `reason`: why it was declined, where somebody said so. */
export interface StepDecision {
  readonly how: Verdict
  readonly reason: DismissReason | null
}

/** All decisions about a step. */
export interface StepTrust {
  readonly unchanged: number
  readonly edited: number
  readonly declined: number
  /** Edits among the latest twenty decisions. */
  readonly editedLately: number
  /** Why it was declined, the most frequent reason first. */
  readonly reasons: { readonly reason: DismissReason; readonly count: number }[]
}

/** So many decisions are enough to judge by. */
const leastDecisions = 30
/** Of all decisions. */
const unchangedShare = 0.97
const lately = 20
const editsTooMany = 3

/** Whoever declines for one of these says that the step itself was wrong, not that the moment was. */
const complaints: ReadonlySet<DismissReason> = new Set(['wrong-person', 'wrong-text'])

/** Counts decisions, which come latest first. */
export function trustIn(decisions: readonly StepDecision[]): StepTrust {
  const counted = { unchanged: 0, edited: 0, declined: 0 }
  const reasons = new Map<DismissReason, number>()
  for (const { how, reason } of decisions) {
    counted[how]++
    if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  return {
    ...counted,
    editedLately: decisions.slice(0, lately).filter(({ how }) => how === 'edited').length,
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
  }
}

/** How often people decided. */
export const decisionsIn = ({ unchanged, edited, declined }: StepTrust): number => unchanged + edited + declined

/**
 * The mode that decisions speak for, where it is not the step's own: to act after at least thirty decisions of which
 * 97 % left everything as it was and none complains, to suggest again after three edits in twenty.
 */
export function proposedMode(trust: StepTrust, mode: Mode): Exclude<Mode, 'off'> | null {
  if (mode === 'act') return trust.editedLately >= editsTooMany ? 'suggest' : null
  if (mode !== 'suggest') return null
  const all = decisionsIn(trust)
  const isTrusted = all >= leastDecisions && trust.unchanged >= all * unchangedShare
  return isTrusted && !trust.reasons.some(({ reason }) => complaints.has(reason)) ? 'act' : null
}
