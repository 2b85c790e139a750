import { expect, test } from 'vitest'
import { aDelivery, aRun } from '../testing/sample-rows.ts'
import { through } from '../testing/through.ts'
import { aWorkflow } from '../testing/world.ts'
import type { Ask } from './asking.ts'
import { plan } from './plan.ts'
import { retryOf, usualRetry } from './retry.ts'
import { heldUntil } from './sending-hours.ts'

const sunday = new Date('2026-03-01T12:00:00Z')
const hours = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']]]))
const calendar = { id: 'office', key: 'office', name: 'Office', zone: 'UTC', hours, holidays: [] }
const letter = { type: 'msg.email', common: { window: { calendar: 'office', jitter: 'PT1H' } } }

/** Answers what is asked about a delivery of the step `write`. */
const answer = (ask: Ask) => {
  if (ask.kind === 'run') return { run: aRun({ id: ask.id }), positions: [] }
  if (ask.kind === 'plan') return plan('w:1', aWorkflow({ write: letter }, []), () => null)
  return ask.kind === 'calendar' ? calendar : null
}

test('letters that wait for one opening leave within the hour after it, not all at once', () => {
  const until = ['one', 'two', 'three'].map((id) =>
    through(heldUntil({ ...aDelivery(), id, run: 'run', node: 'write' }, sunday, 'UTC'), answer as never)?.getTime(),
  )

  const opening = Date.parse('2026-03-02T09:00:00Z')
  for (const at of until) expect(at).toBeGreaterThanOrEqual(opening)
  for (const at of until) expect(at).toBeLessThanOrEqual(opening + 3_600_000)
  expect(new Set(until).size).toBe(3)
})

test('what no step has sent leaves at any hour, and is tried again as usual', () => {
  const delivery = { ...aDelivery(), run: null, node: null }

  expect(through(heldUntil(delivery, sunday, 'UTC'), answer as never)).toBeNull()
  expect(through(retryOf(delivery), answer as never)).toEqual(usualRetry)
})
