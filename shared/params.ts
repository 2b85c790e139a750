/**
 * The kinds of parameter a node can have. A parameter is data: the editor makes its field from it, the checker knows
 * what may stand in it, and the node's `step.params` is typed by it. A kind has two forms: what the workflow file
 * *stores*, and what the runtime hands to the node after templates are filled and rules are tested.
 */
import { isJsonObject, type Json } from './json.ts'
import type { LetterText } from './letter.ts'
import type { Rule, Verdict } from './rules.ts'
import type { Template } from './template.ts'
import type { Language, Localized, Words } from './words.ts'

/** What every kind of parameter has. */
interface Common<Stored> {
  readonly label: Words
  readonly help?: Words
  /** What a new node starts with. A parameter without a default and not `optional` has to be filled in. */
  readonly default?: Stored
  readonly optional?: boolean
  /** Stands under "more" until it is set. */
  readonly advanced?: boolean
  /** Shown only while another parameter has one of these values. */
  readonly visibleWhen?: { readonly param: string; readonly is: readonly Json[] }
}

/**
 * Where a parameter speaks of an entity (`of`, `about`) it names one (`contact`), says `subject` for the one of the
 * workflow, `vars` for variables, or `$entity` for the value of the node's own parameter `entity`.
 */
type EntityOf = string

/** `Stored` and `Filled` exist for the compiler only. */
interface Of<Kind extends string, Stored, Filled = Stored> extends Common<Stored> {
  readonly kind: Kind
  readonly '~filled'?: Filled
}

/** Where the choices of a `pick` come from; the stored value is the stable key of the chosen one, never a row id. */
export type PickFrom =
  | 'forms'
  | 'hooks'
  | 'pipelines'
  | 'stages'
  | 'segments'
  | 'score-rules'
  | 'calendars'
  | 'departments'
  | 'users'
  | 'mailboxes'
  | 'products'
  | 'entities'
  | 'entity-fields'
  | 'date-fields'
  | 'lists'
  | 'nodes'
  | 'tags'

/** One way of a `logic.switch`; its id is the name of the port. */
export interface StoredCase {
  readonly id: string
  readonly name: string
  readonly rule: Rule
}

/** One branch of a split or a parallel; its id is the name of the port. */
export interface Branch {
  readonly id: string
  readonly name: string
  /** Whole percent; only in a split. */
  readonly weight?: number
}

/** One assignment: a field of an entity, or the name of a variable, and its new value. */
export interface FieldValue<Value = Template> {
  readonly field: string
  readonly value: Value
}

/** One question of a letter; the answer is written to `field` of the subject when it is given. */
export interface Question {
  readonly id: string
  readonly text: Localized<string>
  readonly answer: 'text' | 'number' | 'choice' | 'date'
  readonly options?: readonly string[]
  /** A field of the subject, or null to keep the answer only on the card. */
  readonly field: string | null
}

/**
 * The questions of a letter as they are stored. Whoever writes a file by hand may leave out that an answer is a text, and
 * that it is kept only on the card; what no question has is left out.
 */
export const questionsIn = (stored: Json | undefined): readonly Question[] =>
  (Array.isArray(stored) ? stored : []).filter(isJsonObject).map(({ id, text, answer = 'text', options, field = null }) => {
    const question = { id, text, answer, ...(options === undefined ? {} : { options }), field }
    return question as unknown as Question
  })

/** Who is meant: the owner of the subject, a department (its head, or everyone), a user, or a role. */
export type Person =
  | { readonly who: 'owner' }
  | { readonly who: 'department'; readonly key: string }
  | { readonly who: 'user'; readonly email: string }
  | { readonly who: 'role'; readonly role: string }

/** What `who` needs beside it. */
const personKeys: Readonly<Record<string, string | null>> = { owner: null, department: 'key', user: 'email', role: 'role' }

/** Does a stored value say who is meant? */
export function isPerson(value: unknown): value is Person {
  if (!isJsonObject(value) || typeof value['who'] !== 'string' || !Object.hasOwn(personKeys, value['who'])) return false
  const key = personKeys[value['who']] ?? null
  return key === null || (typeof value[key] === 'string' && value[key] !== '')
}

/** When something repeats, in the words of a calendar; `cron` is the way out behind "more". */
export type CalendarRule =
  | { readonly every: 'day' | 'working-day'; readonly at: string }
  | { readonly every: 'week'; readonly on: readonly number[]; readonly at: string }
  | { readonly every: 'month'; readonly day: number | 'last' | 'first-working'; readonly at: string }
  | { readonly every: 'year'; readonly month: number; readonly day: number; readonly at: string }
  | { readonly every: 'minutes'; readonly count: number }
  | { readonly cron: string }

