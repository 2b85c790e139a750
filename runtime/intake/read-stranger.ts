/** Reads who wrote by the mapping of the hook, or where nobody made one, by what the values seem to mean. */
import type { FieldMapping } from '../../shared/intake.ts'
import type { JsonObject } from '../../shared/json.ts'
import { type ReadingPerson, readPerson, type Stranger } from './read-person.ts'
import { leavesOf, suggestMapping, tellsOfMail } from './suggest-mapping.ts'

/** A report about a letter is nobody's message until a mapping says otherwise. */
export function readStranger(body: JsonObject, mapping: readonly FieldMapping[] | null, reading: ReadingPerson): Stranger {
  if (mapping !== null) return readPerson(body, mapping, reading)
  const leaves = leavesOf(body)
  const stranger = readPerson(body, suggestMapping(body, leaves), reading)
  const isNobody = stranger.email === null && stranger.phone === null && stranger.problem === null
  return isNobody && tellsOfMail(leaves) ? { ...stranger, problem: { code: 'submission-report' } } : stranger
}
