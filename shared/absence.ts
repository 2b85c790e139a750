/** When a person of the team is away. */
import type { JsonObject } from './json.ts'

/** Is a user away on a day ("2026-03-02")? From `absentFrom`, or at once where that is empty, to the end of `absentUntil`. */
export function isAway(user: JsonObject, day: string): boolean {
  const { absentFrom, absentUntil } = user
  if (typeof absentUntil !== 'string' || absentUntil < day) return false
  return typeof absentFrom !== 'string' || absentFrom <= day
}
