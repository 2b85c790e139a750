/** Reads a cell of a table as the value of a field: days as people write them, numbers with either decimal sign, choices by their words. */
import type { Field } from '../../shared/entities/entity.ts'
import { dayFormats } from '../../shared/import-targets.ts'
import type { Json } from '../../shared/json.ts'
import { minorUnits } from '../../shared/money.ts'
import { readNumber } from '../../shared/read-number.ts'
import { isDay, localTime } from '../../shared/time.ts'
import { readValue } from '../crm/read-fields.ts'
import type { ProblemCode } from '../http/problem.ts'

/** What is meant where a cell does not say it. */
export interface ReadingCells {
  /** For phone numbers without a country code; null: then there are none. */
  readonly region: string | null
  readonly currency: string
  readonly zone: string
}

type ReadCell = { readonly value: Json } | { readonly code: ProblemCode }

/** An empty cell is no value. `format` is one of a day, or the currency of an amount. Refs are read as texts by the caller. */
export function readCell(field: Field, cell: string, format: string | null, reading: ReadingCells): ReadCell {
  const text = cell.trim()
  if (text === '') return { value: null }
  switch (field.type) {
    case 'number': {
      const number = readNumber(text)
      return number === null ? { code: 'field-number' } : { value: number }
    }
    case 'money': {
      const amount = readNumber(text.replace(/\p{Sc}|\b[A-Z]{3}\b|руб\.?|р\./gu, ''))
      const currency = currencyIn(text) ?? format ?? reading.currency
      return amount === null ? { code: 'field-money' } : { value: { cents: minorUnits(amount, currency), currency } }
    }
    case 'flag':
      return flag(text)
    case 'day': {
      const day = readDay(text, format)
      return day === null ? { code: 'field-day' } : { value: day }
    }
    case 'time':
      return readTime(text, format, reading.zone)
    case 'tags':
      return readValue(field, text.split(/[,;|]/), reading.region)
    case 'choice':
      return choice(field.options, text)
    case 'json':
      return { code: 'field-ill-typed' }
    default:
      return readValue(field, text, reading.region)
  }
}

const signs: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '₽': 'RUB', '₴': 'UAH', '₸': 'KZT', '¥': 'JPY' }

function currencyIn(text: string): string | null {
  const code = /\b[A-Z]{3}\b/.exec(text)?.[0]
  if (code) return code
  if (/руб|р\./i.test(text)) return 'RUB'
  return Object.entries(signs).find(([sign]) => text.includes(sign))?.[1] ?? null
}

const yes = new Set(['1', 'yes', 'y', 'true', 'да', 'x', '+', 'истина', 'on'])
const no = new Set(['0', 'no', 'n', 'false', 'нет', '-', 'ложь', 'off'])

function flag(text: string): ReadCell {
  const word = text.toLowerCase()
  return yes.has(word) ? { value: true } : no.has(word) ? { value: false } : { code: 'field-flag' }
}

function choice(options: Readonly<Record<string, { readonly en: string; readonly ru: string }>>, text: string): ReadCell {
  const word = text.toLowerCase()
  const found = Object.entries(options).find(([key, words]) => [key, words.en, words.ru].some((each) => each.toLowerCase() === word))
  return found ? { value: found[0] } : { code: 'field-choice' }
}

/** `2026-03-02` for a day in one of the usual forms; a time of day behind it does not matter. */
export function readDay(text: string, format: string | null): string | null {
  const formats = format ? [format] : dayFormats
  for (const each of formats) {
    const day = dayBy(each, text)
    if (day) return day
  }
  return null
}

const patterns = new Map<string, RegExp>()

function dayBy(format: string, text: string): string | null {
  let pattern = patterns.get(format)
  if (!pattern) {
    const source = format
      .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
      .replace('YYYY', '(?<y>\\d{4})')
      .replace('YY', '(?<s>\\d{2})')
      .replace(/MM?/, (found) => (format.includes('YYYYMMDD') ? '(?<m>\\d{2})' : `(?<m>\\d{1,${found.length > 1 ? 2 : 2}})`))
      .replace(/DD?/, format.includes('YYYYMMDD') ? '(?<d>\\d{2})' : '(?<d>\\d{1,2})')
    pattern = new RegExp(`^${source}(?=$|[ T])`)
    patterns.set(format, pattern)
  }
  const { y, s, m, d } = pattern.exec(text)?.groups ?? {}
  if (!m || !d || !(y || s)) return null
  // Two digits mean the century that makes sense for a person or an order.
  const year = y ?? String(Number(s) > 40 ? 1900 + Number(s) : 2000 + Number(s))
  const day = `${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isDay(day) ? day : null
}

function readTime(text: string, format: string | null, zone: string): ReadCell {
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    const at = new Date(text)
    return Number.isNaN(at.getTime()) ? { code: 'field-time' } : { value: at.toISOString() }
  }
  const day = readDay(text, format)
  const clock = /[ T](\d{1,2}):(\d{2})/.exec(text)
  const at = day && localTime(day, clock ? `${(clock[1] ?? '').padStart(2, '0')}:${clock[2]}` : '00:00', zone)
  return at ? { value: at.toISOString() } : { code: 'field-time' }
}

/** Of these formats the ones that read this cell as well; an empty cell says nothing. */
export function formatsReading(cell: string, formats: readonly string[]): readonly string[] {
  const text = cell.trim()
  return text === '' || formats.length === 0 ? formats : formats.filter((format) => dayBy(format, text) !== null)
}
