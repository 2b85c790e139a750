/** Moments, days and money in the words and figures of a language. */
import { dateFormat, localeOf } from '../../shared/date-words.ts'
import { majorUnits, minorDigits } from '../../shared/money.ts'
import type { Language } from '../../shared/words.ts'

interface Reader {
  readonly language: Language
  /** The reader's time zone; undefined: the browser's own. */
  readonly zone?: string | undefined
  readonly now: Date
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** "5 minutes ago", "tomorrow", and from a week on the date. */
export function relativeTime(at: string, { language, zone, now }: Reader): string {
  const moment = new Date(at)
  const distance = moment.getTime() - now.getTime()
  const size = Math.abs(distance)
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (size < minute) return relative.format(0, 'second')
  if (size < hour) return relative.format(Math.trunc(distance / minute), 'minute')
  if (size < day) return relative.format(Math.trunc(distance / hour), 'hour')
  if (size < 7 * day) return relative.format(daysBetween(now, moment, zone), 'day')
  return dateOf(at, { language, zone, now })
}

/** "23 Nov 2025, 10:04", with the zone when it is not the browser's. */
export function exactTime(at: string, { language, zone }: Reader): string {
  const foreign = zone !== undefined && zone !== '' && zone !== Intl.DateTimeFormat().resolvedOptions().timeZone
  return dateFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(zone ? { timeZone: zone } : {}),
    ...(foreign ? { timeZoneName: 'short' } : {}),
  }).format(new Date(at))
}

/** The date of an instant; the year only when it is another one. */
function dateOf(at: string, { language, zone, now }: Reader): string {
  const moment = new Date(at)
  return dateFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(yearIn(moment, zone) === yearIn(now, zone) ? {} : { year: 'numeric' }),
    ...(zone ? { timeZone: zone } : {}),
  }).format(moment)
}

/** A day as it is stored, "2026-03-02", in words; it has no zone. */
export function dayInWords(day: string, language: Language): string {
  return dateFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** `{ cents, currency }` as people write it; whole sums without decimals. */
export function moneyInWords(money: { readonly cents: number; readonly currency: string }, language: Language): string {
  const digits = minorDigits(money.currency)
  const amount = majorUnits(money.cents, money.currency)
  return numberFormat(language, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: Number.isInteger(amount) ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(amount)
}

/** With the signs that part thousands and decimals in the language. */
export const numberInWords = (value: number, language: Language): string => numberFormat(language, {}).format(value)

/** A list writes thousands of sums, and making a format is far dearer than using it. */
function numberFormat(language: Language, style: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(style)}`
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(localeOf(language), style)
  numberFormats.set(key, format)
  return format
}

const numberFormats = new Map<string, Intl.NumberFormat>()

/** "Москва (GMT+3)", "Europe/Moscow (GMT+3)": English readers know zones by their names, Russian ones by their places. */
export function zoneInWords(zone: string, language: Language): string {
  const say = (style: 'shortGeneric' | 'shortOffset') =>
    new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: style }).formatToParts().find(({ type }) => type === 'timeZoneName')
      ?.value
  try {
    return `${language === 'en' || zone === 'UTC' ? zone : say('shortGeneric')} (${say('shortOffset')})`
  } catch {
    // A name that this browser has never heard of.
    return zone
  }
}

const yearIn = (moment: Date, zone: string | undefined): string =>
  new Intl.DateTimeFormat('en', { year: 'numeric', ...(zone ? { timeZone: zone } : {}) }).format(moment)

function daysBetween(from: Date, to: Date, zone: string | undefined): number {
  const dayIn = (moment: Date) => Date.parse(new Intl.DateTimeFormat('en-CA', zone ? { timeZone: zone } : {}).format(moment))
  return Math.round((dayIn(to) - dayIn(from)) / day)
}
