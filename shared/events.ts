/** Everything that can happen to a workflow. An event is a fact: it is stored once and never changed. */
import type { Json, JsonObject } from './json.ts'

/** In workflows, the database and the API, so a name never changes. What the fields of each hold is in `eventFields`. */
export const eventKinds = [
  'form-submitted',
  'webhook-received',
  'schedule-ticked',
  'button-pressed',
  'record-created',
  'record-changed',
  'record-archived',
  'score-changed',
  'task-closed',
  'task-overdue',
  'task-escalated',
  'message-received',
  'questions-answered',
  'email-sent',
  'email-opened',
  'email-clicked',
  'email-bounced',
  'unsubscribed',
  'page-visited',
  'custom',
  'effect-done',
  'suggestion-decided',
  'run-ended',
] as const

export type EventKind = (typeof eventKinds)[number]

/** Who or what caused an event or a change; the chain of causes is bounded, so that workflows cannot start each other for ever. */
export interface Cause {
  readonly kind: 'person' | 'run' | 'import' | 'outside' | 'system' | 'undo'
  /** The user, the run, the import job, the hook or form. */
  readonly id: string | null
  /** With `run`: the node that did it. */
  readonly node?: string
  /** With `system`: the record that it follows from, such as the order that moves a purchase cycle on. */
  readonly record?: { readonly entity: string; readonly id: string }
  /** How many runs stand before this one in the chain; 0 for people and the outside. */
  readonly depth: number
}

/** What the fields of each kind of event hold beside what their sender added; ids of records are in `records`, too. */
export const eventFields: Readonly<Record<EventKind, readonly string[]>> = {
  /** About the contact. `form` is the key; the answers lie beside it under their names. */
  'form-submitted': ['form', 'submission'],
  /** About the contact, or nobody. `hook` is the path, `body` the opened body. */
  'webhook-received': ['hook', 'submission', 'body'],
  /** `workflow` and `node` name the trigger whose schedule it is. */
  'schedule-ticked': ['workflow', 'node'],
  /** About the record, or nobody where a trigger is to begin for all who stand there. `workflow` and `node` name the trigger. */
  'button-pressed': ['workflow', 'node', 'user'],
  /** About the record. The fields of the record lie beside them; `keys` are those of what it points to. In a change, a ref to an entity with a stable key has `fromKey` and `toKey`. */
  'record-created': ['entity', 'keys'],
  'record-changed': ['entity', 'changed'],
  'record-archived': ['entity'],
  /** About the contact: the sums before and after. */
  'score-changed': ['from', 'to', 'points', 'reason'],
  /** About the task; `taskKind` as in `create-task`. */
  'task-closed': ['task', 'taskKind', 'result'],
  'task-overdue': ['task', 'taskKind'],
  'task-escalated': ['task', 'taskKind'],
  /** About the contact. `automatic`: an out-of-office or another machine wrote it. */
  'message-received': ['message', 'channel', 'subject', 'text', 'automatic'],
  /** About the contact. `message` is the letter that asked, `answers` are by question id, `channel` is `email` or `page`. */
  'questions-answered': ['message', 'answers', 'channel'],
  /** About the contact. `machine`: a scanner or a prefetch did it. */
  'email-sent': ['message'],
  'email-opened': ['message', 'machine'],
  'email-clicked': ['message', 'url', 'machine'],
  'email-bounced': ['message'],
  unsubscribed: ['message'],
  /** About the contact, once the visitor is known. */
  'page-visited': ['url', 'title'],
  custom: ['name'],
  /** About the effect. `result.state` says how it went. */
  'effect-done': ['id', 'result'],
  'suggestion-decided': ['suggestion', 'decision'],
  /** About the run, where another one waits for its end; also when it can only go on by the hand of a person. */
  'run-ended': ['workflow'],
}

/**
 * A fact with a time.
 *
 * `about` is the id of the record it is about, for waits and watches; `records` names every record that takes part,
 * `{ contact: id, order: id }`; `fields` are the values that rules, triggers and templates may use as `event.<name>`.
 * A `record-changed` carries `{ entity, changed: { <field>: { from, to } } }`, a `record-created` the fields
 * of the record themselves, and under `keys` the stable keys of what it points to.
 */
export interface CrmEvent {
  readonly id: string
  readonly kind: EventKind
  readonly at: Date
  readonly about: string | null
  readonly records: Readonly<Record<string, string>>
  readonly fields: JsonObject
  readonly cause: Cause
}

/** The keys are null where the field is no ref to an entity with a stable key. */
export interface FieldChange {
  readonly from: Json
  readonly to: Json
  readonly fromKey: Json
  readonly toKey: Json
}

/** The old and new value of a field in a `record-changed` or `record-created` event, or null if that field did not change. */
export function changeOf(event: CrmEvent, field: string): FieldChange | null {
  if (event.kind === 'record-created') return creationOf(event.fields, field)
  const changed = event.fields['changed']
  if (typeof changed !== 'object' || changed === null || Array.isArray(changed)) return null
  const one = (changed as JsonObject)[field]
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return null
  const { from, to, fromKey, toKey } = one as JsonObject
  return { from: from ?? null, to: to ?? null, fromKey: fromKey ?? null, toKey: toKey ?? null }
}

function creationOf(fields: JsonObject, field: string): FieldChange | null {
  const to = fields[field] ?? null
  if (to === null) return null
  const keys = fields['keys']
  const key = typeof keys === 'object' && keys !== null && !Array.isArray(keys) ? (keys as JsonObject)[field] : null
  return { from: null, to, fromKey: null, toKey: key ?? null }
}
