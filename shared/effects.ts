/**
 * Everything a workflow can change. A node only names an effect; the runtime carries it out, keeps it for an operator,
 * or counts it in a trial. Inside effects are committed with the progress of the run, outside ones go to the outbox.
 */
import type { Json, JsonObject, Said } from './json.ts'
import type { Block } from './letter.ts'
import type { Person, Question } from './params.ts'

/** Creates a record (`id` is the step's own, so it is known beforehand) or changes fields of one. */
export interface ChangeRecord {
  readonly kind: 'change-record'
  readonly entity: string
  readonly id: string
  readonly change: 'create' | 'update' | 'archive'
  readonly fields: JsonObject
}

/** One record of many, by name. What speaks against it is said in `leftOut`; the operator may put it in all the same, or take another out. */
export interface OneOfMany {
  readonly id: string
  readonly title: string
  /** Why the flow leaves it out; null where nothing speaks against it. */
  readonly leftOut: Said | null
  /** Is it done to this one? */
  readonly included: boolean
}

/**
 * The same done to many records and decided about as one. Each is done by itself: what cannot be done to one harms no
 * other, and is told. `note` goes on the timeline of each; empty: none.
 */
export interface ChangeMany {
  readonly kind: 'change-many'
  readonly entity: string
  readonly change: 'update' | 'archive'
  /** With `update`. */
  readonly fields: JsonObject
  readonly note: string
  readonly items: readonly OneOfMany[]
}

/**
 * Adds an explained score line. `key` caps repeats: one line per key counts (null: every time). `rule`: the points rule
 * it follows, by id, which bounds what one contact gets and for how long.
 */
export interface AddScore {
  readonly kind: 'add-score'
  readonly entity: 'contact'
  readonly id: string
  readonly points: number
  readonly reason: string
  readonly key: string | null
  readonly rule?: string
}

/** What a task must close with. */
type TaskResult = 'none' | 'text' | 'choice' | 'number' | 'date' | 'file' | 'payment'

/** Something a person has to do. */
export interface CreateTask {
  readonly kind: 'create-task'
  readonly id: string
  readonly taskKind: 'call' | 'letter' | 'meeting' | 'paperwork' | 'payment' | 'other'
  readonly title: string
  readonly text: string
  readonly assignee: Person
  readonly fromDepartment: string | null
  /** The records it is about, `{ contact: id, order: id }`. */
  readonly about: Readonly<Record<string, string>>
  readonly dueAt: string | null
  readonly result: TaskResult
  readonly options: readonly string[]
  /** Working days between reminders (null: none) and after how many it escalates to the head of the department. */
  readonly remindEveryDays: number | null
  readonly escalateAfterDays: number | null
  /** From when on it reminds: at once (as without this), or from the day it is due. */
  readonly remindFrom?: 'start' | 'due'
  /** A field of the subject that the result is written to. */
  readonly writesTo: string | null
}

/** Moves the ownership of a record. */
export interface ChangeOwner {
  readonly kind: 'change-owner'
  readonly entity: string
  readonly id: string
  readonly owner: string | null
}

/** A line on the timeline. */
export interface AddNote {
  readonly kind: 'add-note'
  readonly id: string
  readonly entity: string
  readonly about: string
  readonly text: string
}

/** Adds and takes away tags. */
export interface ChangeTags {
  readonly kind: 'change-tags'
  readonly entity: string
  readonly id: string
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** Tells people, with links to every record it rests on. */
export interface Notify {
  readonly kind: 'notify'
  readonly id: string
  readonly to: Person
  readonly text: string
  readonly about: Readonly<Record<string, string>>
}

/** In whose name a letter goes. */
export type Sender = 'owner' | 'department' | 'company'

/** Personal and service letters are always allowed; offers need consent and carry unsubscribe headers. */
export type LetterCategory = 'personal' | 'service' | 'offers'

/** What happens to a letter whose fate is unknown after a crash or a dropped connection. */
export type WhenUnknown = 'hold' | 'resend' | 'assume-sent'

/** One letter to one person. `frozen` is added by the runtime the moment the effect is named: the exact bytes. */
export interface SendEmail {
  readonly kind: 'send-email'
  /** The message it becomes. */
  readonly id: string
  readonly contact: string
  readonly to: string
  readonly sender: Sender
  readonly category: LetterCategory
  readonly subject: string
  readonly preheader?: string
  readonly blocks: readonly Block<string>[]
  readonly questions: readonly Question[]
  readonly language: 'en' | 'ru'
  readonly whenUnknown: WhenUnknown
  /** Values that were empty and had no fallback; while there are any, the letter is never sent without a person. */
  readonly empty: readonly string[]
  readonly frozen?: FrozenLetter
}

/** The bytes of a letter apart from Date and DKIM. */
export interface FrozenLetter {
  readonly from: { readonly name: string; readonly address: string }
  readonly replyTo: string
  readonly mailbox: string
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly headers: Readonly<Record<string, string>>
  /** Where the n-th link of the letter leads; a click goes by the number, so nobody can make it lead elsewhere. */
  readonly links: readonly string[]
  readonly html: string
  readonly text: string
}

/** A call to somebody else's server, through the one guarded way out. */
export interface CallHttp {
  readonly kind: 'call-http'
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
}

/**
 * One change to the world, as a step names it and a suggestion, an outbox row and a trail keep it: plain data, told
 * apart by `kind`.
 */
export type Effect = ChangeRecord | ChangeMany | AddScore | CreateTask | ChangeOwner | AddNote | ChangeTags | Notify | SendEmail | CallHttp

/** What a node type lists in `effects`. */
export type EffectKind = Effect['kind']

/** Effects that leave the house: they wait in the outbox, and their answer comes back as the event `effect-done`. */
export const outsideEffects: readonly EffectKind[] = ['send-email', 'call-http']

/** Does this effect wait in the outbox, rather than being committed with the progress of the run? */
export const isOutside = (effect: Effect): effect is SendEmail | CallHttp => outsideEffects.includes(effect.kind)
