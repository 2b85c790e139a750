import { expect, test } from 'vitest'
import { nextTick } from './next-tick.ts'
import type { CalendarRule } from './params.ts'
import { usualCalendar } from './work-calendar.ts'

const ticks = (rule: CalendarRule, after: string, zone: string, count: number, help = {}): string[] => {
  const found: string[] = []
  let from: Date | null = new Date(after)
  while (found.length < count) {
    from = nextTick(rule, from, zone, help)
    if (!from) return found
    found.push(from.toISOString().replace(':00.000Z', 'Z'))
  }
  return found
}

test.each([
  ['Europe/Berlin', '2026-03-27T12:00:00Z', ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z']],
  ['Europe/Berlin', '2026-10-23T12:00:00Z', ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z']],
  ['Australia/Lord_Howe', '2026-10-02T00:00:00Z', ['2026-10-02T16:00Z', '2026-10-03T15:30Z', '2026-10-04T15:30Z']],
  ['Europe/Moscow', '2026-03-28T00:00:00Z', ['2026-03-28T23:30Z', '2026-03-29T23:30Z', '2026-03-30T23:30Z']],
  ['Pacific/Apia', '2011-12-28T13:00:00Z', ['2011-12-29T12:30Z', '2011-12-30T12:30Z', '2011-12-31T12:30Z']],
])('in %s, half past two comes once every day there is, from %s on', (zone, after, expected) => {
  expect(ticks({ every: 'day', at: '02:30' }, after, zone, 3)).toEqual(expected)
})

test('a tick is after the instant, never at it', () => {
  expect(ticks({ every: 'day', at: '09:00' }, '2026-03-02T09:00:00Z', 'UTC', 1)).toEqual(['2026-03-03T09:00Z'])
  expect(ticks({ every: 'day', at: '09:00' }, '2026-03-02T08:59:59.999Z', 'UTC', 1)).toEqual(['2026-03-02T09:00Z'])
})

test.each<[string, CalendarRule, string[]]>([
  [
    'the 31st falls on the last day of shorter months',
    { every: 'month', day: 31, at: '09:00' },
    ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
  ],
  ['the last day of the month', { every: 'month', day: 'last', at: '09:00' }, ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']],
  [
    'the first working day',
    { every: 'month', day: 'first-working', at: '09:00' },
    ['2026-02-02', '2026-03-02', '2026-04-01', '2026-05-01'],
  ],
  ['the fifth', { every: 'month', day: 5, at: '09:00' }, ['2026-02-05', '2026-03-05', '2026-04-05', '2026-05-05']],
  [
    '29 February falls on the 28th in other years',
    { every: 'year', month: 2, day: 29, at: '09:00' },
    ['2026-02-28', '2027-02-28', '2028-02-29', '2029-02-28'],
  ],
  ['Mondays and Fridays', { every: 'week', on: [1, 5], at: '09:00' }, ['2026-01-30', '2026-02-02', '2026-02-06', '2026-02-09']],
  ['working days', { every: 'working-day', at: '09:00' }, ['2026-01-29', '2026-01-30', '2026-02-02', '2026-02-03']],
])('%s', (_, rule, days) => {
  expect(ticks(rule, '2026-01-28T12:00:00Z', 'UTC', 4)).toEqual(days.map((day) => `${day}T09:00Z`))
})

test('a calendar knows which working days are holidays', () => {
  const calendar = { ...usualCalendar('UTC'), holidays: ['2026-01-29', '2026-02-02'] }

  expect(ticks({ every: 'working-day', at: '09:00' }, '2026-01-28T12:00:00Z', 'UTC', 2, { calendar })).toEqual([
    '2026-01-30T09:00Z',
    '2026-02-03T09:00Z',
  ])
  expect(ticks({ every: 'month', day: 'first-working', at: '09:00' }, '2026-01-28T12:00:00Z', 'UTC', 1, { calendar })).toEqual([
    '2026-02-03T09:00Z',
  ])
})

test('minutes follow the clock of the zone', () => {
  expect(ticks({ every: 'minutes', count: 15 }, '2026-03-02T09:07:00Z', 'UTC', 2)).toEqual(['2026-03-02T09:15Z', '2026-03-02T09:30Z'])
  expect(ticks({ every: 'minutes', count: 60 }, '2026-03-02T09:07:00Z', 'Asia/Kolkata', 1)).toEqual(['2026-03-02T09:30Z'])
  expect(ticks({ every: 'minutes', count: 0 }, '2026-03-02T09:07:00Z', 'UTC', 1)).toEqual([])
})

test('what never comes has no next tick', () => {
  expect(ticks({ every: 'week', on: [], at: '09:00' }, '2026-03-02T09:00:00Z', 'UTC', 1)).toEqual([])
  expect(ticks({ every: 'day', at: 'noon' }, '2026-03-02T09:00:00Z', 'UTC', 1)).toEqual([])
  expect(ticks({ cron: '0 9 * * *' }, '2026-03-02T09:00:00Z', 'UTC', 1)).toEqual([])
})

test('a cron pattern is read by whoever can read it', () => {
  const cron = (pattern: string, after: Date, zone: string) =>
    pattern === '0 9 * * *' && zone === 'UTC' ? new Date(after.getTime() + 60_000) : null

  expect(ticks({ cron: '0 9 * * *' }, '2026-03-02T09:00:00Z', 'UTC', 1, { cron })).toEqual(['2026-03-02T09:01Z'])
})
