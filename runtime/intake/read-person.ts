/** Reads who wrote out of a body: by a mapping, into the fields of the CRM. What does not fit its field stays in the submission. */
import { cut } from '../../shared/cut.ts'
import type { Field } from '../../shared/entities/entity.ts'
import { entityNamed } from '../../shared/entities.ts'
import { readEmail } from '../../shared/identity.ts'
import { type BodyStep, type FieldMapping, readBodyPath, valueAtPath } from '../../shared/intake.ts'
import { isJsonObject, type Json, type JsonObject, type Said } from '../../shared/json.ts'
import { minorUnits } from '../../shared/money.ts'
import { readPhone } from '../crm/phone.ts'
import { readValue } from '../crm/read-fields.ts'

/** Somebody who wrote. Addresses are in their normal form. */
export interface Stranger {
  readonly email: string | null
  readonly phone: string | null
  /** Further fields of the contact, of the company and of the deal that may be opened. */
  readonly contact: JsonObject
  readonly company: JsonObject
  readonly deal: JsonObject
  readonly note: string
  /** Why an address is none, when there was one. */
  readonly problem: Said | null
}

/** What a value means that does not say it, and which fields there are. */
export interface ReadingPerson {
  /** For phone numbers without a country code. */
  readonly region: string
  readonly currency: string
  /** The fields that users added to contacts. */
  readonly custom: Readonly<Record<string, Field>>
}

/** Reads by a mapping; the first mapping of a target that finds a value wins, except for notes, which are joined. */
export function readPerson(body: Json, mapping: readonly FieldMapping[], reading: ReadingPerson): Stranger {
  const found = new Map<string, Json>()
  const notes: string[] = []
  let region: string | null = reading.region
  for (const { from, to } of mapping) {
    const steps = readBodyPath(from) ?? []
    const value = valueAtPath(body, steps)
    const text = textOf(value ?? null)
    if (value === undefined || text === '') continue
    if (to === 'note') notes.push(text)
    else if (!found.has(to)) {
      found.set(to, value)
      if (to === 'contact.phone') region = isSenderId(steps) ? null : (countryBeside(body, steps) ?? region)
    }
  }
  const email = textOf(found.get('contact.email') ?? null)
  const phone = textOf(found.get('contact.phone') ?? null)
  const readMail = email === '' ? null : readEmail(bareAddress(email))
  const readNumber = phone === '' ? null : readAnyPhone(phone, region)
  const wrong = [readMail, readNumber].find((read) => read !== null && !read.ok)
  return {
    email: readMail?.ok ? readMail.address : null,
    phone: readNumber?.ok ? readNumber.address : null,
    contact: { ...nameIn(found), ...fieldsOf('contact', found, reading) },
    company: fieldsOf('company', found, reading),
    deal: fieldsOf('deal', found, reading),
    note: notes.join('\n').slice(0, longestNote),
    problem: wrong && !wrong.ok ? { code: wrong.problem } : null,
  }
}

const longestNote = 50_000

/** Of `Anna Weber <anna@example.test>` the address. */
export const bareAddress = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text

/** The country of an address, which tells how its telephone number is meant. */
function countryBeside(body: Json, steps: readonly BodyStep[]): string | null {
  const address = valueAtPath(body, steps.slice(0, -1))
  if (!isJsonObject(address)) return null
  const [, country] =
    Object.entries(address).find(
      ([key, value]) => /^country[ _-]?(code)?$/i.test(key) && typeof value === 'string' && /^[a-z]{2}$/i.test(value),
    ) ?? []
  return typeof country === 'string' ? country.toUpperCase() : null
}

/** A network that names whoever wrote by their number always writes it with its country code. */
function isSenderId(steps: readonly BodyStep[]): boolean {
  const last = steps.at(-1)
  return last !== undefined && 'key' in last && /^(from|sender|.*[_a-z]id)$/i.test(last.key)
}

/** Programs often leave out the plus before the country code, or put words around the number. */
function readAnyPhone(text: string, region: string | null): ReturnType<typeof readPhone> {
  const read = readPhone(text, region)
  if (read.ok) return read
  const whole = /^\d{10,15}$/.test(text) ? `+${text}` : phoneInside(text)
  const international = whole === null ? read : readPhone(whole, null)
  return international.ok ? international : read
}

