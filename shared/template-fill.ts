/**
 * Fills templates in. Total: whatever the data holds, the plain pieces stay where they are, a value is only ever text,
 * and nothing throws. A value that is missing, or is not what its format needs, counts as empty: it is reported, and
 * a person looks before anything goes out.
 */
import type { LabelOf } from './choice-labels.ts'
import { dayWords, instantWords } from './date-words.ts'
import { isJsonObject, type Json, type JsonObject, valueAt } from './json.ts'
import { majorUnits } from './money.ts'
import {
  type Filled,
  type Format,
  formats,
  longestFilled,
  mostPieces,
  type Reference,
  type Resolve,
  roots,
  type Template,
} from './template.ts'
import { isDay } from './time.ts'
import type { Language } from './words.ts'

/** For whom a text is written. */
export interface FillOptions {
  readonly language: Language
  /** An IANA name; instants are written in it. */
  readonly zone: string
  /** What values of choices are called; without it they are written as they are kept. */
  readonly labelOf?: LabelOf
  /** Of bare numbers that are written as money; those are in major units, `{ cents, currency }` is in minor ones. */
  readonly currency: string
}

/** Writes a template with the values of the moment; `as` is what each value becomes in the place it is put into. */
export function fillTemplate(template: Template, resolve: Resolve, options: FillOptions, as = (value: string): string => value): Filled {
  const empty: string[] = []
  let text = ''
  for (const piece of template.slice(0, mostPieces)) {
    if (typeof piece === 'string') text += piece
    else if (isReference(piece)) text += as(written(piece, resolve, options, empty))
    if (text.length > longestFilled) break
  }
  const kept = withinBytes(text, longestFilled)
  return kept.length < text.length ? { text: kept, empty, cut: true } : { text, empty }
}

function written(reference: Reference, resolve: Resolve, options: FillOptions, empty: string[]): string {
  const value = resolve(reference.ref) ?? null
  const label = typeof value === 'string' ? options.labelOf?.(reference.ref, value)?.[options.language] : undefined
  const text = formatted(label ?? value, reference.format ?? 'plain', options)
  if (text !== null) return text
  if (typeof reference.or === 'string' && reference.or !== '') return reference.or
  if (!empty.includes(reference.ref)) empty.push(reference.ref)
  return ''
}

/** The value at a path as it is, not turned to text; null where the path leads nowhere. */
export const fillValue = (path: string, resolve: Resolve): Json => resolve(path) ?? null

/** Finds values in the data of a step, `{ subject, owner, company, event, item, vars, node }`, by own properties only. */
export const resolveIn =
  (data: JsonObject): Resolve =>
  (path) =>
    valueAt(data, path.split('.'))

/** The paths that a template uses, each once. */
export const referencesOf = (template: Template): readonly string[] => [
  ...new Set(template.flatMap((piece) => (isReference(piece) ? [piece.ref] : []))),
]

/** What is wrong with a template; `at` is the number of the piece. */
interface TemplateProblem {
  readonly code: 'template-wrong' | 'template-too-long' | 'reference-unreadable'
  readonly with: JsonObject
  readonly at: number
}

