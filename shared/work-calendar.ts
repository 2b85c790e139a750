/** Opening hours: when a company, a department or a person works, and how time is counted while they do. */
import { isJsonObject, type Json } from './json.ts'
import { add, addDays, dayIn, isDay, localTime, parseDuration, timeIn, weekdayOf } from './time.ts'
import { isZone } from './zones.ts'

/**
 * Hours by day of the week, Monday is "1": `{ "1": [["09:00","18:00"]] }`; days off on top. What closes at an earlier time
 * than it opens, `["22:00","06:00"]`, is open over night, and belongs to the day on which it opens.
 */
export interface WorkCalendar {
  readonly zone: string
  readonly hours: Readonly<Record<string, readonly (readonly [string, string])[]>>
  readonly holidays: readonly string[]
}

/** What applies where nobody has set anything: Monday to Friday, nine to six. */
export const usualCalendar = (zone: string): WorkCalendar => ({
  zone,
  hours: Object.fromEntries(['1', '2', '3', '4', '5'].map((weekday) => [weekday, [['09:00', '18:00'] as const]])),
  holidays: [],
})

/** By day on any day of the week, from eight to eight: when one may write to people where they live. */
export const daytime = (zone: string): WorkCalendar => ({
  zone,
  hours: Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((weekday) => [weekday, [['08:00', '20:00'] as const]])),
  holidays: [],
})

/** A calendar from its record or look-up; hours and days off that cannot be read are left out, null without a zone. */
export function readCalendar(value: Json | undefined): WorkCalendar | null {
  if (!isJsonObject(value)) return null
  const { zone, hours, holidays } = value
  if (typeof zone !== 'string' || !isZone(zone)) return null
  const days = isJsonObject(hours) ? Object.entries(hours) : []
  return {
    zone,
    hours: Object.fromEntries(days.map(([weekday, windows]) => [weekday, Array.isArray(windows) ? windows.flatMap(readHours) : []])),
    holidays: Array.isArray(holidays) ? holidays.filter((day): day is string => typeof day === 'string' && isDay(day)) : [],
  }
}

function readHours(window: Json): (readonly [string, string])[] {
  if (!Array.isArray(window)) return []
  const [from, to] = window
  return typeof from === 'string' && typeof to === 'string' ? [[from, to]] : []
}

/** Nothing opens for so many days: the calendar is as good as closed for ever. */
const closedAfter = 30
const longestCount = 3_660

/** Does somebody work at this instant? The end of a window is outside it. */
export const isOpen = (at: Date, calendar: WorkCalendar): boolean => windowAt(at, calendar) !== null

/** The window that is open at an instant: of its day, or of the night before. */
function windowAt(at: Date, calendar: WorkCalendar): Window | null {
  const today = dayIn(at, calendar.zone)
  const windows = [addDays(today, -1), today].flatMap((day) => windowsOf(day, calendar))
  return windows.findLast(({ from, to }) => from <= at && at < to) ?? null
}

/** The instant itself while it is open, else the next opening; null when nothing opens within 30 days. */
export function nextOpen(at: Date, calendar: WorkCalendar): Date | null {
  const window = firstWindow(at, calendar)
  return window && (window.from > at ? window.from : at)
}

/** Is this a day on which somebody works at all? Without a calendar: Monday to Friday. */
export function isWorkingDay(day: string, calendar: WorkCalendar | null): boolean {
  return calendar ? windowsOf(day, calendar).length > 0 : weekdayOf(day) <= 5
}

/**
 * The same time of day so many working days later: one after Friday is Monday, one after Saturday is Monday too.
 * The time may lie outside the hours; `nextOpen` moves it. Null when 30 days in a row are off.
 */
export function addWorkingDays(at: Date, count: number, calendar: WorkCalendar): Date | null {
  let day = dayIn(at, calendar.zone)
  let found = at
  for (let counted = 0; counted < count; counted++) {
    const next = nextWorkingDay(day, calendar)
    if (next === null) return null
    day = next
    found = localTime(day, timeIn(at, calendar.zone), calendar.zone) ?? found
  }
  return found
}

function nextWorkingDay(after: string, calendar: WorkCalendar): string | null {
  for (let ahead = 1; ahead <= closedAfter; ahead++) {
    const day = addDays(after, ahead)
    if (isWorkingDay(day, calendar)) return day
  }
  return null
}

/**
 * The instant at which so much working time has passed: its days are working days, its hours, minutes and seconds pass
 * only while it is open, weeks and longer are by the calendar. Null when it never passes, or not within ten years.
 * Throws for a text that is no duration.
 */
export function addWorkingTime(at: Date, duration: string, calendar: WorkCalendar): Date | null {
  const parts = parseDuration(duration)
  if (!parts) throw new RangeError(`"${duration}" is not a duration`)
  if (parts.days > longestCount) return null
  const later = add(at, `P${parts.years}Y${parts.months}M${parts.weeks}W`, calendar.zone)
  const onDay = addWorkingDays(later, parts.days, calendar)
  const open = ((parts.hours * 60 + parts.minutes) * 60 + parts.seconds) * 1_000
  return onDay && (open === 0 ? onDay : passOpen(onDay, open, calendar))
}

function passOpen(start: Date, ms: number, calendar: WorkCalendar): Date | null {
  let at = start
  let left = ms
  for (let windows = 0; windows < longestCount; windows++) {
    const window = firstWindow(at, calendar)
    if (!window) return null
    const from = Math.max(window.from.getTime(), at.getTime())
    if (from + left <= window.to.getTime()) return new Date(from + left)
    left -= window.to.getTime() - from
    at = window.to
  }
  return null
}

/**
 * A moment at a human pace: somewhere between an instant and so long after it, by a chance from 0 to 1, and never past
 * the closing time of the window that the instant lies in.
 */
export function jitter(at: Date, atMost: string, chance: number, calendar: WorkCalendar | null): Date {
  const closing = calendar && windowAt(at, calendar)
  const latest = Math.min(add(at, atMost).getTime(), closing ? closing.to.getTime() - 1 : Number.POSITIVE_INFINITY)
  return new Date(Math.floor(at.getTime() + (latest - at.getTime()) * chance))
}

interface Window {
  readonly from: Date
  readonly to: Date
}

/** The window that is open at an instant, or the next one. */
function firstWindow(at: Date, calendar: WorkCalendar): Window | null {
  const today = dayIn(at, calendar.zone)
  for (let ahead = -1; ahead <= closedAfter; ahead++) {
    const found = windowsOf(addDays(today, ahead), calendar).find(({ to }) => to > at)
    if (found) return found
  }
  return null
}

/** The open windows of a day in their order, those that touch joined. */
function windowsOf(day: string, calendar: WorkCalendar): readonly Window[] {
  if (calendar.holidays.includes(day)) return []
  const weekday = String(weekdayOf(day))
  const hours = Object.hasOwn(calendar.hours, weekday) ? (calendar.hours[weekday] ?? []) : []
  const windows: Window[] = []
  for (const [opens, closes] of hours.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const from = localTime(day, opens, calendar.zone)
    const to = localTime(closes < opens ? addDays(day, 1) : day, closes, calendar.zone)
    if (!from || !to || from >= to) continue
    const last = windows.at(-1)
    if (last && from <= last.to) windows[windows.length - 1] = { from: last.from, to: to > last.to ? to : last.to }
    else windows.push({ from, to })
  }
  return windows
}