/** The one international number within a short text, `Call from +49 151 23456789`; null if there is none, or several. */
export function phoneInside(text: string): string | null {
  if (text.length > 100) return null
  const [number, another] = text.match(/\+\d[\d\s().-]{6,20}\d/g) ?? []
  return number !== undefined && another === undefined ? number : null
}

/** A value as people would write it; nothing for an object. */
export function textOf(value: Json): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value)
    ? value
        .map(textOf)
        .filter((text) => text !== '')
        .join(', ')
    : ''
}

/** A whole name in its parts. A patronymic tells the order in which the others stand, and stays with the first name. */
export function nameParts(name: string): { readonly firstName: string; readonly lastName: string } {
  const comma = /^([^,]+),\s*(.+)$/.exec(name.trim())
  if (comma) return { firstName: comma[2] ?? '', lastName: comma[1] ?? '' }
  const words = name.trim().split(/\s+/)
  const isPatronymic = (word: string | undefined) => /(вич|вна|чна|ична)$/iu.test(word ?? '')
  if (words.length === 3 && isPatronymic(words[2])) return { firstName: `${words[1]} ${words[2]}`, lastName: words[0] ?? '' }
  if (words.length === 3 && isPatronymic(words[1])) return { firstName: `${words[0]} ${words[1]}`, lastName: words[2] ?? '' }
  return { firstName: words[0] ?? '', lastName: words.slice(1).join(' ') }
}

function nameIn(found: ReadonlyMap<string, Json>): JsonObject {
  const name = cut(textOf(found.get('contact.name') ?? null), 200)
  if (name === '') return {}
  const { firstName, lastName } = nameParts(name)
  return { firstName, ...(lastName === '' ? {} : { lastName }) }
}

/** What the outside may never set: who looks after a record, how far it has come, whose number it is elsewhere. */
const kept = new Set(['owner', 'stage', 'personalCare', 'email', 'phone', 'name'])

function fieldsOf(entity: 'contact' | 'company' | 'deal', found: ReadonlyMap<string, Json>, reading: ReadingPerson): JsonObject {
  const own = entityNamed(entity).fields
  const fields: Record<string, Json> = {}
  for (const [target, value] of found) {
    const [of, name = ''] = target.split('.')
    if (of !== entity || (kept.has(name) && !(entity === 'company' && (name === 'name' || name === 'phone')))) continue
    const field = Object.hasOwn(own, name)
      ? own[name]
      : entity === 'contact' && Object.hasOwn(reading.custom, name)
        ? reading.custom[name]
        : undefined
    if (!field || field.readonly || field.type === 'ref' || field.type === 'json') continue
    const read = readValue(field, shaped(field, value, reading), reading.region)
    if ('value' in read && read.value !== '') fields[name] = read.value
  }
  return fields
}

const longest = { text: 1000, 'long-text': 50_000 } as const

/** What a sender wrote in the form in which the field keeps it. */
function shaped(field: Field, value: Json, { currency }: ReadingPerson): Json {
  const text = textOf(value)
  switch (field.type) {
    case 'text':
    case 'long-text':
      return text.slice(0, longest[field.type])
    case 'url':
      return /^https?:/i.test(text) ? text : `https://${text}`
    case 'number':
      return numberIn(text)
    case 'money': {
      const amount = numberIn(text)
      return amount === null ? null : { cents: minorUnits(amount, currency), currency }
    }
    case 'flag':
      return value === true || /^(true|on|yes|1|да|вкл|checked)$/iu.test(text)
    case 'day':
      return dayIn(text)
    case 'tags':
      return Array.isArray(value) ? value.map(textOf) : text.split(',')
    case 'choice': {
      const said = text.toLowerCase()
      const option = Object.entries(field.options).find(([key, words]) =>
        [key, words.en, words.ru].some((each) => each.toLowerCase() === said),
      )
      return option?.[0] ?? (said.slice(0, 2) in field.options ? said.slice(0, 2) : text)
    }
    default:
      return text
  }
}

function numberIn(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null
}

/** 2026-03-02, 02.03.2026, 2/3/2026 by day first, or the day of an instant. */
function dayIn(text: string): string {
  const [, day, month, year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? []
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.slice(0, 10)
}
