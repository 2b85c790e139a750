/**
 * Days, instants and durations. An instant is a `Date`, a day is `"2026-03-02"`, a duration is ISO 8601 (`P3M`, `PT5M`).
 * What a day is depends on a zone, so the zone is always an argument; the clock never is read here.
 */
import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon'

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
  const parsed = parseDuration(duration)
  if (!parsed) throw new RangeError(`"${duration}" is not a duration`)
  const parts = Object.fromEntries(Object.entries(parsed).map(([unit, count]) => [unit, count * times]))
  return DateTime.fromJSDate(first, { zone: zoneNamed(zone) })
    .plus(parts)
    .toJSDate()
}

/** A zone by its IANA name; UTC for a name nobody knows, so that a typing error never stops a run. */
export function zoneNamed(name: string): Zone {
  const zone = IANAZone.create(name)
  return zone.isValid ? zone : FixedOffsetZone.utcInstance
}

export const isZone = (name: string): boolean => IANAZone.create(name).isValid

const minute = 60_000
const day = 86_400_000

/** The day that an instant falls on in a zone. */
export const dayIn = (at: Date, zone: string): string => wall(at.getTime(), zoneNamed(zone)).slice(0, 10)

/** The time of day, `HH:mm`, that an instant shows in a zone. */
export const timeIn = (at: Date, zone: string): string => wall(at.getTime(), zoneNamed(zone)).slice(11, 16)

const wall = (ms: number, zone: Zone): string => new Date(ms + zone.offset(ms) * minute).toISOString()

/**
 * The instant at which clocks in a zone show this time of this day. A time that clocks skip is the end of the skip; a
 * time that they show twice is the first. Null when the whole day does not exist, as 30 December 2011 in Apia, and
 * for a text that is no day or time.
 */
export function localTime(onDay: string, time: string, zoneName: string): Date | null {
  const asked = wallClock(onDay, time)
  if (asked === null) return null
  const zone = zoneNamed(zoneName)
  const offsets = [zone.offset(asked - day), zone.offset(asked + day)]
  const candidates = offsets.map((offset) => asked - offset * minute)
  const shown = candidates.filter((ms) => ms + zone.offset(ms) * minute === asked)
  if (shown.length > 0) return new Date(Math.min(...shown))
  const after = endOfSkip(Math.min(...candidates), Math.max(...candidates), zone)
  return wall(after, zone).slice(0, 10) === wall(asked, FixedOffsetZone.utcInstance).slice(0, 10) ? new Date(after) : null
}

function wallClock(onDay: string, time: string): number | null {
  const clock = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  if (!isDay(onDay) || (!clock && time !== '24:00')) return null
  return Date.parse(onDay) + (clock ? (Number(clock[1]) * 60 + Number(clock[2])) * minute : day)
}

/** The instant at which the offset of a zone changes, between one before it and one after it. */
function endOfSkip(before: number, after: number, zone: Zone): number {
  const late = zone.offset(after)
  let low = before
  let high = after
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (zone.offset(middle) === late) high = middle
    else low = middle
  }
  return high
}

/** The first instant of a day in a zone; of a day that does not exist, the first instant of the next. */
export const startOfDay = (onDay: string, zone: string): Date => localTime(onDay, '00:00', zone) ?? startOfDay(addDays(onDay, 1), zone)

/** A day some days later, or earlier by a negative count. */
export const addDays = (onDay: string, count: number): string => new Date(Date.parse(onDay) + count * day).toISOString().slice(0, 10)

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (onDay: string): number => new Date(Date.parse(onDay)).getUTCDay() || 7

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