/** `valuesOf`: it is compared with values of a field; both name parameters of the node, `$entity` and `$field`. */
type TextParam = Of<'text', Template, string> & {
  readonly lines?: 'one' | 'many'
  readonly valuesOf?: { readonly entity: EntityOf; readonly field: string }
}
/** `unit`: what is counted, a pattern that may agree with the number: `{count, plural, one {day} other {days}}`. */
type NumberParam = Of<'number', number> & { readonly min?: number; readonly max?: number; readonly unit?: Words }
type FlagParam = Of<'flag', boolean>

/** One of a few fixed answers; the key is stored and never changes, the words may. */
export type ChoiceParam<Key extends string = string> = Of<'choice', Key> & { readonly options: Readonly<Record<Key, Words>> }
/** `of`: fields of which entity, stages of which pipeline. */
export type PickParam = Of<'pick', string> & { readonly from: PickFrom; readonly of?: EntityOf }
/** ISO 8601, `"P3D"`; with `workingDays` also `workingDays(2)`: `"2 working days"`. */
type DurationParam = Of<'duration', string> & { readonly workingDays?: boolean; readonly min?: string }
/** A letter as it goes out: `language` is the one it is written in, `empty` lists values that were missing. */
export interface FilledLetter extends LetterText<string> {
  readonly language: Language
  readonly empty: readonly string[]
}

type TimeParam = Of<'time', string>
/** A field that holds a day or an instant: stored as a path, filled with its value. */
type DateFieldParam = Of<'date-field', string, string | null> & { readonly of?: EntityOf }
/** A question about the subject, filled with its answer. */
type RuleParam = Of<'rule', Rule, Verdict> & { readonly about?: EntityOf }
/** Which records of an entity are meant; a value may be `{ "ref": "subject.id" }`. Filled: the same with its references replaced. */
type FilterParam = Of<'filter', Rule> & { readonly of: EntityOf }
type CasesParam = Of<'cases', readonly StoredCase[], readonly { readonly id: string; readonly holds: boolean }[]>
type BranchesParam = Of<'branches', readonly Branch[]> & { readonly weighted: boolean }
type LetterParam = Of<'letter', Localized<LetterText<Template>>, FilledLetter>
type QuestionsParam = Of<'questions', readonly Question[]>
/** `names: 'any'`: they are another program's, with dots and hyphens in them; else variables are of letters, digits and underscores. */
type FieldsParam = Of<'fields', readonly FieldValue[], readonly FieldValue<Json>[]> & { readonly of: EntityOf; readonly names?: 'any' }
type PersonParam = Of<'person', Person>
type CalendarRuleParam = Of<'calendar-rule', CalendarRule>
/** A path to one value, kept as it is (not turned to text): a list to go through, a date to wait for. No other than one that it `takes` is offered; `of`: records of which entity. */
type ValueParam = Of<'value', string, Json> & { readonly takes?: 'date' | 'list' | 'record'; readonly of?: EntityOf }
/** `sentTo`: the parameter with the address it is for. Filled with a stand-in that the way out replaces on delivery: the secret itself is in no step, effect or trail. */
type SecretParam = Of<'secret', string> & { readonly sentTo: string }

/** One declared parameter; `kind` tells which. Plain data, so it travels to the editor as it is. */
export type Param =
  | TextParam
  | NumberParam
  | FlagParam
  | ChoiceParam
  | PickParam
  | DurationParam
  | TimeParam
  | DateFieldParam
  | RuleParam
  | FilterParam
  | CasesParam
  | BranchesParam
  | LetterParam
  | QuestionsParam
  | FieldsParam
  | PersonParam
  | CalendarRuleParam
  | ValueParam
  | SecretParam

/** The parameters of a node type by name, in the order of its form. The names are in saved workflows and never change. */
export type Params = Readonly<Record<string, Param>>

type FilledOne<P> = P extends ChoiceParam<infer Key> ? Key : P extends { readonly '~filled'?: infer F } ? Exclude<F, undefined> : never

/** What the node finds in `step.params`. An optional parameter that is not set is `null`. */
export type FilledParams<P extends Params> = {
  readonly [Name in keyof P]: P[Name] extends { readonly optional: true } ? FilledOne<P[Name]> | null : FilledOne<P[Name]>
}

/** Declares the parameters of a node type, keeping their exact types. */
export const params = <const P extends Params>(declared: P): P => declared

type Options<P> = Omit<P, 'kind' | '~filled'>

/** Text with references in it (`Template`), filled with plain text. `lines: 'many'` for a field of several lines. */
export const text = <const O extends Options<TextParam>>(options: O) =>
  ({ kind: 'text', ...options }) as O & { kind: 'text'; '~filled'?: string }

/** A number from `min` to `max`, ends included. */
export const number = <const O extends Options<NumberParam>>(options: O) =>
  ({ kind: 'number', ...options }) as O & { kind: 'number'; '~filled'?: number }

/** Yes or no. */
export const flag = <const O extends Options<FlagParam>>(options: O) =>
  ({ kind: 'flag', ...options }) as O & { kind: 'flag'; '~filled'?: boolean }

