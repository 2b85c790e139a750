import * as fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import {
  add,
  addDays,
  addTimes,
  dayIn,
  isDay,
  isInstant,
  localTime,
  parseDuration,
  startOfDay,
  subtract,
  timeIn,
  weekdayOf,
} from './time.ts'

const at = (iso: string) => new Date(iso)

test('a duration is read in whole parts', () => {
  expect(parseDuration('P1Y2M3W4DT5H6M7S')).toEqual({ years: 1, months: 2, weeks: 3, days: 4, hours: 5, minutes: 6, seconds: 7 })
  expect(parseDuration('PT0S')).toEqual({ years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 })
})

test.each(['', 'P', 'PT', 'P1', 'P-1D', 'P1.5D', '1D', 'P1DT', 'p1d', 'P1D ', 'P1H', 'P1001Y', 'PT999999999H'])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text)).toBeNull()
    expect(() => add(at('2026-03-02T00:00:00Z'), text)).toThrow(RangeError)
  },
)

test.each([
  ['2026-01-31T10:00:00Z', 'P1M', '2026-02-28T10:00:00.000Z'],
  ['2028-01-31T10:00:00Z', 'P1M', '2028-02-29T10:00:00.000Z'],
  ['2028-02-29T10:00:00Z', 'P1Y', '2029-02-28T10:00:00.000Z'],
  ['2026-12-31T10:00:00Z', 'P2M', '2027-02-28T10:00:00.000Z'],
  ['2026-03-02T10:00:00Z', 'P1W1DT30M', '2026-03-10T10:30:00.000Z'],
])('%s and %s make %s', (from, duration, to) => {
  expect(add(at(from), duration).toISOString()).toBe(to)
})

test('months are counted from the first date, so a short month shortens only itself', () => {
  const first = at('2026-01-31T10:00:00Z')

  expect([1, 2, 3].map((times) => addTimes(first, 'P1M', times).toISOString().slice(0, 10))).toEqual([
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
  ])
})

test.each([
  ['Europe/Berlin', '2026-03-28T11:00:00Z', 'P1D', '2026-03-29T10:00:00.000Z'],
  ['Europe/Berlin', '2026-03-28T11:00:00Z', 'PT24H', '2026-03-29T11:00:00.000Z'],
  ['Europe/Berlin', '2026-10-24T10:00:00Z', 'P1D', '2026-10-25T11:00:00.000Z'],
  ['Australia/Lord_Howe', '2026-04-04T00:00:00Z', 'P1D', '2026-04-05T00:30:00.000Z'],
  ['Europe/Moscow', '2026-03-28T09:00:00Z', 'P1D', '2026-03-29T09:00:00.000Z'],
  ['Nowhere/At-All', '2026-03-28T09:00:00Z', 'P1D', '2026-03-29T09:00:00.000Z'],
])('in %s a day is a day of the calendar: %s and %s make %s', (zone, from, duration, to) => {
  expect(add(at(from), duration, zone).toISOString()).toBe(to)
})

