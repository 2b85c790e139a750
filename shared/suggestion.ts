/** A suggestion: effects that wait for an operator. */
import type { Effect } from './effects.ts'
import type { Json, Said } from './json.ts'

const suggestionStatuses = ['pending', 'approved', 'done', 'failed', 'dismissed', 'expired', 'withdrawn'] as const

/** `approved` until the grace period is over and the effects are carried out; then `done` or `failed`. */
export type SuggestionStatus = (typeof suggestionStatuses)[number]

/** Why an operator said no. Stored with the suggestion, so a name never changes. */
export const dismissReasons = ['wrong-person', 'wrong-time', 'wrong-text', 'already-done', 'not-needed', 'other'] as const

export type DismissReason = (typeof dismissReasons)[number]

/** A record that a suggestion, notice or step rests on, or that another record points to. */
export interface Link {
  readonly entity: string
  readonly id: string
  readonly title: string
  /** The reader may not open it; then it mostly has no title, either. */
  readonly hidden?: true
}

/** One line of the way to a suggestion, with the values that decided. */
export interface WhyLine {
  readonly node: string
  readonly at: string
  readonly said: Said
  readonly values: Readonly<Record<string, Json>>
}

/** Something a person should look at before approving. */
export type Warning = Said

/** One step of a scenario that leave is asked for: when it would act if nothing else happened, and with how many of the effects. */
export interface ForeseenStep {
  readonly node: string
  readonly visit: number
  /** ISO, UTC. */
  readonly at: string
  readonly count: number
  /** The operator leaves it out. */
  readonly out: boolean
}

/** A scenario as it would go. The effects of its steps stand in their order in the suggestion. */
export interface Scenario {
  readonly question: string
  readonly steps: readonly ForeseenStep[]
}

/** What became of one of many records that were decided about as one; `problem`: why it was not done to this one, null when it was. */
export interface OneDone {
  readonly id: string
  readonly title: string
  readonly problem: Said | null
}

/** What an operator decides. `hash` names what was shown; another hash answers 409. */
export type Decision =
  /** `leaveOut`: steps of a scenario that are passed over, by their place in it. */
  | { readonly kind: 'approve'; readonly hash: string; readonly effects?: readonly Effect[]; readonly leaveOut?: readonly number[] }
  | {
      readonly kind: 'dismiss'
      readonly hash: string
      readonly reason: DismissReason
      readonly note?: string
      readonly goOn?: boolean
    }
