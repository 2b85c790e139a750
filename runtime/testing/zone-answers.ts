/**
 * What schedules, waits, opening hours and rules answer, in a process of its own whose machine may stand in any zone:
 * `TZ=Pacific/Apia node zone-answers.js` writes them as JSON.
 */
import { calendarWords } from '../../shared/calendar-words.ts'
import type { CalendarRule } from '../../shared/params.ts'
import { recordSource } from '../../shared/rule-source.ts'
import { testRule } from '../../shared/rule-test.ts'
import { say } from '../../shared/say.ts'
import { add, dayIn, localTime, startOfDay } from '../../shared/time.ts'
import { addWorkingDays, nextOpen, usualCalendar } from '../../shared/work-calendar.ts'
import { nextTick } from '../engine/ticks.ts'

const zones = ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'Europe/Moscow', 'America/St_Johns', 'Asia/Kathmandu']

const rules: readonly CalendarRule[] = [
  { every: 'day', at: '02:30' },
  { every: 'working-day', at: '09:00' },
  { every: 'week', on: [1, 7], at: '00:00' },
  { every: 'month', day: 31, at: '23:59' },
  { every: 'month', day: 'first-working', at: '00:00' },
  { every: 'year', month: 2, day: 29, at: '12:00' },
  { every: 'minutes', count: 45 },
  { cron: '30 2 * * *' },
  { cron: '0 0 1 * 1' },
]

const moments = ['2026-03-28T23:30:00Z', '2026-10-25T00:30:00Z', '2011-12-29T12:00:00Z', '2028-02-28T22:00:00Z'].map((at) => new Date(at))

const answers = zones.flatMap((zone) =>
  moments.map((at) => ({
    ticks: rules.map((rule) => nextTick(rule, zone, at)),
    words: rules.map((rule) => calendarWords(rule, 'en')),
    later: ['P1D', 'P1M', 'P1Y', 'PT36H'].map((duration) => add(at, duration, zone)),
    day: dayIn(at, zone),
    start: startOfDay(dayIn(at, zone), zone),
    nine: localTime(dayIn(at, zone), '09:00', zone),
    open: nextOpen(at, usualCalendar(zone)),
    working: addWorkingDays(at, 3, usualCalendar(zone)),
    said: say({ code: 'waits-until', with: { until: at.toISOString() } }, 'ru', zone),
    birthday: testRule(
      { field: 'birthday', is: 'anniversary' },
      recordSource({ entity: 'contact', fields: { id: 'anna', birthday: '1990-03-29' }, zone }, at),
      at,
    ).holds,
  })),
)

console.log(JSON.stringify(answers))
