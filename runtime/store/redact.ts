/** Takes what names a person out of what was written about others: pure, and the same for both databases. */
import { isJsonObject, type Json } from '../../shared/json.ts'

/** Stands where a person was named. */
export const erasedText = '…'

/** Finds any of these texts, in whatever letter case; null when there are none. */
export function namesOf(values: readonly string[]): RegExp | null {
  const known = values.filter((value) => value !== '').sort((a, b) => b.length - a.length)
  if (known.length === 0) return null
  return new RegExp(known.map((value) => value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'), 'giu')
}

/** The text with every name in it replaced. */
export const redactedText = (text: string, names: RegExp): string => text.replace(names, erasedText)

/**
 * A value with the person taken out. An object that names them in one of its own texts is about them, so all its texts go;
 * with `dropping`, it is left out of the list it stands in. Lists keep their length otherwise, because others are found in
 * them by their place.
 */
export function redacted(value: Json, names: RegExp, dropping: boolean): Json {
  if (typeof value === 'string') return redactedText(value, names)
  if (Array.isArray(value)) {
    const kept = dropping ? value.filter((each) => !isAbout(each, names)) : value
    return kept.map((each) => redacted(each, names, dropping))
  }
  if (!isJsonObject(value)) return value
  const isTheirs = isAbout(value, names)
  const entries = Object.entries(value).filter(([key]) => !isNamed(key, names))
  return Object.fromEntries(
    entries.map(([key, each]) => [
      key,
      isTheirs && typeof each === 'string' && !structural.has(key) ? '' : redacted(each, names, dropping),
    ]),
  )
}

/** What says of which kind an object is: without it nobody could read the rest. */
const structural = new Set(['kind', 'code', 'type', 'entity', 'event', 'port', 'state', 'node'])

const isAbout = (value: Json, names: RegExp): boolean =>
  isJsonObject(value) && Object.values(value).some((each) => typeof each === 'string' && isNamed(each, names))

const isNamed = (text: string, names: RegExp): boolean => text.search(names) >= 0
