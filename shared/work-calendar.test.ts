import { expect, test } from 'vitest'
import { addWorkingDays, addWorkingTime, isOpen, isWorkingDay, jitter, nextOpen, readCalendar, usualCalendar } from './work-calendar.ts'

const berlin = { ...usualCalendar('Europe/Berlin'), holidays: ['2026-04-06'] }
const withLunch = { zone: 'UTC', hours: { '1': [['13:00', '17:00'] as const, ['09:00', '12:00'] as const] }, holidays: [] }
const never = { zone: 'UTC', hours: {}, holidays: [] }
const at = (iso: string) => new Date(iso)

test.each([
  ['2026-03-02T07:59:59.999Z', false],
  ['2026-03-02T08:00:00Z', true],
  ['2026-03-02T16:59:59Z', true],
  ['2026-03-02T17:00:00Z', false],
  ['2026-03-07T10:00:00Z', false],
  ['2026-04-06T10:00:00Z', false],
])('at %s the office in Berlin is open: %s', (instant, open) => {
  expect(isOpen(at(instant), berlin)).toBe(open)
})

test.each([
  ['2026-03-02T10:00:00Z', '2026-03-02T10:00:00.000Z', 'open already'],
  ['2026-03-06T17:00:00Z', '2026-03-09T08:00:00.000Z', 'over the weekend'],
  ['2026-03-27T17:00:00Z', '2026-03-30T07:00:00.000Z', 'over the change to summer time'],
  ['2026-04-03T17:00:00Z', '2026-04-07T07:00:00.000Z', 'over a holiday'],
])('from %s the office opens at %s (%s)', (instant, opening) => {
  expect(nextOpen(at(instant), berlin)?.toISOString()).toBe(opening)
})

test('an office that does not open within 30 days has no next opening', () => {
  expect(nextOpen(at('2026-03-02T10:00:00Z'), never)).toBeNull()
  expect(addWorkingDays(at('2026-03-02T10:00:00Z'), 1, never)).toBeNull()
  expect(addWorkingTime(at('2026-03-02T10:00:00Z'), 'PT1H', never)).toBeNull()
})

test.each([
  ['2026-03-05T10:00:00Z', 1, '2026-03-06T10:00:00.000Z'],
  ['2026-03-06T10:00:00Z', 1, '2026-03-09T10:00:00.000Z'],
  ['2026-03-07T10:00:00Z', 1, '2026-03-09T10:00:00.000Z'],
  ['2026-03-27T10:00:00Z', 1, '2026-03-30T09:00:00.000Z'],
  ['2026-04-02T10:00:00Z', 2, '2026-04-07T10:00:00.000Z'],
  ['2026-03-06T10:00:00Z', 0, '2026-03-06T10:00:00.000Z'],
])('from %s, %d working days later is %s', (from, count, to) => {
  expect(addWorkingDays(at(from), count, berlin)?.toISOString()).toBe(to)
})

test('hours pass only while the office is open, not at lunch and not at night', () => {
  expect(addWorkingTime(at('2026-03-02T11:00:00Z'), 'PT2H', withLunch)?.toISOString()).toBe('2026-03-02T14:00:00.000Z')
  expect(addWorkingTime(at('2026-03-02T11:00:00Z'), 'PT1H', withLunch)?.toISOString()).toBe('2026-03-02T12:00:00.000Z')
  expect(addWorkingTime(at('2026-03-02T16:00:00Z'), 'PT2H', withLunch)?.toISOString()).toBe('2026-03-09T10:00:00.000Z')
  expect(addWorkingTime(at('2026-03-06T16:30:00Z'), 'P1DT1H', berlin)?.toISOString()).toBe('2026-03-10T08:30:00.000Z')
  expect(addWorkingTime(at('2026-03-02T10:00:00Z'), 'P1W', berlin)?.toISOString()).toBe('2026-03-09T10:00:00.000Z')
  expect(addWorkingTime(at('2026-03-02T10:00:00Z'), 'P9999D', berlin)).toBeNull()
  expect(addWorkingTime(at('2026-03-02T10:00:00Z'), 'PT900000H', berlin)).toBeNull()
  expect(() => addWorkingTime(at('2026-03-02T10:00:00Z'), 'soon', berlin)).toThrow(RangeError)
})

