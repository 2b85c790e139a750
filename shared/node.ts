/**
 * The contract of a node. A node names effects; the runtime carries them out. `run(step)` is a function of its step:
 * no clock, no network, no database. What it must look up it declares in `needs`, what it waits for it names, and
 * everything random about it comes from the seed. Step and outcome are plain data, so a node can run in a worker.
 */
import type { Effect, EffectKind } from './effects.ts'
import type { CrmEvent, EventKind } from './events.ts'
import type { Json, JsonObject, Said } from './json.ts'
import type { CalendarRule, ChoiceParam, FilledParams, Params } from './params.ts'
import type { Rule } from './rules.ts'
import type { Template } from './template.ts'
import type { Words } from './words.ts'

/** A record of the CRM as nodes, rules and templates see it: plain fields, `id` among them. */
export type Fields = JsonObject & { readonly id: string }

/** What a node may ask for before it runs. Each answer is remembered as a link, and is what a suggestion watches. */
export type Lookup =
  /** A record's fields, refs as ids. */
  | { readonly kind: 'record'; readonly entity: string; readonly id: string }
  /** The same by its stable key (`EntityType.key`): a stage, a department, a user by address, a product by article. */
  | { readonly kind: 'keyed'; readonly entity: string; readonly key: string }
  /** A contact by address; e-mail first, then phone. */
  | { readonly kind: 'identity'; readonly email: string | null; readonly phone: string | null }
  /** Ids only, at most `limit`; ends the advance when changes of this turn are not committed yet. */
  | { readonly kind: 'query'; readonly entity: string; readonly rule: Rule; readonly sort?: string; readonly limit: number }
  | { readonly kind: 'count'; readonly entity: string; readonly rule: Rule }
  /** By id or article: `{ product, name, inStock, reserved, free, expectedOn }`. */
  | { readonly kind: 'stock'; readonly product: string }
  /** `{ order, product, productName, orderedOn, quantity, price, nextDueOn }`; product by id or article, null for any. */
  | { readonly kind: 'last-purchase'; readonly contact: string; readonly product: string | null }
  /** The opening hours that apply: of the owner, the owner's department, the company, or a calendar by key; `WorkCalendar` of time.ts. */
  | { readonly kind: 'calendar'; readonly of: string; readonly contact: string | null }
  /** The open or last message of this run to the contact, for threading. */
  | { readonly kind: 'last-message'; readonly contact: string }

/** The answers of the look-ups, by the names given in `needs`. A record that does not exist is null, a query answers a list of ids. */
export type Found = Readonly<Record<string, Json>>

/** Everything a node knows when it runs. */
export interface Step<P extends Params = Params> {
  readonly params: FilledParams<P>
  /** The record the run is about, with `owner` and `company` as nested records; null in a run without a subject. */
  readonly subject: Fields | null
  readonly subjectEntity: string | null
  readonly found: Found
  /** The event that started the run. */
  readonly event: CrmEvent | null
  /** The item of the list this branch goes through, if any. */
  readonly item: Json
  /** Of which entity the item is, when the list is one of records; steps inside the loop then act on the item. */
  readonly itemEntity: string | null
  /** Records that earlier steps of this run have left, by entity, the latest of each: what a task or notice rests on. */
  readonly around: Readonly<Record<string, string>>
  readonly vars: JsonObject
  readonly now: Date
  /** When the branch came to this node. */
  readonly since: Date
  readonly visit: number
  /** Null on the first time; else what ended the wait. */
  readonly wokenBy: null | { readonly kind: 'time' } | { readonly kind: 'event'; readonly event: CrmEvent }
  /** What the node kept when it said `wait`. */
  readonly memory: Json
  /** Zone, language, currency and the address of this installation. */
  readonly company: { readonly zone: string; readonly language: 'en' | 'ru'; readonly currency: string; readonly baseUrl: string }
  /** Seeds `idFor` and `chance`; the same for every time this visit is asked. */
  readonly seed: string
  /** `logic.split` is seeded by subject and node, so a person always goes the same way. */
  readonly subjectSeed: string
}

/** What a waiting branch can be woken by. */
export interface WaitsFor {
  readonly event: EventKind
  /** The record the event must be about. */
  readonly about: string
  /** Further values that `event.fields` must have. */
  readonly with?: JsonObject
}

