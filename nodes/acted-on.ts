/** Whom and what a step is about: the item of a loop over records if there is one, else the subject of the run. */
import { isJsonObject, type Json } from '../shared/json.ts'
import type { Fields, Lookup, Step } from '../shared/node.ts'

interface ActedOn {
  readonly entity: string
  readonly record: Fields
}

/** The record that a step acts on; null in a run about nobody. */
export function actedOn(step: Step): ActedOn | null {
  if (step.itemEntity !== null && isRecord(step.item)) return { entity: step.itemEntity, record: step.item }
  return step.subject && step.subjectEntity ? { entity: step.subjectEntity, record: step.subject } : null
}

/**
 * The contact that a step speaks to: the record itself, or the contact it belongs to. Where the record holds only
 * the contact's id, `contactNeeds` has to be among the look-ups of the node.
 */
export function contactOf(step: Step): Fields | null {
  for (const { entity, record } of candidates(step)) {
    if (entity === 'contact') return record
    const contact = record['contact'] ?? null
    if (isRecord(contact)) return contact
    const found = step.found['contact'] ?? null
    if (typeof contact === 'string' && isRecord(found)) return found
  }
  return null
}

/** The look-up that `contactOf` rests on, if it rests on one. */
export function contactNeeds(step: Step): Readonly<Record<string, Lookup>> {
  for (const { entity, record } of candidates(step)) {
    if (entity === 'contact' || isRecord(record['contact'] ?? null)) return {}
    if (typeof record['contact'] === 'string') return { contact: { kind: 'record', entity: 'contact', id: record['contact'] } }
  }
  return {}
}

/** The id of that contact, also where only the id is known; null when there is none. */
export function contactIdOf(step: Step): string | null {
  for (const { entity, record } of candidates(step)) {
    const id = entity === 'contact' ? record.id : idOf(record['contact'] ?? null)
    if (id !== null) return id
  }
  return null
}

/** Every record a task or notice of this step rests on, what earlier steps have found included: `{ contact: id, deal: id }`. */
export function linksOf(step: Step): Readonly<Record<string, string>> {
  const about = aboutOf(step)
  const found = linked.flatMap((name) => (step.around[name] === undefined ? [] : [[name, step.around[name]] as const]))
  return { ...Object.fromEntries(found), ...about }
}

/** The record that is acted on, and those it points to: `{ contact: id, deal: id }`. */
export function aboutOf(step: Step): Readonly<Record<string, string>> {
  const about: Record<string, string> = {}
  for (const { entity, record } of candidates(step)) {
    about[entity] ??= record.id
    for (const name of linked) {
      const id = idOf(record[name] ?? null)
      if (id !== null) about[name] ??= id
    }
  }
  return about
}

const linked = ['contact', 'company', 'deal', 'order', 'invoice', 'product']

/** The id of a reference, whether it came as an id or as the nested record. */
export function idOf(reference: Json): string | null {
  if (typeof reference === 'string' && reference !== '') return reference
  return isRecord(reference) ? reference.id : null
}

/** The item goes before the subject. */
function candidates(step: Step): ActedOn[] {
  const first = actedOn(step)
  if (!first) return []
  const subject = step.subject && step.subjectEntity ? { entity: step.subjectEntity, record: step.subject } : null
  return subject && subject.record !== first.record ? [first, subject] : [first]
}

/** Is a value a record, rather than the id of one or plain data? Only its `id` is looked at. */
export function isRecord(value: Json): value is Fields {
  return isJsonObject(value) && typeof value['id'] === 'string'
}