test.each([
  ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00.000Z', 'skipped: the end of the skip'],
  ['Europe/Berlin', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z', 'right after the skip'],
  ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z', 'shown twice: the first'],
  ['Europe/Berlin', '2026-10-25', '03:30', '2026-10-25T02:30:00.000Z', 'after both'],
  ['Australia/Lord_Howe', '2026-10-04', '02:10', '2026-10-03T15:30:00.000Z', 'half an hour is skipped'],
  ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00.000Z', 'half an hour is shown twice'],
  ['Pacific/Apia', '2011-12-29', '10:00', '2011-12-29T20:00:00.000Z', 'before the lost day'],
  ['Pacific/Apia', '2011-12-31', '10:00', '2011-12-30T20:00:00.000Z', 'after the lost day'],
  ['Europe/Moscow', '2026-03-29', '02:30', '2026-03-28T23:30:00.000Z', 'no change of the clocks'],
  ['Europe/Moscow', '2014-10-26', '01:30', '2014-10-25T21:30:00.000Z', 'the year it went back for good'],
  ['America/Sao_Paulo', '2018-11-04', '00:30', '2018-11-04T03:00:00.000Z', 'midnight is skipped'],
  ['UTC', '2026-03-02', '24:00', '2026-03-03T00:00:00.000Z', 'the end of a day'],
])('in %s the clock shows %s %s at %s (%s)', (zone, day, time, instant) => {
  expect(localTime(day, time, zone)?.toISOString()).toBe(instant)
})

test('a day that a zone left out has no times, and begins with the next', () => {
  expect(localTime('2011-12-30', '10:00', 'Pacific/Apia')).toBeNull()
  expect(startOfDay('2011-12-30', 'Pacific/Apia')).toEqual(startOfDay('2011-12-31', 'Pacific/Apia'))
})

test.each([
  ['2026-02-29', '10:00'],
  ['2026-03-02', '25:00'],
  ['2026-03-02', '9:00'],
  ['soon', '09:00'],
])('%s %s is no time', (day, time) => {
  expect(localTime(day, time, 'UTC')).toBeNull()
})

test('a time on the clock of a zone is that time, wherever clocks are not changed', async () => {
  const zones = fc.constantFrom('Europe/Berlin', 'Europe/Moscow', 'Pacific/Apia', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/New_York')
  const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('1990-01-01', count))

  await fc.assert(
    fc.property(zones, days, (zone, day) => {
      const noon = localTime(day, '12:00', zone)
      if (!noon) return expect([zone, day]).toEqual(['Pacific/Apia', '2011-12-30'])

      expect([dayIn(noon, zone), timeIn(noon, zone)]).toEqual([day, '12:00'])
    }),
  )
})

test('days and instants are told from other texts', () => {
  expect(['2026-03-02', '2024-02-29'].map(isDay)).toEqual([true, true])
  expect(['2026-02-29', '2026-3-2', '2026-03-02T00:00:00Z', '', '2026-13-01'].map(isDay)).toEqual([false, false, false, false, false])
  expect(['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.123+03:00', '2026-03-02T09:00Z'].map(isInstant)).toEqual([true, true, true])
  expect(['2026-03-02', '2026-03-02T09:00:00', '2026-03-02T29:00:00Z'].map(isInstant)).toEqual([false, false, false])
  expect([weekdayOf('2026-03-02'), weekdayOf('2026-03-08')]).toEqual([1, 7])
  expect(subtract(at('2026-03-31T00:00:00Z'), 'P1M').toISOString()).toBe('2026-02-28T00:00:00.000Z')
})

test('days, months and years are counted as a calendar counts them, forward and back', async () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/New_York', 'Europe/Moscow')
  const noons = fc.integer({ min: -20_000, max: 40_000 }).map((count) => addDays('1970-01-01', count))

  await fc.assert(
    fc.property(zones, noons, fc.nat(50), fc.nat(500), fc.nat(50), (zone, day, months, days, hours) => {
      const noon = localTime(day, '12:00', zone) ?? at(day)
      const later = DateTime.fromJSDate(noon, { zone }).plus({ months, days, hours })
      const earlier = DateTime.fromJSDate(noon, { zone }).minus({ months, days })

      expect(add(noon, `P${months}M${days}DT${hours}H`, zone)).toEqual(later.toJSDate())
      expect(subtract(noon, `P${months}M${days}D`, zone)).toEqual(earlier.toJSDate())
    }),
    { numRuns: 500 },
  )
})

test('nothing comes after the last day that can be written', () => {
  expect(addDays('9999-12-31', 1)).toBe('9999-12-31')
  expect(addDays('0000-01-01', -1)).toBe('0000-01-01')
  expect(dayIn(at('9999-12-31T23:59:59Z'), 'Asia/Kolkata')).toBe('9999-12-31')
  expect(startOfDay('9999-12-31', 'Europe/Berlin').toISOString()).toBe('9999-12-30T23:00:00.000Z')
})