test('a human pace stays before closing time', () => {
  const late = at('2026-03-02T16:58:00Z')

  expect(jitter(late, 'PT10M', 0, berlin)).toEqual(late)
  expect(jitter(late, 'PT10M', 0.5, berlin).toISOString()).toBe('2026-03-02T16:58:59.999Z')
  expect(isOpen(jitter(late, 'PT10M', 0.999_999, berlin), berlin)).toBe(true)
  expect(jitter(late, 'PT10M', 0.5, null).toISOString()).toBe('2026-03-02T17:03:00.000Z')
  expect(jitter(at('2026-03-02T20:00:00Z'), 'PT10M', 0.5, berlin).toISOString()).toBe('2026-03-02T20:05:00.000Z')
})

test('windows that touch are one, and windows that make no sense are none', () => {
  const odd = {
    zone: 'UTC',
    hours: {
      '1': [['09:00', '12:00'] as const, ['12:00', '24:00'] as const, ['10:00', '11:00'] as const, ['8', '9'] as const],
      '2': [['18:00', '18:00'] as const],
    },
    holidays: [],
  }

  expect(addWorkingTime(at('2026-03-02T09:00:00Z'), 'PT15H', odd)?.toISOString()).toBe('2026-03-03T00:00:00.000Z')
  expect([isWorkingDay('2026-03-02', odd), isWorkingDay('2026-03-03', odd)]).toEqual([true, false])
  expect([isWorkingDay('2026-03-06', null), isWorkingDay('2026-03-07', null)]).toEqual([true, false])
})

test('a stored calendar is read, and what cannot be read is left out', () => {
  expect(
    readCalendar({ zone: 'Europe/Berlin', hours: { '1': [['09:00', '18:00'], 'x', [1, 2]], '2': null }, holidays: ['2026-01-01', 'x', 5] }),
  ).toEqual({
    zone: 'Europe/Berlin',
    hours: { '1': [['09:00', '18:00']], '2': [] },
    holidays: ['2026-01-01'],
  })
  expect(readCalendar({ zone: 'Europe/Berlin' })).toEqual({ zone: 'Europe/Berlin', hours: {}, holidays: [] })
  expect([readCalendar(null), readCalendar({}), readCalendar({ zone: 'Nowhere/At-All' })]).toEqual([null, null, null])
})

test('hours over night belong to the day on which they open, and last over a change of the clocks', () => {
  const nights = {
    zone: 'Europe/Berlin',
    hours: { '5': [['22:00', '06:00'] as const], '6': [['22:00', '06:00'] as const] },
    holidays: ['2026-03-27'],
  }
  const open = (text: string) => isOpen(at(text), nights)

  // Friday is a day off; on Sunday, the 29th, clocks skip the hour after two.
  expect(
    ['2026-03-27T22:00:00Z', '2026-03-28T20:59:59Z', '2026-03-28T21:00:00Z', '2026-03-29T03:59:59Z', '2026-03-29T04:00:00Z'].map(open),
  ).toEqual([false, false, true, true, false])
  expect(nextOpen(at('2026-03-27T22:00:00Z'), nights)).toEqual(at('2026-03-28T21:00:00Z'))
  expect(nextOpen(at('2026-03-29T02:00:00Z'), nights)).toEqual(at('2026-03-29T02:00:00Z'))
  expect(addWorkingTime(at('2026-03-28T20:00:00Z'), 'PT6H', nights)).toEqual(at('2026-03-29T03:00:00Z'))
  expect(jitter(at('2026-03-29T03:30:00Z'), 'PT2H', 0.999_999, nights).getTime()).toBeLessThan(Date.parse('2026-03-29T04:00:00Z'))
})