/** Where a branch goes. */
export type Outcome<Port extends string = string> =
  | {
      readonly kind: 'leave'
      readonly port: Port
      readonly output?: JsonObject
      readonly effects: readonly Effect[]
      /** Laid over the variables of the run. */
      readonly vars?: JsonObject
      /** Makes this record the subject of a run that has none yet; the enrolment policy is asked then. */
      readonly subject?: { readonly entity: string; readonly id: string }
      readonly why?: Said
    }
  | {
      readonly kind: 'wait'
      readonly until: Date | null
      readonly for: readonly WaitsFor[]
      readonly memory: Json
      readonly effects: readonly Effect[]
      readonly why?: Said
    }
  | {
      readonly kind: 'fork'
      readonly branches: readonly { readonly port: Port; readonly item?: Json }[]
      /** The items are ids of this entity: each branch sees the record itself as its item, read when it begins. */
      readonly entity?: string
      readonly concurrency: number
      readonly after: Port | null
      readonly why?: Said
    }
  /** Ends this branch, or with `all` the whole run. */
  | { readonly kind: 'stop'; readonly all: boolean; readonly why?: Said }
  /** Final: a pure function asked again answers the same. Leaves by `error`, or parks. */
  | { readonly kind: 'fail'; readonly problem: string; readonly with: JsonObject }
  /** Engine work that a node asks for by name; the engine carries it out (see `runtime/engine/advance.ts`). */
  /** `until` counts from the first branch that comes to the join: then the way goes on by `timeout`. */
  | { readonly kind: 'join'; readonly of: 'all' | 'any' | number; readonly until?: Date | null }
  | { readonly kind: 'guard'; readonly guard: 'goal' | 'relevance'; readonly rule: Rule }
  /** `scenario`: what is asked for is leave for all that follows, also behind waits; the question to put. */
  | { readonly kind: 'hold'; readonly steps: number; readonly scenario?: string; readonly why?: Said }

/** The outcomes that can change something. */
export type Acting = Extract<Outcome, { readonly effects: readonly Effect[] }>

type Leave<Port extends string> = Extract<Outcome<Port>, { readonly kind: 'leave' }>

/** Leaves by a port, with the changes it wants. */
export const leaveBy = <Port extends string>(port: Port, ...effects: readonly Effect[]): Leave<Port> => ({ kind: 'leave', port, effects })

/** Leaves by a port and puts values where later nodes find them, as `node.<id>.<name>`. */
export const leaveWith = <Port extends string>(port: Port, output: JsonObject, ...effects: readonly Effect[]): Leave<Port> => ({
  kind: 'leave',
  port,
  output,
  effects,
})

/** Waits until a time, for events, or for whichever comes first. */
export const waitUntil = (
  until: Date | null,
  options: { readonly for?: readonly WaitsFor[]; readonly memory?: Json; readonly effects?: readonly Effect[]; readonly why?: Said } = {},
): Outcome<never> => ({
  kind: 'wait',
  until,
  for: options.for ?? [],
  memory: options.memory ?? null,
  effects: options.effects ?? [],
  ...(options.why ? { why: options.why } : {}),
})

/** The same way with its reason in words (`say.ts`), for the trail. */
export const because = <Port extends string>(leaving: Leave<Port>, code: string, values: JsonObject = {}): Leave<Port> => ({
  ...leaving,
  why: { code, with: values },
})

/** Gives up for good, with a problem in words (`say.ts`) and its values. */
export const fail = (problem: string, values: JsonObject = {}): Outcome<never> => ({ kind: 'fail', problem, with: values })

/** How ports are declared: fixed ones with their words, or one per entry of a parameter, plus fixed ones. */
export type Ports = Readonly<Record<string, Words>> | { readonly each: string; readonly plus: Readonly<Record<string, Words>> }

/** What a node leaves for later ones: offered by the data picker with its type and words. */
export interface OutputField {
  readonly label: Words
  readonly type: 'text' | 'number' | 'money' | 'date' | 'time' | 'flag' | 'record' | 'list' | 'json'
  /** With `record` and `list`: of what; with `json`: whose fields it holds; with `field`: whose value it is. `$entity` as in params.ts. */
  readonly entity?: string
  /** What is written is a value of this field of `entity`, by its key where it points to a record that has one. `$field` names a parameter. */
  readonly field?: string
}

/** How a trigger begins runs. */
export interface TriggerSpec<P extends Params> {
  readonly events: readonly EventKind[]
  /**
   * May this event begin a run? Pure; `params` are as stored (a trigger has no references). A `schedule-ticked` or
   * `button-pressed` is only ever shown to the trigger whose schedule or button it was.
   */
  matches(params: StoredParams<P>, event: CrmEvent): boolean
  /** For triggers that go by the clock: when they tick; null where these parameters do not ask for it. */
  readonly schedule?: (params: StoredParams<P>) => CalendarRule | null
  /**
   * What becomes of ticks that were missed while nothing ran: the last stands for all of them (so it is without this),
   * each comes late, the oldest first and a hundred at most, and sees the records of its own day, or none comes. Those
   * that do not come are recorded.
   */
  readonly missed?: (params: StoredParams<P>) => 'one' | 'each' | 'none'
  /**
   * What becomes of a tick while the run of an earlier one is still going, about the same record where a tick stands for
   * records: it is left out, it begins when that one ends (one waits at most, further ones are left out), or it begins all
   * the same (so it is without this). A run that needs a person is not going.
   */
  readonly overlap?: (params: StoredParams<P>) => 'skip' | 'queue' | 'allow'
  /**
   * Its runs wait at the trigger until the record has been quiet: a further event about it is heard by the one that waits,
   * and begins none.
   */
  readonly settles?: (params: StoredParams<P>) => boolean
  /** For triggers that go by the clock: whom each tick begins a run for. Null: one run without a look-up. */
  readonly query?: (params: StoredParams<P>) => { readonly entity: string; readonly rule: Rule } | null
  /**
   * The records that are already where its events bring others: whoever publishes may begin for those, too, and then a
   * `button-pressed` about each begins a run. Null, and without it: what begins it happens once, and nobody stands there.
   */
  readonly standing?: (params: StoredParams<P>) => { readonly entity: string; readonly rule: Rule } | null
}

