/** Everything that can happen to a workflow. An event is a fact: it is stored once and never changed. */
import type { Json, JsonObject } from './json.ts'

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
] as const

export type EventKind = (typeof eventKinds)[number]

/** Who or what caused an event or a change; the chain of causes is bounded, so that workflows cannot start each other for ever. */
export interface Cause {
  readonly kind: 'person' | 'run' | 'import' | 'outside' | 'system' | 'undo'
  /** The user, the run, the import job, the hook or form. */
  readonly id: string | null
  /** With `run`: the node that did it. */
  readonly node?: string
  /** How many runs stand before this one in the chain; 0 for people and the outside. */
  readonly depth: number
}

/**
 * A fact with a time.
 *
 * `about` is the id of the record it is about, for waits and watches; `records` names every record that takes part,
 * `{ contact: id, order: id }`; `fields` are the values that rules, triggers and templates may use as `event.<name>`.
 * A `record-changed` carries `{ entity, changed: { <field>: { from, to } } }`.
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

/** The old and new value of a field in a `record-changed` event, or null if that field did not change. */
export function changeOf(event: CrmEvent, field: string): { from: Json; to: Json } | null {
  const changed = event.fields['changed']
  if (typeof changed !== 'object' || changed === null || Array.isArray(changed)) return null
  const one = (changed as JsonObject)[field]
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return null
  const { from, to } = one as JsonObject
  return { from: from ?? null, to: to ?? null }
}
