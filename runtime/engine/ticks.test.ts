import { expect, test } from 'vitest'
import type { CalendarRule } from '../../shared/params.ts'
import { nextTick } from './ticks.ts'

const table: readonly {
  readonly what: string
  readonly rule: CalendarRule
  readonly zone: string
  readonly after: string
  readonly next: string
}[] = [
  {
    what: 'every day, later the same day',
    rule: { every: 'day', at: '09:00' },
    zone: 'Europe/Berlin',
    after: '2026-03-02T07:00:00Z',
    next: '2026-03-02T08:00:00Z',
  },
  {
    what: 'every day, not twice at the same moment',
    rule: { every: 'day', at: '09:00' },
    zone: 'UTC',
    after: '2026-03-02T09:00:00Z',
    next: '2026-03-03T09:00:00Z',
  },
  {
    what: 'working days step over the weekend',
    rule: { every: 'working-day', at: '09:00' },
    zone: 'UTC',
    after: '2026-03-06T10:00:00Z',
    next: '2026-03-09T09:00:00Z',
  },
  {
    what: 'Mondays and Thursdays',
    rule: { every: 'week', on: [1, 4], at: '10:30' },
    zone: 'UTC',
    after: '2026-03-02T11:00:00Z',
    next: '2026-03-05T10:30:00Z',
  },
  {
    what: 'the 31st of a short month is its last day',
    rule: { every: 'month', day: 31, at: '09:00' },
    zone: 'UTC',
    after: '2026-04-01T00:00:00Z',
    next: '2026-04-30T09:00:00Z',
  },
  {
    what: 'the last day of February',
    rule: { every: 'month', day: 'last', at: '09:00' },
    zone: 'UTC',
    after: '2028-02-01T00:00:00Z',
    next: '2028-02-29T09:00:00Z',
  },
  {
    what: 'the first working day of a month that begins on a Sunday',
    rule: { every: 'month', day: 'first-working', at: '09:00' },
    zone: 'UTC',
    after: '2026-02-01T00:00:00Z',
    next: '2026-02-02T09:00:00Z',
  },
  {
    what: '29 February in another year',
    rule: { every: 'year', month: 2, day: 29, at: '09:00' },
    zone: 'UTC',
    after: '2026-01-01T00:00:00Z',
    next: '2026-02-28T09:00:00Z',
  },
  {
    what: 'a time that the clocks skip comes at the end of the gap',
    rule: { every: 'day', at: '02:30' },
    zone: 'Europe/Berlin',
    after: '2026-03-28T12:00:00Z',
    next: '2026-03-29T01:00:00Z',
  },
  {
    what: 'every quarter of an hour',
    rule: { every: 'minutes', count: 15 },
    zone: 'UTC',
    after: '2026-03-02T09:01:00Z',
    next: '2026-03-02T09:15:00Z',
  },
  { what: 'a pattern of cron', rule: { cron: '0 12 * * 5' }, zone: 'UTC', after: '2026-03-02T09:00:00Z', next: '2026-03-06T12:00:00Z' },
]

test.each(table)('$what', ({ rule, zone, after, next }) => {
  expect(nextTick(rule, zone, new Date(after))).toEqual(new Date(next))
})

test.each([{ cron: '0 0 31 2 *' }, { cron: 'every now and then' }])('a pattern that never ticks has no next moment: $cron', (rule) => {
  expect(nextTick(rule, 'UTC', new Date('2026-03-02T09:00:00Z'))).toBeNull()
})
