/**
 * Patterns of sentences: `{name}` stands for a value, `{count, plural, one {# letter} other {# letters}}` agrees with a
 * number, `{kind, select, call {a call} other {a task}}` chooses by a text, and `{at, when}` writes a value in its kind.
 * A pattern is written by us and is always the same text; values are only ever put in, never read as patterns.
 */
import { type DateStyle, dayWords, instantWords, localeOf } from './date-words.ts'
import { durationWords } from './duration-words.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { majorUnits } from './money.ts'
import { fieldAt } from './rule-fields.ts'
import type { Language } from './words.ts'

/** How a slot is written: as it is, an instant, a day, a length of time, money `{ cents, currency }`, a list, sentences one after the other, a field by its path. */
const kinds = ['when', 'day', 'duration', 'money', 'list', 'sentences', 'field'] as const

type Kind = (typeof kinds)[number]

type Piece =
  | string
  | { readonly slot: string; readonly kind: Kind | null }
  | { readonly slot: string; readonly by: 'plural' | 'select'; readonly options: ReadonlyMap<string, readonly Piece[]> }
  | { readonly number: true }

/** Where and for whom a sentence is said. The zone is an IANA name; instants are written in it. */
export interface Saying {
  readonly language: Language
  readonly zone?: string
  /** Writes values that are more than text, a problem inside a problem; null where it does not know how. */
  readonly inner?: (value: Json) => string | null
}

/** Fills a pattern in. Total: a value that is missing is written as an ellipsis. Throws only for a malformed pattern. */
export function phrase(pattern: string, values: JsonObject, saying: Saying): string {
  return write(parsed(pattern), values, saying, null)
}

/** The names of the values that a pattern uses, sorted; for the tests that compare languages. */
export function slotsOf(pattern: string): readonly string[] {
  const found = new Set<string>()
  const visit = (pieces: readonly Piece[]) => {
    for (const piece of pieces) {
      if (typeof piece === 'string' || !('slot' in piece)) continue
      found.add(piece.slot)
      if ('options' in piece) for (const option of piece.options.values()) visit(option)
    }
  }
  visit(parsed(pattern))
  return [...found].sort()
}

function write(pieces: readonly Piece[], values: JsonObject, saying: Saying, counted: number | null): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece
      if ('number' in piece) return counted === null ? '#' : inNumber(counted, saying.language)
      const value = Object.hasOwn(values, piece.slot) ? values[piece.slot] : undefined
      if (!('options' in piece)) return inKind(value ?? null, piece.kind, saying)
      const { options } = piece
      if (piece.by === 'select') return write(options.get(String(value)) ?? options.get('other') ?? [], values, saying, counted)
      const count = typeof value === 'number' ? value : 0
      return write(options.get(pluralOf(count, saying.language)) ?? options.get('other') ?? [], values, saying, count)
    })
    .join('')
}

const pluralRules = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') }

/** one, few, many or other. */
const pluralOf = (count: number, language: Language): string => pluralRules[language].select(count)

const numbers = { en: new Intl.NumberFormat('en'), ru: new Intl.NumberFormat('ru') }

const inNumber = (value: number, language: Language): string => numbers[language].format(value)

function inKind(value: Json, kind: Kind | null, saying: Saying): string {
  const { language } = saying
  const plain = () => inPlain(value, saying)
  if (value === null || kind === null) return plain()
  if (kind === 'list') return Array.isArray(value) ? value.map((each: Json) => inPlain(each, saying)).join(', ') : plain()
  if (kind === 'sentences') return Array.isArray(value) ? value.map((each: Json) => inPlain(each, saying)).join(' ') : plain()
  if (kind === 'money') {
    if (!isJsonObject(value) || typeof value['cents'] !== 'number' || typeof value['currency'] !== 'string') return plain()
    return inMoney(value['cents'], value['currency'], language)
  }
  if (typeof value !== 'string') return plain()
  if (kind === 'field') return inField(value, language)
  if (kind === 'duration') return durationWords(value, language)
  const inTime = kind === 'when' ? instantWords(value, language, shortTime, saying.zone ?? 'UTC') : null
  return inTime ?? dayWords(value.slice(0, 10), language, shortDay) ?? value
}

