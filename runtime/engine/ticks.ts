/** When a calendar rule ticks next. */
import { Cron } from 'croner'
import type { CalendarRule } from '../../shared/params.ts'
import { addDays, dayIn, isLeapYear, localTime, weekdayOf } from '../../shared/time.ts'

type DayRule = Exclude<CalendarRule, { cron: string } | { every: 'minutes' }>

const mostDays = 366 * 9

/** The first tick after an instant; null for a rule that never ticks. A skipped local time is the end of the gap, a doubled one ticks once. */
export function nextTick(rule: CalendarRule, zone: string, after: Date): Date | null {
  if ('cron' in rule) return nextByCron(rule.cron, zone, after)
  if (rule.every === 'minutes') return nextMinutes(Math.max(1, rule.count), after)
  let day = dayIn(after, zone)
  for (let looked = 0; looked < mostDays; looked++) {
    const at = isMeant(rule, day) ? localTime(day, rule.at, zone) : null
    if (at && at > after) return at
    day = addDays(day, 1)
  }
  return null
}

function nextByCron(pattern: string, zone: string, after: Date): Date | null {
  try {
    return new Cron(pattern, { timezone: zone, paused: true }).nextRun(after)
  } catch {
    return null
  }
}

function nextMinutes(count: number, after: Date): Date {
  const step = count * 60_000
  return new Date((Math.floor(after.getTime() / step) + 1) * step)
}

function isMeant(rule: DayRule, day: string): boolean {
  const [, month = 0, date = 0] = day.split('-').map(Number)
  switch (rule.every) {
    case 'day':
      return true
    case 'working-day':
      return weekdayOf(day) < 6
    case 'week':
      return rule.on.includes(weekdayOf(day))
    case 'month':
      if (rule.day === 'last') return isLastOfMonth(day)
      if (rule.day === 'first-working') return isFirstWorking(day, date)
      return date === rule.day || (rule.day > date && isLastOfMonth(day))
    case 'year':
      return (month === rule.month && date === rule.day) || (rule.month === 2 && rule.day === 29 && isShortFebruaryEnd(day))
  }
}

const isLastOfMonth = (day: string): boolean => addDays(day, 1).endsWith('-01')

const isFirstWorking = (day: string, date: number): boolean => {
  const weekday = weekdayOf(day)
  return (date === 1 && weekday < 6) || (weekday === 1 && (date === 2 || date === 3))
}

const isShortFebruaryEnd = (day: string): boolean => day.endsWith('-02-28') && !isLeapYear(Number(day.slice(0, 4)))
