import { expect, test } from 'vitest'
import { recordSource } from '../../shared/rule-source.ts'
import { testRule } from '../../shared/rule-test.ts'
import { anEvent, anna, aStep, wokenStep } from '../testing/a-step.ts'
import { onDay, triggerDate } from './date.ts'

const atNine = { every: 'day', at: '09:00' }
const birthday = { entity: 'contact', field: 'birthday', yearly: true, time: '09:00', who: null, missed: 'late', clock: 'company' } as const
const due = { entity: 'invoice', field: 'dueOn', yearly: false, time: '09:00', who: null, missed: 'late', clock: 'company' } as const

/** The mornings on which a rule finds an invoice that is due on 12 March. */
function morningsFor(rule: ReturnType<typeof onDay>): readonly string[] {
  const mornings = Array.from({ length: 31 }, (_, i) => new Date(Date.UTC(2026, 2, i + 1, 8)))
  const invoice = { entity: 'invoice', fields: { id: 'invoice-1', dueOn: '2026-03-12' }, zone: 'Europe/Berlin' }
  return mornings.filter((at) => testRule(rule, recordSource(invoice, at), at).holds).map((at) => at.toISOString().slice(0, 10))
}

test.each([
  { shift: 3, on: '2026-03-09' },
  { shift: 0, on: '2026-03-12' },
  { shift: -5, on: '2026-03-17' },
])('$shift days ahead, a date is found on one morning and no other', ({ shift, on }) => {
  expect(morningsFor(onDay('dueOn', shift))).toEqual([on])
})

test('a birthday is looked for by its day and month, at the chosen hour', () => {
  expect(triggerDate.trigger?.query?.({ ...birthday, when: 'before', days: 3 })).toEqual({
    entity: 'contact',
    rule: { field: 'birthday', is: 'anniversary', value: { in: 'P3D' } },
  })
  expect(triggerDate.trigger?.schedule?.({ ...birthday, when: 'on', days: 7 })).toEqual(atNine)
})

test('days that were typed before the choice became "on the day" do not count', () => {
  const query = triggerDate.trigger?.query?.({ ...due, when: 'on', days: 7 })

  expect(query).toEqual({ entity: 'invoice', rule: onDay('dueOn', 0) })
})

test('only those who fit a further rule are found', () => {
  const unpaid = { field: 'status', is: 'is-not', value: 'paid' } as const

  const query = triggerDate.trigger?.query?.({ ...due, when: 'after', days: 5, who: unpaid })

  expect(query?.rule).toEqual({ all: [onDay('dueOn', -5), unpaid] })
})

test.each([
  { zone: 'Pacific/Auckland', hour: '2026-03-04T20:00:00.000Z' },
  { zone: 'America/Los_Angeles', hour: '2026-03-05T17:00:00.000Z' },
  { zone: null, hour: '2026-03-05T08:00:00.000Z' },
])('by the clock of the client the day begins where they live: $zone', ({ zone, hour }) => {
  const tick = new Date('2026-03-03T23:00:00Z')
  const params = { ...triggerDate.sample.params, when: 'on', clock: 'client' } as const
  const event = anEvent({ kind: 'schedule-ticked', at: tick, fields: {} })
  const step = aStep(triggerDate, { params, event, now: tick, since: tick, subject: { ...anna, zone } })

  const waits = triggerDate.run(step)

  expect(triggerDate.trigger?.schedule?.({ ...birthday, when: 'on', days: 7, clock: 'client' })).toEqual({ every: 'day', at: '00:00' })
  expect(triggerDate.trigger?.query?.({ ...birthday, when: 'on', days: 7, clock: 'client' })).toMatchObject({
    rule: { value: { in: 'P1D' } },
  })
  expect(waits).toMatchObject({ kind: 'wait', until: new Date(hour) })
  expect(triggerDate.run(wokenStep(step, waits, 'time'))).toMatchObject({ kind: 'leave', port: 'out', output: { at: hour } })
})

test('dates that are nearer already stand there; those that are past, or come every year, do not', () => {
  const standing = (params: object) => triggerDate.trigger?.standing?.({ ...due, when: 'before', days: 3, ...params })

  expect(standing({})).toEqual({
    entity: 'invoice',
    rule: {
      all: [
        { field: 'dueOn', is: 'at-least', value: { in: 'P0D' } },
        { field: 'dueOn', is: 'before', value: { in: 'P4D' } },
      ],
    },
  })
  expect([standing({ when: 'after' }), standing({ when: 'on' }), standing({ yearly: true })]).toEqual([null, null, null])
})
