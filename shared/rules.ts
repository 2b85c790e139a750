/**
 * Rules: "score over 50 and silent for 30 days" as data. Conditions, segments, triggers, exits and relevance all
 * use this one form. Its four readers are in memory (`rule-test.ts`), SQL (`runtime/store/rule-sql.ts`),
 * words (`rule-words.ts`) and explanation (`rule-test.ts`, each line with its value and yes or no).
 */
import type { Json } from './json.ts'

/**
 * Comparisons. A comparison with an empty field is never true (only `empty`, `no` and `has-not` are), one without a value
 * is never true either, and an unknown field is an error. Which comparison fits which type of field: `rule-fields.ts`.
 *
 * - `is`, `is-not`, `one-of` (value: list), `contains`, `starts-with`: texts, ignoring letter case; `is` and `is-not` also
 *   numbers, money, days and instants
 * - `over`, `under`, `at-least`, `at-most`: numbers, money (in minor units of `currency`), days and instants
 * - `before`, `after`: days and instants; the value may be relative: `{ "ago": "P30D" }` or `{ "in": "P7D" }`; an instant
 *   compared with a day is compared with the whole of that day
 * - `within-last`, `within-next`: days and instants against a duration, counted from now, both ends included
 * - `anniversary`: a day whose month and day are those of now shifted by `{ "in": "P3D" }`; 29 February counts on the 28th in other years
 * - `empty`, `not-empty`, `yes`, `no`: no value
 * - `has`, `has-not`: lists such as tags, ignoring letter case; an empty list has not
 */
export const comparisons = [
  'is',
  'is-not',
  'one-of',
  'contains',
  'starts-with',
  'over',
  'under',
  'at-least',
  'at-most',
  'before',
  'after',
  'within-last',
  'within-next',
  'anniversary',
  'empty',
  'not-empty',
  'yes',
  'no',
  'has',
  'has-not',
] as const

export type Comparison = (typeof comparisons)[number]

/** `field` is a path from the record the rule is about: `score`, `company.sector`; in a workflow also `event.…`, `vars.…`, `node.<id>.…`, `item.…`. */
export interface FieldRule {
  readonly field: string
  readonly is: Comparison
  readonly value?: Json
}

/** Asks about related records: `{ "some": "orders", "where": {…}, "last": "P90D" }`, `{ "count": "requests", "is": "over", "value": 3 }`. */
export interface RelatedRule {
  readonly some?: string
  readonly none?: string
  readonly count?: string
  readonly where?: Rule
  /** Only related records of this long, counted back from now by the relation's own date, as `within-last` does. */
  readonly last?: string
  /** With `count`. */
  readonly is?: 'over' | 'under' | 'at-least' | 'at-most' | 'is'
  readonly value?: number
}

/** Which related records such a rule asks about; empty while nobody has said so. */
export const relationIn = ({ some, none, count }: RelatedRule): string => some ?? none ?? count ?? ''

/** Asks whether the record is in a segment, named by its key: `{ "segment": "debtors", "is": "not-in" }`. */
export interface SegmentRule {
  readonly segment: string
  readonly is: 'in' | 'not-in'
}

/** Entities whose records people put into segments. */
export const segmentedEntities: readonly string[] = ['contact', 'company', 'deal', 'order', 'invoice']

/** An empty `all` is true, an empty `any` is false, `not` is true when none of its rules is. */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: readonly Rule[] }
  | FieldRule
  | RelatedRule
  | SegmentRule

/** Deeper rules and longer ones are refused when they are saved. */
export const maxRuleDepth = 10

/** Lines in all, those of related records included. */
export const maxRuleLines = 200

/** One line of an explanation: the rule, the value that was found, and whether it held. */
export interface RuleLine {
  readonly rule: Rule
  readonly depth: number
  readonly value: Json
  readonly holds: boolean
}

/** What a rule says of one record. */
export interface Verdict {
  readonly holds: boolean
  readonly lines: readonly RuleLine[]
}
