/** Does what a step writes into a field fit there? Told while it is drawn, not when the first run is refused. */
import type { Field } from './entities/entity.ts'
import type { Json } from './json.ts'
import { isDay, isInstant } from './time.ts'

/** The texts that mean yes or no where a flag is written, in small letters. */
export const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  да: true,
  1: true,
  false: false,
  no: false,
  нет: false,
  0: false,
}

/** Is it a number, written as a text? Total over any text. */
export const isNumeric = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))

/**
 * Can a field hold what is stored for it, a template or a constant? What has values of the moment in it may turn out to
 * fit, and so does nothing at all: it empties the field.
 */
export function fitsField(field: Field, stored: Json): boolean {
  if (stored === null) return true
  if (typeof stored === 'number') return field.type === 'number' || field.type === 'json'
  if (typeof stored === 'boolean') return field.type === 'flag' || field.type === 'json'
  if (!Array.isArray(stored)) return true
  const pieces: readonly Json[] = stored
  const [only] = pieces
  if (pieces.length !== 1 || typeof only !== 'string' || only === '') return true
  switch (field.type) {
    case 'choice':
      return Object.hasOwn(field.options, only)
    case 'number':
    case 'money':
      return isNumeric(only)
    case 'flag':
      return Object.hasOwn(truths, only.toLowerCase())
    case 'day':
      return isDay(only)
    case 'time':
      return isInstant(only)
    default:
      return true
  }
}
