import { expect, test } from 'vitest'
import { aStep, officeHours, wokenStep } from '../testing/a-step.ts'
import { waitBusinessHours } from './business-hours.ts'

const at = (instant: string, jitter: string | null = null) =>
  aStep(waitBusinessHours, {
    now: new Date(instant),
    since: new Date(instant),
    params: { of: 'owner', jitter },
    found: { calendar: officeHours },
  })

test('during working hours nothing is waited for', () => {
  expect(waitBusinessHours.run(at('2026-03-02T09:00:00Z'))).toMatchObject({ kind: 'leave', port: 'out' })
})

test('on Saturday night it waits for Monday morning', () => {
  const step = at('2026-03-07T22:00:00Z')

  const waiting = waitBusinessHours.run(step)
  const over = waitBusinessHours.run(wokenStep(step, waiting, 'time', new Date('2026-03-09T08:00:00Z')))

  expect(waiting).toMatchObject({ kind: 'wait', until: new Date('2026-03-09T08:00:00Z') })
  expect(over).toMatchObject({ port: 'out' })
})

test('a day off that is declared while somebody waits is kept', () => {
  const step = at('2026-03-07T22:00:00Z')
  const waiting = waitBusinessHours.run(step)
  const holidays = { ...officeHours, holidays: ['2026-03-09'] }

  const again = waitBusinessHours.run({
    ...wokenStep(step, waiting, 'time', new Date('2026-03-09T08:00:00Z')),
    found: { calendar: holidays },
  })

  expect(again).toMatchObject({ kind: 'wait', until: new Date('2026-03-10T08:00:00Z') })
})

test('a human pace never runs past closing time', () => {
  const outcome = waitBusinessHours.run(at('2026-03-02T16:50:00Z', 'PT5H'))

  const until = outcome.kind === 'wait' ? outcome.until : null
  expect(until?.getTime()).toBeLessThan(Date.parse('2026-03-02T17:00:00Z'))
})

test.each([
  { of: 'owner', calendar: null, asks: 'owner' },
  { of: 'company', calendar: 'shop', asks: 'company' },
  { of: 'calendar', calendar: 'shop', asks: 'shop' },
] as const)('the hours $of, calendar $calendar, are those of $asks', ({ of, calendar, asks }) => {
  const step = aStep(waitBusinessHours, { params: { of, calendar } })

  expect(waitBusinessHours.needs?.(step)).toEqual({ calendar: { kind: 'calendar', of: asks, contact: 'anna' } })
})

test.each([
  { zone: 'America/New_York', until: '2026-03-02T13:00:00Z' },
  { zone: 'Asia/Kathmandu', until: '2026-03-03T02:15:00Z' },
  { zone: null, until: '2026-03-03T07:00:00Z' },
])('by day where the client lives, $zone: it goes on at eight in their morning', ({ zone, until }) => {
  const now = new Date(zone === 'America/New_York' ? '2026-03-02T07:00:00Z' : '2026-03-02T20:00:00Z')
  const step = aStep(waitBusinessHours, { now, since: now, params: { of: 'contact', jitter: null }, subject: { id: 'anna', zone } })

  expect(waitBusinessHours.run(step)).toMatchObject({ kind: 'wait', until: new Date(until) })
})
