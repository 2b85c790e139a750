/** Reads the fields of a record that somebody sent: known, of the right type, in the form in which they are kept. */
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { type FieldShape, hasShape } from '../../shared/entities/shapes.ts'
import { normalEmail } from '../../shared/identity.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import { isDay, isInstant } from '../../shared/time.ts'
import { type FieldProblem, type ProblemCode, Refused } from '../http/problem.ts'
import type { Reads } from '../store/port.ts'
import { type Catalogue, findField } from './catalogue.ts'
import { normalPhone } from './phone.ts'

interface ReadingFields {
  readonly store: Reads
  readonly catalogue: Catalogue
  /** Of phone numbers without a country code. */
  readonly region: string
}

const longest = { text: 1000, 'long-text': 50_000, url: 2000 } as const

/** Throws `Refused` that names every wrong field. `create`: required fields have to be there. */
export async function readFields(
  entity: EntityType,
  given: Readonly<Record<string, unknown>>,
  create: boolean,
  reading: ReadingFields,
): Promise<JsonObject> {
  const fields: Record<string, Json> = {}
  const problems: FieldProblem[] = []
  for (const [name, raw] of Object.entries(given)) {
    const field = await findField(reading.catalogue, entity, name)
    const read = field ? await readField(field, raw, reading) : ({ code: 'field-unknown' } as const)
    if ('code' in read) problems.push({ path: `fields.${name}`, ...read })
    else fields[name] = read.value
  }
  if (create) {
    for (const [name, field] of Object.entries(entity.fields)) {
      if (field.required && !field.readonly && !Object.hasOwn(given, name))
        problems.push({ path: `fields.${name}`, code: 'field-required' })
    }
  }
  if (problems.length > 0) throw new Refused(422, 'invalid', {}, problems)
  return fields
}

type Read = { readonly value: Json } | { readonly code: ProblemCode; readonly with?: JsonObject }

async function readField(field: Field, raw: unknown, reading: ReadingFields): Promise<Read> {
  if (field.readonly) return { code: 'field-readonly' }
  if (raw === null || (typeof raw === 'string' && raw.trim() === '')) return field.required ? { code: 'field-required' } : { value: null }
  const read = readValue(field, raw, reading.region)
  if (field.shape && 'value' in read && !hasShape(field.shape, read.value)) return { code: shapeProblems[field.shape] ?? 'field-ill-typed' }
  if (!('value' in read) || field.type !== 'ref') return read
  return (await reading.store.record(field.entity, String(read.value))) ? read : { code: 'field-ref' }
}

/** The shapes that a person types have words of their own. */
const shapeProblems: Partial<Record<FieldShape, ProblemCode>> = {
  zone: 'zone-unknown',
  'address-part': 'field-address-part',
  points: 'field-points',
  count: 'field-count',
}

/** A value in its kept form, or what is wrong with it. Refs are not looked up here. */
export function readValue(field: Field, raw: unknown, region: string | null): Read {
  switch (field.type) {
    case 'text':
    case 'long-text':
      return readText(raw, longest[field.type])
    case 'url': {
      const read = readText(raw, longest.url)
      return 'value' in read && !/^https?:\/\/[^\s]+$/i.test(String(read.value)) ? { code: 'field-url' } : read
    }
    case 'email': {
      const address = typeof raw === 'string' ? normalEmail(raw) : null
      return address === null ? { code: 'field-email' } : { value: address }
    }
    case 'phone': {
      const number = typeof raw === 'string' ? normalPhone(raw, region) : null
      return number === null ? { code: 'field-phone' } : { value: number }
    }
    case 'number':
      return typeof raw === 'number' && Number.isFinite(raw) ? { value: raw } : { code: 'field-number' }
    case 'flag':
      return typeof raw === 'boolean' ? { value: raw } : { code: 'field-flag' }
    case 'day':
      return typeof raw === 'string' && isDay(raw) ? { value: raw } : { code: 'field-day' }
    case 'time':
      return typeof raw === 'string' && isInstant(raw) ? { value: new Date(raw).toISOString() } : { code: 'field-time' }
    case 'tags':
      return readTags(raw)
    case 'money':
      return readMoney(raw)
    case 'choice':
      return typeof raw === 'string' && Object.hasOwn(field.options, raw) ? { value: raw } : { code: 'field-choice' }
    case 'ref':
      return typeof raw === 'string' && raw.length <= 100 ? { value: raw } : { code: 'field-ref' }
    case 'json':
      return { value: raw as Json }
  }
}

function readText(raw: unknown, most: number): Read {
  if (typeof raw !== 'string') return { code: 'field-text' }
  const text = raw.trim()
  return text.length > most ? { code: 'field-long', with: { most } } : { value: text }
}

function readTags(raw: unknown): Read {
  if (!Array.isArray(raw) || raw.length > 100 || !raw.every((tag) => typeof tag === 'string' && tag.length <= 100))
    return { code: 'field-tags' }
  return { value: [...new Set(raw.map((tag: string) => tag.trim()).filter((tag) => tag !== ''))] }
}

function readMoney(raw: unknown): Read {
  if (!isJsonObject(raw)) return { code: 'field-money' }
  const { cents, currency, ...rest } = raw
  const fits = Number.isSafeInteger(cents) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) && Object.keys(rest).length === 0
  return fits ? { value: { cents: cents as number, currency: currency as string } } : { code: 'field-money' }
}