/** The parameters as the workflow file holds them, defaults filled in. */
type StoredParams<P extends Params> = {
  readonly [Name in keyof P]: P[Name] extends { readonly optional: true } ? StoredOne<P[Name]> | null | undefined : StoredOne<P[Name]>
}

type StoredOne<P> =
  P extends ChoiceParam<infer Key>
    ? Key
    : P extends { readonly kind: 'text' }
      ? Template
      : P extends { readonly kind: 'number' }
        ? number
        : P extends { readonly kind: 'flag' }
          ? boolean
          : P extends { readonly kind: 'calendar-rule' }
            ? CalendarRule
            : P extends { readonly kind: 'filter' | 'rule' }
              ? Rule
              : P extends { readonly kind: 'pick' | 'duration' | 'time' | 'date-field' | 'value' | 'secret' }
                ? string
                : Json

/** In the order of the palette. Every node of an author stands under `custom`, whatever group it names. */
export const paletteGroups = ['trigger', 'logic', 'wait', 'message', 'record', 'task', 'score', 'approval', 'data', 'custom'] as const

export type PaletteGroup = (typeof paletteGroups)[number]

/** Names of ports: literal when they are fixed, any text when they follow a parameter. */
type PortOf<D extends Ports> = D extends { readonly each: string; readonly plus: Readonly<Record<string, Words>> }
  ? string
  : Extract<keyof D, string>

/** A node type: everything that palette, form, sentence, preview, documentation and engine know of it. */
export interface NodeType<P extends Params = Params, D extends Ports = Ports> {
  /** Group and name; in every saved workflow, so it never changes. */
  readonly type: string
  readonly group: PaletteGroup
  /** The name of a Tabler icon without "Icon", e.g. `Mail`. */
  readonly icon: string
  readonly title: Words
  /** What it does, in one sentence, for the palette and the documentation. */
  readonly about: Words
  /**
   * The step as a part of a sentence, with `{param}` slots: `wait {patience} for a reply`. A part in square brackets
   * is left out while a slot in it is empty or hidden, or is a flag that is off; a flag itself writes nothing. A part may
   * depend on a choice: `[when=before:{days} before]`, `[result!=none:, closed with {result}]`.
   */
  readonly summary: Words
  /** Other words people search for. */
  readonly synonyms: Readonly<Record<'en' | 'ru', readonly string[]>>
  readonly params: P
  readonly ports: D
  /** It changes something: it has a mode, and an `error` port. */
  readonly acts: boolean
  /** Reaches outside, deletes, or changes an owner: a new one starts as `suggest`. */
  readonly startsAs?: 'act' | 'suggest'
  readonly effects?: readonly EffectKind[]
  /** It can wait for a long time, so a loop through it is allowed. */
  readonly waits?: boolean
  /** While it waits it is asked again when a value that its parameters name changes, or a rule among them answers otherwise. */
  readonly follows?: boolean
  readonly output?: Readonly<Record<string, OutputField>>
  readonly trigger?: TriggerSpec<P>
  /** Look-ups, by name. Asked again with what was found until nothing new is named. */
  needs?(step: Step<P>): Readonly<Record<string, Lookup>>
  run(step: Step<P>): Outcome<NoInfer<PortOf<D>>>
  /** A filled-in example for the palette, the tests and the documentation. */
  readonly sample: {
    readonly params: JsonObject
    /** What the references of its `value` parameters stand for in the example. */
    readonly values?: JsonObject
    readonly found?: Found
    readonly output?: JsonObject
  }
}

/** A node type among others, with its exact types forgotten. */
// biome-ignore lint/suspicious/noExplicitAny: the list of node types is the one place where their parameter types meet
export type AnyNodeType = NodeType<any, any>

/** Declares a node type; the ports that `run` may leave by are taken from `ports`. */
export const defineNode = <const P extends Params, const D extends Ports>(node: NodeType<P, D>): NodeType<P, D> => node
