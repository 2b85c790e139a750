/** When something that repeats happens next. A schedule is a rule of the calendar, in the zone of its company. */
import type { CalendarRule } from './params.ts'
import { addDays, dayIn, endOfSkip, localTime, weekdayOf } from './time.ts'
import { isWorkingDay, type WorkCalendar } from './work-calendar.ts'
import { offsetIn } from './zones.ts'

/** What a rule may need besides the clock. */
interface TickHelp {
  /** Says which days are working days; without it Monday to Friday are. */
  readonly calendar?: WorkCalendar | null
  /** Reads a cron pattern: the first match after an instant, null for none. Throws nothing. */
  readonly cron?: (pattern: string, after: Date, zone: string) => Date | null
}

/** Two years and a little: what does not come by then never comes. */
const furthest = 800

/**
 * The first tick after an instant; null when there is none. Day 31 falls on the last day of a shorter month and
 * 29 February on the 28th, so that nothing monthly or yearly is left out. A time that clocks skip ticks at the end of
 * the skip, a time that they show twice ticks once.
 */
export function nextTick(rule: CalendarRule, after: Date, zone: string, help: TickHelp = {}): Date | null {
  if ('cron' in rule) return help.cron?.(rule.cron, after, zone) ?? null
  if (rule.every === 'minutes') return nextMinutes(rule.count, after, zone)
  const today = dayIn(after, zone)
  for (let ahead = 0; ahead <= furthest; ahead++) {
    const day = addDays(today, ahead)
    const at = fallsOn(rule, day, help.calendar ?? null) ? localTime(day, rule.at, zone) : null
    if (at && at > after) return at
  }
  return null
}

/** Every so many minutes on the clock of the zone: each 15 are :00, :15, :30, :45, also right after clocks are changed. */
function nextMinutes(count: number, after: Date, zone: string): Date | null {
  if (!Number.isInteger(count) || count < 1) return null
  const next = roundFrom(after.getTime() + 1, count, zone)
  const isSameClock = offsetIn(zone, next) === offsetIn(zone, after.getTime())
  return new Date(isSameClock ? next : roundFrom(endOfSkip(after.getTime(), next, zone), count, zone))
}

/** The first instant from this one on that is round by the clock of the moment. */
function roundFrom(at: number, count: number, zone: string): number {
  const offset = offsetIn(zone, at) * 60_000
  const step = count * 60_000
  return Math.ceil((at + offset) / step) * step - offset
}

type DayRule = Exclude<CalendarRule, { readonly cron: string } | { readonly every: 'minutes' }>

function fallsOn(rule: DayRule, day: string, calendar: WorkCalendar | null): boolean {
  switch (rule.every) {
    case 'day':
      return true
    case 'working-day':
      return isWorkingDay(day, calendar)
    case 'week':
      return rule.on.includes(weekdayOf(day))
    case 'month':
      return fallsOnMonthly(rule.day, day, calendar)
    case 'year':
      return monthOf(day) === rule.month && dayOfMonth(day) === Math.min(rule.day, lengthOfMonth(day))
  }
}

function fallsOnMonthly(wanted: number | 'last' | 'first-working', day: string, calendar: WorkCalendar | null): boolean {
  if (wanted === 'first-working') return isWorkingDay(day, calendar) && !anyEarlierWorkingDay(day, calendar)
  return dayOfMonth(day) === (wanted === 'last' ? lengthOfMonth(day) : Math.min(wanted, lengthOfMonth(day)))
}

function anyEarlierWorkingDay(day: string, calendar: WorkCalendar | null): boolean {
  return Array.from({ length: dayOfMonth(day) - 1 }, (_, i) => addDays(day, -1 - i)).some((earlier) => isWorkingDay(earlier, calendar))
}

const monthOf = (day: string): number => Number(day.slice(5, 7))
const dayOfMonth = (day: string): number => Number(day.slice(8))
const lengthOfMonth = (day: string): number =>
  dayOfMonth(
    addDays(
      addDays(`${day.slice(0, 7)}-28`, 4)
        .slice(0, 8)
        .concat('01'),
      -1,
    ),
  )
