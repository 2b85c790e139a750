/**
 * What the value of a rule means at a moment. Both readers of rules, in memory and SQL, take their constants from
 * here, so that "30 days ago" is the same instant for both.
 */
import { isJsonObject, type Json } from './json.ts'
import type { FieldRule } from './rules.ts'
import { add, addDays, dayIn, isDay, isInstant, isLeapYear, lastDay, parseDuration, startOfDay, subtract } from './time.ts'

/** From `from` on and earlier than `before`, null where it is open; `outside`: everything but that. */
export interface DateRange<Point> {
  readonly from: Point | null
  readonly before: Point | null
  readonly outside: boolean
}

/** The days that a date comparison holds for, by the calendar of the zone; null when its value means nothing. */
export function dayRange(rule: FieldRule, now: Date, zone: string): DateRange<string> | null {
  return rangeOf(rule, now, (value) => {
    const day = typeof value === 'string' && isDay(value) ? value : dayOf(instantOf(value, now, zone), zone)
    return day === null ? null : { start: day, end: dayAfter(day) }
  })
}

/** The instants that a date comparison holds for, in milliseconds; null when its value means nothing. */
export function timeRange(rule: FieldRule, now: Date, zone: string): DateRange<number> | null {
  return rangeOf(rule, now, (value) => {
    if (typeof value === 'string' && isDay(value)) {
      const start = startOfDay(value, zone).getTime()
      return { start, end: value === lastDay ? start + 86_400_000 : startOfDay(dayAfter(value), zone).getTime() }
    }
    const at = instantOf(value, now, zone)
    return at === null ? null : { start: at.getTime(), end: at.getTime() + 1 }
  })
}

/** After the last day comes a text that is none, but sorts behind it. */
const dayAfter = (day: string): string => (day === lastDay ? '9999-12-32' : addDays(day, 1))

interface Span<Point> {
  readonly start: Point
  /** The first that is no longer in it. */
  readonly end: Point
}

function rangeOf<Point>(rule: FieldRule, now: Date, spanOf: (value: Json | undefined) => Span<Point> | null) {
  const within = (from: Json | undefined, to: Json | undefined): DateRange<Point> | null => {
    const [first, last] = [spanOf(from), spanOf(to)]
    return first && last && { from: first.start, before: last.end, outside: false }
  }
  const present = now.toISOString()
  if (rule.is === 'within-last') return within({ ago: rule.value ?? null }, present)
  if (rule.is === 'within-next') return within(present, { in: rule.value ?? null })
  const span = spanOf(rule.value)
  if (!span) return null
  switch (rule.is) {
    case 'is':
      return { from: span.start, before: span.end, outside: false }
    case 'is-not':
      return { from: span.start, before: span.end, outside: true }
    case 'before':
    case 'under':
      return { from: null, before: span.start, outside: false }
    case 'after':
    case 'over':
      return { from: span.end, before: null, outside: false }
    case 'at-least':
      return { from: span.start, before: null, outside: false }
    case 'at-most':
      return { from: null, before: span.end, outside: false }
    default:
      return null
  }
}

const dayOf = (at: Date | null, zone: string): string | null => at && dayIn(at, zone)

/** An instant as a text, or a relative one: `{ "ago": "P30D" }`, `{ "in": "P7D" }`. */
function instantOf(value: Json | undefined, now: Date, zone: string): Date | null {
  if (typeof value === 'string') return isInstant(value) ? new Date(value) : null
  if (!isJsonObject(value)) return null
  const ago = durationAt(value, 'ago')
  if (ago !== null) return subtract(now, ago, zone)
  const ahead = durationAt(value, 'in')
  return ahead === null ? null : add(now, ahead, zone)
}

/** A day, an instant, or a relative one: what a date may be compared with. */
export const isMoment = (value: Json | undefined): boolean =>
  (typeof value === 'string' && isDay(value)) || instantOf(value, new Date(0), 'UTC') !== null

function durationAt(value: { readonly [key: string]: Json }, name: string): string | null {
  const found = Object.hasOwn(value, name) ? value[name] : null
  return typeof found === 'string' && parseDuration(found) ? found : null
}

/**
 * The days of a year, `MM-DD`, whose anniversary a rule asks about: that of now shifted by the value, or of now without
 * one. On 28 February of a year that has no 29th it is both. Null when the value means nothing.
 */
export function anniversaryDays(value: Json | undefined, now: Date, zone: string): readonly string[] | null {
  const at = value === undefined || value === null ? now : instantOf(value, now, zone)
  if (at === null) return null
  const day = dayIn(at, zone)
  const inYear = day.slice(5)
  return inYear === '02-28' && !isLeapYear(Number(day.slice(0, 4))) ? ['02-28', '02-29'] : [inYear]
}

/** An amount in minor units; a currency of null compares with any. */
interface Amount {
  readonly cents: number
  readonly currency: string | null
}

/** `{ cents, currency }`, or a bare number of minor units; null for anything else. */
export function amountOf(value: Json | undefined): Amount | null {
  if (typeof value === 'number') return { cents: value, currency: null }
  if (!isJsonObject(value)) return null
  const { cents, currency } = value
  return typeof cents === 'number' && typeof currency === 'string' ? { cents, currency } : null
}

/** How texts are compared: letter case does not count, in any alphabet. */
export const folded = (text: string): string => text.toLowerCase()

/** Nothing to compare with: null, an empty text, an empty list. */
export const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
