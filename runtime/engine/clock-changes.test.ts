/**
 * Schedules and waits where clocks are changed: by an hour in Berlin, by half an hour on Lord Howe, by a whole day in Apia,
 * for good in Moscow, a minute after midnight in St John's, by a quarter of an hour in Kathmandu. What is right is found out
 * minute by minute with luxon's clock.
 */
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import type { CalendarRule } from '../../shared/params.ts'
import { add } from '../../shared/time.ts'
import { nextTick } from './ticks.ts'

const changes = [
  { zone: 'Europe/Berlin', on: '2026-03-29', what: 'an hour is skipped' },
  { zone: 'Europe/Berlin', on: '2026-10-25', what: 'an hour comes twice' },
  { zone: 'Australia/Lord_Howe', on: '2026-10-04', what: 'half an hour is skipped' },
  { zone: 'Australia/Lord_Howe', on: '2026-04-05', what: 'half an hour comes twice' },
  { zone: 'Pacific/Apia', on: '2011-12-30', what: 'a day is skipped' },
  { zone: 'Europe/Moscow', on: '2011-03-27', what: 'summer stays' },
  { zone: 'Europe/Moscow', on: '2014-10-26', what: 'winter stays' },
  { zone: 'America/St_Johns', on: '2026-03-08', what: 'an hour is skipped' },
  { zone: 'America/St_Johns', on: '2010-11-07', what: 'the day begins twice' },
  { zone: 'America/St_Johns', on: '2010-03-14', what: 'an hour is skipped a minute after midnight' },
  { zone: 'Asia/Kathmandu', on: '1986-01-01', what: 'a quarter of an hour is skipped at midnight' },
] as const

const times = ['00:00', '00:01', '00:30', '01:45', '02:00', '02:15', '02:30', '03:00', '09:00', '23:30'] as const

const minute = 60_000

/** Every minute of four days about the change, with what the clock shows. */
const minutesAbout = (zone: string, on: string) => known.get(`${zone} ${on}`) ?? shownAbout(zone, on)

const known = new Map<string, ReturnType<typeof shownAbout>>()

function shownAbout(zone: string, on: string): readonly { readonly at: number; readonly day: string; readonly time: string }[] {
  const from = Date.parse(on) - 2 * 86_400_000
  const shown = Array.from({ length: 4 * 1_440 }, (_, index) => {
    const at = from + index * minute
    const [day = '', time = ''] = DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm').split(' ')
    return { at, day, time }
  })
  known.set(`${zone} ${on}`, shown)
  return shown
}

test.each(changes)('$zone, $on, $what: each day ticks once, at its time or when the skip is over', ({ zone, on }) => {
  const minutes = minutesAbout(zone, on)
  const [first, last] = [minutes[0], minutes.at(-1)]
  if (!first || !last) throw new Error('There are no minutes')
  for (const time of times) {
    const right = new Map<string, number>()
    for (const shown of minutes)
      if (shown.day > first.day && shown.day < last.day && shown.time >= time && !right.has(shown.day)) right.set(shown.day, shown.at)
    const [hour, min] = time.split(':')

    for (const rule of [{ every: 'day', at: time }, { cron: `${Number(min)} ${Number(hour)} * * *` }] as const) {
      const ticked = ticksBetween(rule, zone, Math.min(...right.values()) - 1, Math.max(...right.values()))
      expect(ticked, JSON.stringify(rule)).toEqual([...right.values()].map((at) => new Date(at).toISOString()))
    }
  }
})

function ticksBetween(rule: CalendarRule, zone: string, from: number, to: number): string[] {
  const ticked: string[] = []
  for (let at = nextTick(rule, zone, new Date(from)); at && at.getTime() <= to; at = nextTick(rule, zone, at)) ticked.push(at.toISOString())
  return ticked
}

test.each(changes)(
  '$zone, $on, $what: every so many minutes stays on the round minutes of the clock, and misses none of them',
  ({ zone, on }) => {
    const minutes = minutesAbout(zone, on)
    for (const count of [5, 15, 30, 60, 120]) {
      const round = minutes.filter(({ time }) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) % count === 0)
      const [first, last] = [round[0], round.at(-1)]

      expect(ticksBetween({ every: 'minutes', count }, zone, (first?.at ?? 0) - 1, last?.at ?? 0), `${count} minutes`).toEqual(
        round.map(({ at }) => new Date(at).toISOString()),
      )
    }
  },
)

test.each(changes)('$zone, $on, $what: a day, a week and a month later it is the same time of day', ({ zone, on }) => {
  for (const duration of ['P1D', 'P3D', 'P1W', 'P1M'] as const) {
    for (const time of times) {
      const at = DateTime.fromISO(`${on}T${time}`, { zone }).minus({ days: 3 })
      const later = DateTime.fromJSDate(add(at.toJSDate(), duration, zone), { zone })
      const wanted = at.toFormat('HH:mm')

      // Where that time is skipped it is the first that there is.
      expect(later.toFormat('HH:mm') === wanted || later.minus({ minutes: 1 }).toFormat('HH:mm') < wanted).toBe(true)
    }
  }
})
