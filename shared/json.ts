/** Anything that survives a round trip through JSON. Steps, outcomes, outputs and effects are made of it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** An object of JSON. Its keys may come from strangers, so they are read with `Object.hasOwn` or `valueAt`. */
export type JsonObject = { readonly [key: string]: Json }

/** Is it an object, and not null or a list? What it holds is not looked at: for values that came from JSON. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A problem, reason or notice as it is stored: a code and its values, never a sentence.
 * It is said in the reader's language when it is read (`say` in `say.ts`).
 */
export interface Said {
  readonly code: string
  readonly with?: JsonObject
}

/** The value at a dotted path, by own properties only; `undefined` where the path leads nowhere. */
export function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  let found: Json | undefined = value
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined
    if (!Object.hasOwn(found, key)) return undefined
    found = (found as JsonObject)[key]
  }
  return found
}
