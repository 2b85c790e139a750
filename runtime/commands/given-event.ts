/** The event file of `run`: what happens, when, with which records; and the records that it makes up for the occasion. */
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { type EventKind, eventKinds } from '../../shared/events.ts'
import { isJsonObject, type JsonObject } from '../../shared/json.ts'
import { isInstant } from '../../shared/time.ts'
import type { Language } from '../../shared/words.ts'
import { CommandProblem } from './command.ts'

/** The event file, read. */
export interface GivenEvent {
  readonly kind: EventKind
  /** Null: now. */
  readonly at: Date | null
  /** Records that take part, by entity. */
  readonly records: Readonly<Record<string, string>>
  readonly fields: JsonObject
  /** Made up, in the order in which they are written; null: the records of this installation are meant. */
  readonly given: readonly GivenRecord[] | null
  readonly company: Partial<Record<'zone' | 'currency' | 'region', string>> & { readonly language?: Language }
}

/** A record that exists for this walk alone. */
export interface GivenRecord {
  readonly entity: string
  readonly id: string
  readonly fields: JsonObject
}

const parts = ['kind', 'at', 'records', 'fields', 'given', 'company']

/** Throws `CommandProblem` with a sentence for whatever cannot be used. */
export function readGivenEvent(json: unknown): GivenEvent {
  if (!isJsonObject(json)) throw new CommandProblem(`The event file holds no event. ${example}`)
  const unknown = Object.keys(json).find((name) => !parts.includes(name))
  if (unknown) throw new CommandProblem(`The event file has a part "${unknown}" that means nothing. Its parts are: ${parts.join(', ')}.`)
  const kind = eventKinds.find((each) => each === json['kind'])
  if (!kind) throw new CommandProblem(`The "kind" of the event is one of: ${eventKinds.join(', ')}.`)
  const at = json['at'] ?? null
  if (at !== null && (typeof at !== 'string' || !isInstant(at)))
    throw new CommandProblem('The "at" of the event is an instant such as "2026-03-06T22:40:00Z".')
  const records = objectIn(json, 'records') ?? {}
  for (const [entity, id] of Object.entries(records)) {
    if (!hasEntity(entity)) throw new CommandProblem(`The "records" of the event name "${entity}", and there is no such kind of record.`)
    if (typeof id !== 'string') throw new CommandProblem(`The "records" of the event name ids: "${entity}": "anna".`)
  }
  const given = objectIn(json, 'given')
  return {
    kind,
    at: at === null ? null : new Date(at as string),
    records: records as Readonly<Record<string, string>>,
    fields: objectIn(json, 'fields') ?? {},
    given: given && Object.entries(given).flatMap(([entity, list]) => givenRecords(entity, list)),
    company: objectIn(json, 'company') ?? {},
  }
}

const example = 'Write: { "kind": "form-submitted", "records": { "contact": "<id>" }, "fields": { "form": "website" } }'

function objectIn(json: JsonObject, name: string): JsonObject | null {
  const value = json[name] ?? null
  if (value === null) return null
  if (!isJsonObject(value)) throw new CommandProblem(`The "${name}" of the event file is an object: { … }.`)
  return value
}

function givenRecords(entity: string, list: unknown): GivenRecord[] {
  if (!hasEntity(entity)) throw new CommandProblem(`"given" names "${entity}", and there is no such kind of record.`)
  if (!Array.isArray(list) || !list.every(isJsonObject)) throw new CommandProblem(`"given" holds lists of records: "${entity}": [{ … }].`)
  return list.map(({ id, ...fields }, index) => {
    const unknown = Object.keys(fields).find((name) => !Object.hasOwn(entityNamed(entity).fields, name))
    if (unknown) throw new CommandProblem(`A given ${entity} has no field "${unknown}".`)
    return { entity, id: typeof id === 'string' ? id : `${entity}-${index + 1}`, fields }
  })
}
