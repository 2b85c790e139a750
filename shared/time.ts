/**
 * Days, instants and durations. An instant is a `Date`, a day is `"2026-03-02"`, a duration is ISO 8601 (`P3M`, `PT5M`).
 * What a day is depends on a zone, so the zone is always an argument; the clock never is read here.
 */
import { offsetIn } from './zones.ts'

/** The parts of a duration: whole numbers, none negative. */
export interface Duration {
  readonly years: number
  readonly months: number
  readonly weeks: number
  readonly days: number
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
}

const minute = 60_000
const day = 86_400_000

const isoDuration = /^P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/
const secondsOf = [31_556_952, 2_629_746, 604_800, 86_400, 3_600, 60, 1] as const
const longest = 1_000 * secondsOf[0]

/** Reads `P1Y2M3W4DT5H6M7S`, whole numbers only; null for anything else and for more than a thousand years. */
export function parseDuration(text: string): Duration | null {
  const found = isoDuration.exec(text)
  if (!found || text === 'P' || text.endsWith('T')) return null
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0))
  const inSeconds = [years, months, weeks, days, hours, minutes, seconds].reduce((sum, part, i) => sum + part * (secondsOf[i] ?? 0), 0)
  return inSeconds > longest ? null : { years, months, weeks, days, hours, minutes, seconds }
}

/**
 * The instant a duration later, by the calendar of the zone: a day later is the same time of the next day, also across
 * a change of the clocks, and a month after 31 January is the last of February. Throws for a text that is no duration.
 */
export const add = (at: Date, duration: string, zone = 'UTC'): Date => addTimes(at, duration, 1, zone)

/** The instant a duration earlier; see `add`. */
export const subtract = (at: Date, duration: string, zone = 'UTC'): Date => addTimes(at, duration, -1, zone)

/** Several times a duration after the first date, counted from the first: 31 January, 28 February, 31 March. */
export function addTimes(first: Date, duration: string, times: number, zone = 'UTC'): Date {
  const parts = parseDuration(duration)
  if (!parts) throw new RangeError(`"${duration}" is not a duration`)
  const months = (parts.years * 12 + parts.months) * times
  const days = (parts.weeks * 7 + parts.days) * times
  const seconds = ((parts.hours * 60 + parts.minutes) * 60 + parts.seconds) * times
  return new Date(moved(first.getTime(), months, days, zone) + seconds * 1_000)
}

/** By the calendar: months first, cut to the length of the month, then days. */
function moved(ms: number, months: number, days: number, zone: string): number {
  if (months === 0 && days === 0) return ms
  const shown = new Date(ms + offsetIn(zone, ms) * minute)
  const [year, month] = [shown.getUTCFullYear(), shown.getUTCMonth() + months]
  const lengthOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const inMonth = Date.UTC(year, month, Math.min(shown.getUTCDate(), lengthOfMonth))
  return instantAt(inMonth + days * day + (((shown.getTime() % day) + day) % day), zone)
}

/** The day that an instant falls on in a zone. */
export const dayIn = (at: Date, zone: string): string => dayText(at.getTime() + offsetIn(zone, at.getTime()) * minute)

/** The last day that can be written; many systems mean "for ever" by it. */
export const lastDay = '9999-12-31'

const dayText = (ms: number): string =>
  new Date(Math.min(Math.max(ms, Date.parse('0000-01-01')), Date.parse(lastDay))).toISOString().slice(0, 10)

/** The time of day, `HH:mm`, that an instant shows in a zone. */
export const timeIn = (at: Date, zone: string): string => wall(at.getTime(), zone).slice(11, 16)

const wall = (ms: number, zone: string): string => new Date(ms + offsetIn(zone, ms) * minute).toISOString()

/**
 * The instant at which clocks in a zone show this time of this day. A time that clocks skip is the end of the skip; a
 * time that they show twice is the first. Null when the whole day does not exist, as 30 December 2011 in Apia, and
 * for a text that is no day or time.
 */
export function localTime(onDay: string, time: string, zone: string): Date | null {
  const asked = wallClock(onDay, time)
  if (asked === null) return null
  const at = instantAt(asked, zone)
  return wall(at, zone).slice(0, 10) === new Date(asked).toISOString().slice(0, 10) ? new Date(at) : null
}

/** The instant at which a zone shows this on its clock, given as if it were UTC: the first, or the end of a skip. */
function instantAt(asked: number, zone: string): number {
  const candidates = [offsetIn(zone, asked - day), offsetIn(zone, asked + day)].map((offset) => asked - offset * minute)
  const shown = candidates.filter((ms) => ms + offsetIn(zone, ms) * minute === asked)
  return shown.length > 0 ? Math.min(...shown) : endOfSkip(Math.min(...candidates), Math.max(...candidates), zone)
}

function wallClock(onDay: string, time: string): number | null {
  const clock = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  if (!isDay(onDay) || (!clock && time !== '24:00')) return null
  return Date.parse(onDay) + (clock ? (Number(clock[1]) * 60 + Number(clock[2])) * minute : day)
}

/** The instant in milliseconds at which the offset of a zone changes, between one before it and one after it. */
export function endOfSkip(before: number, after: number, zone: string): number {
  const late = offsetIn(zone, after)
  let low = before
  let high = after
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetIn(zone, middle) === late) high = middle
    else low = middle
  }
  return high
}

/** The first instant of a day in a zone; of a day that does not exist, the first instant of the next. */
export const startOfDay = (onDay: string, zone: string): Date => localTime(onDay, '00:00', zone) ?? startOfDay(addDays(onDay, 1), zone)

/** A day some days later, or earlier by a negative count; never past `lastDay`. */
export const addDays = (onDay: string, count: number): string => dayText(Date.parse(onDay) + count * day)

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (onDay: string): number => new Date(Date.parse(onDay)).getUTCDay() || 7

/** By the Gregorian calendar, also for years before it. */
export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** `2026-03-02`, and a day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = Date.parse(text)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** `2026-03-02T09:00:00Z`, with or without fractions, and with an offset instead of Z. */
export const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
