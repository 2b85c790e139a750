/**
 * What is large in a run and stays as it is - the body that came in, the items of a list - has a row of its own, under a
 * hash of its text, and is written once. The row of the run or of a branch, which is written at every advance, only names
 * it: there a string stands where a part is always an object or a list.
 */
import { createHash } from 'node:crypto'
import type { Json } from '../../shared/json.ts'

/** A part with its text, as JSON. */
export interface LargePart {
  readonly hash: string
  readonly text: string
}

type Gathered = Readonly<Record<string, unknown>>

/** Of the JSON of a part, in characters: a smaller one is as quickly written again. */
const large = 16 * 1024

/** Texts of parts that were written or read. Nobody changes a part in place. */
const known = new WeakMap<object, LargePart>()

/** The JSON of an object with its large parts named, and those parts. */
export function apart(gathered: object): { readonly text: string; readonly parts: readonly LargePart[] } {
  const parts: LargePart[] = []
  const written: string[] = []
  for (const [name, part] of Object.entries(gathered)) {
    if (part === undefined) continue
    const found = largePart(part)
    if (typeof found !== 'string') parts.push(found)
    written.push(`${JSON.stringify(name)}:${typeof found === 'string' ? found : JSON.stringify(found.hash)}`)
  }
  return { text: `{${written.join(',')}}`, parts }
}

/** The text of a part that is not large. */
function largePart(part: unknown): LargePart | string {
  if (typeof part !== 'object' || part === null) return JSON.stringify(part)
  const before = known.get(part)
  if (before) return before
  const text = JSON.stringify(part)
  if (text.length < large) return text
  const found = { hash: createHash('sha256').update(text).digest('base64url'), text }
  known.set(part, found)
  return found
}

/** The parts that an object only names, by the fields where a part may stand. */
export const named = (gathered: Gathered, fields: readonly string[]): string[] =>
  fields.flatMap((field) => (typeof gathered[field] === 'string' ? [gathered[field]] : []))

/** The object with its parts in place. Throws when one of them is missing. */
export function whole<Whole extends Gathered>(gathered: Whole, fields: readonly string[], partOf: (hash: string) => Json): Whole {
  const found = fields.flatMap((field) => {
    const hash = gathered[field]
    return typeof hash === 'string' ? [[field, partOf(hash)] as const] : []
  })
  return found.length === 0 ? gathered : { ...gathered, ...Object.fromEntries(found) }
}

/** A part as it was read; written again it is known. */
export function readPart({ hash, text }: LargePart): Json {
  const part: Json = JSON.parse(text)
  if (typeof part === 'object' && part !== null) known.set(part, { hash, text })
  return part
}