/** One of `options`; `step.params` has the key, typed by the options. */
export const choice = <const Key extends string, const O extends Omit<Options<ChoiceParam<Key>>, 'options'>>(
  options: O & { readonly options: Readonly<Record<Key, Words>> },
) => ({ kind: 'choice', ...options }) as O & { kind: 'choice'; options: Readonly<Record<Key, Words>>; '~filled'?: Key }

/** A thing of this installation, such as a form or a stage. Filled with its stable key, which may no longer exist. */
export const pick = <const O extends Options<PickParam>>(options: O) =>
  ({ kind: 'pick', ...options }) as O & { kind: 'pick'; '~filled'?: string }

/** How long: `"P3D"`, or with `workingDays` also `"2 working days"` (see `workingDaysIn`). */
export const duration = <const O extends Options<DurationParam>>(options: O) =>
  ({ kind: 'duration', ...options }) as O & { kind: 'duration'; '~filled'?: string }

/** A time of day, `"09:00"`, with no zone of its own. */
export const time = <const O extends Options<TimeParam>>(options: O) =>
  ({ kind: 'time', ...options }) as O & { kind: 'time'; '~filled'?: string }

/** A field that holds a day or an instant, by its path. Filled with its value, null while it is empty. */
export const dateField = <const O extends Options<DateFieldParam>>(options: O) =>
  ({ kind: 'date-field', ...options }) as O & { kind: 'date-field'; '~filled'?: string | null }

/** A question about the subject. Filled with the answer and, line by line, why. */
export const rule = <const O extends Options<RuleParam>>(options: O) =>
  ({ kind: 'rule', ...options }) as O & { kind: 'rule'; '~filled'?: Verdict }

/** Which records of an entity are meant. Filled with the rule, for a look-up that the node declares in `needs`. */
export const filter = <const O extends Options<FilterParam>>(options: O) =>
  ({ kind: 'filter', ...options }) as O & { kind: 'filter'; '~filled'?: Rule }

/** The ways of a switch, each with a rule. Filled with which of them hold, in their order; their ids are ports. */
export const cases = <const O extends Options<CasesParam>>(options: O) =>
  ({ kind: 'cases', ...options }) as O & { kind: 'cases'; '~filled'?: readonly { readonly id: string; readonly holds: boolean }[] }

/** The ways of a split or a parallel; their ids are ports. With `weighted` each has a share in whole percent. */
export const branches = <const O extends Options<BranchesParam>>(options: O) =>
  ({ kind: 'branches', ...options }) as O & { kind: 'branches'; '~filled'?: readonly Branch[] }

/** Subject and blocks in each language. Filled in the language of the contact, or in the one it is written in. */
export const letter = <const O extends Options<LetterParam>>(options: O) =>
  ({ kind: 'letter', ...options }) as O & { kind: 'letter'; '~filled'?: FilledLetter }

/** What a letter asks the contact. */
export const questions = <const O extends Options<QuestionsParam>>(options: O) =>
  ({ kind: 'questions', ...options }) as O & { kind: 'questions'; '~filled'?: readonly Question[] }

/** Values to be set: fields of the entity `of`, or variables. Templates are filled, lone references keep their type. */
export const fields = <const O extends Options<FieldsParam>>(options: O) =>
  ({ kind: 'fields', ...options }) as O & { kind: 'fields'; '~filled'?: readonly FieldValue<Json>[] }

/** Somebody of the team, by a role in the matter or by name; the runtime finds out who that is at the moment. */
export const person = <const O extends Options<PersonParam>>(options: O) =>
  ({ kind: 'person', ...options }) as O & { kind: 'person'; '~filled'?: Person }

/** When something repeats; `shared/next-tick.ts` reckons its times, in the zone of the company. */
export const calendarRule = <const O extends Options<CalendarRuleParam>>(options: O) =>
  ({ kind: 'calendar-rule', ...options }) as O & { kind: 'calendar-rule'; '~filled'?: CalendarRule }

/** A path to one value. Filled with the value as it is, null where the path leads nowhere. */
export const value = <const O extends Options<ValueParam>>(options: O) =>
  ({ kind: 'value', ...options }) as O & { kind: 'value'; '~filled'?: Json }

/** An access key. Stored sealed by `POST /api/sealed`; a node can only pass it on to an effect. */
export const secret = <const O extends Options<SecretParam>>(options: O) =>
  ({ kind: 'secret', ...options }) as O & { kind: 'secret'; '~filled'?: string }

/** A length of time in working days, as a duration parameter stores it. */
export const workingDays = (days: number): string => `${days} working days`

/** How many working days a stored duration means; null when it is an ISO 8601 duration. */
export function workingDaysIn(duration: string): number | null {
  const days = /^(\d{1,3}) working days?$/.exec(duration)?.[1]
  return days === undefined ? null : Number(days)
}