const shortDay: DateStyle = { year: 'numeric', month: 'short', day: 'numeric' }
const shortTime: DateStyle = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

/** The title of a field: `firstName`, `subject.firstName`, `owner.name`; the last part of a path that nobody knows. A title stays one. */
function inField(path: string, language: Language): string {
  if (/\s/.test(path)) return path
  const [root = '', ...rest] = path.split('.')
  const isOf = { subject: commonSubjects, owner: ['user'], company: ['company'] }[root]
  const within = isOf && rest.length > 0 ? rest.join('.') : path
  for (const entity of isOf ?? commonSubjects) {
    const field = fieldAt(entity, within)
    if (field) return field.titles.map((title) => title[language]).join(', ')
  }
  return path.split('.').at(-1) ?? path
}

/** What a path without an entity most likely speaks of. */
const commonSubjects = ['contact', 'deal', 'order', 'invoice', 'company', 'task', 'product']

function inPlain(value: Json, saying: Saying): string {
  if (value === null || value === '') return '…'
  if (typeof value === 'string') return value
  if (typeof value === 'number') return inNumber(value, saying.language)
  if (typeof value === 'boolean') return value ? { en: 'yes', ru: 'да' }[saying.language] : { en: 'no', ru: 'нет' }[saying.language]
  return saying.inner?.(value) ?? (Array.isArray(value) ? value.map((each: Json) => inPlain(each, saying)).join(', ') : '…')
}

function inMoney(cents: number, currency: string, language: Language): string {
  try {
    const money = new Intl.NumberFormat(localeOf(language), { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    return money.format(majorUnits(cents, currency))
  } catch {
    return `${inNumber(majorUnits(cents, currency), language)} ${currency}`
  }
}

const cache = new Map<string, readonly Piece[]>()

function parsed(pattern: string): readonly Piece[] {
  const known = cache.get(pattern)
  if (known) return known
  const reader = { text: pattern, at: 0 }
  const pieces = readPieces(reader, false)
  if (reader.at < pattern.length) throw new Error(`A brace too many in "${pattern}"`)
  cache.set(pattern, pieces)
  return pieces
}

interface Reader {
  readonly text: string
  at: number
}

function readPieces(reader: Reader, counting: boolean): Piece[] {
  const pieces: Piece[] = []
  let plain = ''
  const flush = () => {
    if (plain) pieces.push(plain)
    plain = ''
  }
  for (; reader.at < reader.text.length; reader.at++) {
    const char = reader.text.charAt(reader.at)
    if (char === '}') break
    if (char === '{') {
      flush()
      pieces.push(readSlot(reader))
    } else if (char === '#' && counting) {
      flush()
      pieces.push({ number: true })
    } else plain += char
  }
  flush()
  return pieces
}

/** From the opening brace to the closing one, where `at` is left. */
function readSlot(reader: Reader): Piece {
  const head = /^\{\s*([A-Za-z]\w*)\s*(?:,\s*(\w+)\s*)?(,|\})/.exec(reader.text.slice(reader.at))
  if (!head) throw new Error(`A slot that cannot be read in "${reader.text}"`)
  const [whole, slot = '', kind, end] = head
  reader.at += whole.length
  if (end === '}') {
    reader.at--
    const written = kinds.find((each) => each === kind) ?? null
    if (kind !== undefined && written === null) throw new Error(`Nobody knows how to write "${kind}" in "${reader.text}"`)
    return { slot, kind: written }
  }
  if (kind !== 'plural' && kind !== 'select') throw new Error(`A slot of an unknown kind in "${reader.text}"`)
  const options = new Map<string, readonly Piece[]>()
  for (;;) {
    const option = /^\s*([\w-]+)\s*\{/.exec(reader.text.slice(reader.at))
    if (!option) break
    reader.at += option[0].length
    options.set(option[1] ?? '', readPieces(reader, kind === 'plural'))
    reader.at++
  }
  const close = /^\s*\}/.exec(reader.text.slice(reader.at))
  if (!close || !options.has('other')) throw new Error(`A choice without an end or without "other" in "${reader.text}"`)
  reader.at += close[0].length - 1
  return { slot, by: kind, options }
}
