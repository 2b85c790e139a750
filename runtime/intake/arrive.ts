/** Who comes in by a trigger, for a trial: looked for and made as a real sender would be, and never committed. */
import { isJsonObject, type JsonObject } from '../../shared/json.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import type { Asking } from '../engine/asking.ts'
import type { Parts } from '../http/parts.ts'
import { readingPerson } from './deliver.ts'
import { formMapping } from './doors.ts'
import { findPerson } from './find-person.ts'
import { readPerson } from './read-person.ts'
import { suggestMapping } from './suggest-mapping.ts'

/** Answers with the id of the contact, or null when nobody can be told by what was said. */
type Arriving = (now: Date) => Asking<string | null>

/**
 * The trigger's form or hook, with what it would be sent; null for a trigger that nobody comes in by. The id of somebody
 * new follows from `seed`.
 */
export async function arriving(trigger: WorkflowNode, fields: JsonObject, seed: string, parts: Parts): Promise<Arriving | null> {
  const { form: formKey, hook: path } = trigger.params
  const form = typeof formKey === 'string' ? await parts.doors.form(formKey) : null
  const hook = typeof path === 'string' ? await parts.doors.hook(path) : null
  const door = form ?? hook
  if (!door) return null
  const body = form ? fields : isJsonObject(fields['body']) ? fields['body'] : {}
  const mapping = form ? formMapping(form) : (hook?.mapping ?? suggestMapping(body))
  const stranger = readPerson(body, mapping, await readingPerson(parts))
  const { id, owner, source } = door
  return function* (now) {
    const person = yield* findPerson(stranger, { now, cause: { kind: 'outside', id, depth: 0 }, seed, owner, source })
    return person?.contact.id ?? null
  }
}