/** Checks a template that somebody drew or wrote by hand; `[]` when it can be filled. */
export function checkTemplate(template: unknown): readonly TemplateProblem[] {
  if (!Array.isArray(template)) return [{ code: 'template-wrong', with: {}, at: 0 }]
  if (template.length > mostPieces) return [{ code: 'template-too-long', with: { most: mostPieces }, at: mostPieces }]
  const plain = template.reduce((sum: number, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0)
  if (plain > longestFilled) return [{ code: 'template-too-long', with: { most: longestFilled }, at: 0 }]
  return template.flatMap((piece: unknown, at) => checkPiece(piece, at))
}

function checkPiece(piece: unknown, at: number): TemplateProblem[] {
  if (typeof piece === 'string') return []
  if (!isReference(piece)) return [{ code: 'template-wrong', with: {}, at }]
  const { ref, format, or } = piece
  if (format !== undefined && !formats.includes(format)) return [{ code: 'template-wrong', with: {}, at }]
  if (or !== undefined && typeof or !== 'string') return [{ code: 'template-wrong', with: {}, at }]
  const [root = '', ...rest] = ref.split('.')
  const known = roots.some((name) => name === root) && !rest.includes('') && (root !== 'node' || rest.length >= 2)
  return known ? [] : [{ code: 'reference-unreadable', with: { ref }, at }]
}

const isReference = (piece: unknown): piece is Reference => isJsonObject(piece) && typeof piece['ref'] === 'string'

/** A value in a format; null when it is empty or is nothing that the format can write. */
function formatted(value: Json, format: Format, options: FillOptions): string | null {
  switch (format) {
    case 'date':
      return inDate(value, { dateStyle: 'long' }, options)
    case 'time':
      return inDate(value, { timeStyle: 'short', hourCycle: 'h23' }, options)
    case 'date-time':
      return inDate(value, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' }, options)
    case 'money':
      return inMoney(value, options)
    case 'number':
      return inNumber(value, options.language)
    default:
      return inCase(plain(value, options), format, options.language)
  }
}

function inCase(text: string | null, format: Format, language: Language): string | null {
  if (text === null) return null
  if (format === 'upper') return text.toLocaleUpperCase(language)
  if (format === 'lower') return text.toLocaleLowerCase(language)
  if (format !== 'title') return text
  return text.toLocaleLowerCase(language).replace(/(^|[\s-])(\p{L})/gu, (_, before, letter) => before + letter.toLocaleUpperCase(language))
}

/** The default of each type. A text stays as it is, unless it is exactly a day or an instant. */
function plain(value: Json, options: FillOptions): string | null {
  if (value === null) return null
  if (typeof value === 'string') {
    if (value.trim() === '') return null
    return inDate(value, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' }, options) ?? value
  }
  if (typeof value === 'number') return Number.isFinite(value) ? withDecimalMark(value, options.language) : null
  if (typeof value === 'boolean') return yesNo[options.language][value ? 'yes' : 'no']
  return isJsonObject(value) ? (inMoney(value, options) ?? nameOf(value)) : joined(value, options)
}

const yesNo = { en: { yes: 'yes', no: 'no' }, ru: { yes: 'да', no: 'нет' } } as const

/** A plain number has no thousands marks: it may be a year or a number of an order. */
const withDecimalMark = (value: number, language: Language): string => (language === 'ru' ? String(value).replace('.', ',') : String(value))

/** Lists are written flat: a list in a list is nothing a reader could read. */
function joined(values: readonly Json[], options: FillOptions): string | null {
  const texts = values.slice(0, mostPieces).flatMap((value) => (Array.isArray(value) ? [] : (plain(value, options) ?? [])))
  return texts.length > 0 ? texts.join(', ') : null
}

/** A record where its name is meant: a company, an owner, a contact. */
function nameOf(record: JsonObject): string | null {
  const named = ['name', 'title', 'number'].map((field) => ownText(record, field)).find((text) => text !== null)
  if (named !== undefined) return named
  const parts = ['firstName', 'lastName'].flatMap((field) => ownText(record, field) ?? [])
  return parts.length > 0 ? parts.join(' ') : null
}

function ownText(record: JsonObject, field: string): string | null {
  const value = Object.hasOwn(record, field) ? record[field] : null
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

function inDate(value: Json, style: Intl.DateTimeFormatOptions, { language, zone }: FillOptions): string | null {
  if (typeof value !== 'string') return null
  // A day has no time, and is the same day in every zone.
  if (isDay(value)) return style.dateStyle ? dayWords(value, language, { dateStyle: 'long' }) : null
  return instantWords(value, language, style, zone)
}

function inNumber(value: Json, language: Language): string | null {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? numbers[language].format(number) : null
}

const numbers = {
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 6 }),
  ru: new Intl.NumberFormat('ru', { maximumFractionDigits: 6 }),
}

function inMoney(value: Json, { language, currency }: FillOptions): string | null {
  if (typeof value === 'number' || typeof value === 'string') {
    const amount = Number(value)
    return value !== '' && Number.isFinite(amount) ? currencyFormat(language, currency)(amount) : null
  }
  if (!isJsonObject(value)) return null
  const { cents, currency: own } = value
  if (typeof cents !== 'number' || !Number.isFinite(cents) || typeof own !== 'string') return null
  return currencyFormat(language, own)(majorUnits(cents, own))
}

function currencyFormat(language: Language, currency: string): (amount: number) => string {
  const format = intlMoney(language, currency)
  return (amount) => format?.format(amount) ?? `${numbers[language].format(amount)} ${currency}`.trim()
}

const moneyFormats = new Map<string, Intl.NumberFormat>()

/** Formats are dear to make, so they are kept; data may name any currency, so they are not kept without end. */
function intlMoney(language: Language, currency: string): Intl.NumberFormat | null {
  if (!/^[A-Za-z]{3}$/.test(currency)) return null
  const key = `${language} ${currency}`
  const kept = moneyFormats.get(key)
  if (kept) return kept
  if (moneyFormats.size >= 100) moneyFormats.clear()
  const made = new Intl.NumberFormat(language, { style: 'currency', currency })
  moneyFormats.set(key, made)
  return made
}

/** The beginning of a text that fits so many bytes, never half a character. */
function withinBytes(text: string, most: number): string {
  if (text.length * 3 <= most) return text
  let bytes = 0
  let end = 0
  for (const char of text) {
    const code = char.codePointAt(0) as number
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (bytes > most) return text.slice(0, end)
    end += char.length
  }
  return text
}
