import { expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { anEvent, aStep, wokenStep } from '../testing/a-step.ts'
import { waitForEvent } from './for-event.ts'

const visit = (fields: JsonObject) => anEvent({ kind: 'page-visited', fields })
const pricing = aStep(waitForEvent, { params: { what: 'visited', detail: '/pricing', patience: 'P7D' } })
const waiting = waitForEvent.run(pricing)

test('a visit to the page ends the wait, another page does not', () => {
  const other = waitForEvent.run(wokenStep(pricing, waiting, visit({ url: 'https://site.example/jobs' })))
  const right = waitForEvent.run(wokenStep(pricing, waiting, visit({ url: 'https://site.example/pricing' })))

  expect(waiting).toMatchObject({ kind: 'wait', until: new Date('2026-03-09T09:00:00Z'), for: [{ event: 'page-visited', about: 'anna' }] })
  expect(other).toEqual(waiting)
  expect(right).toMatchObject({ port: 'happened', output: { url: 'https://site.example/pricing' } })
})

test('when the time is over it leads elsewhere', () => {
  expect(waitForEvent.run(wokenStep(pricing, waiting, 'time'))).toMatchObject({ port: 'timeout' })
})

test('a link that a scanner followed does not count', () => {
  const step = aStep(waitForEvent, { params: { what: 'clicked', detail: null, patience: 'P7D' } })
  const clicked = (machine: boolean) => anEvent({ kind: 'email-clicked', fields: { url: 'https://site.example/', machine } })

  expect(waitForEvent.run(wokenStep(step, waitForEvent.run(step), clicked(true)))).toMatchObject({ kind: 'wait' })
  expect(waitForEvent.run(wokenStep(step, waitForEvent.run(step), clicked(false)))).toMatchObject({ port: 'happened' })
})

test('a condition waits for no event of its own, and may be true from the start', () => {
  const asked = (holds: boolean) => aStep(waitForEvent, { params: { what: 'changed', condition: { holds, lines: [] }, patience: 'P7D' } })
  const silent = waitForEvent.run(asked(false))

  expect(silent).toMatchObject({ kind: 'wait', for: [] })
  expect(waitForEvent.run(wokenStep(asked(false), silent, anEvent({ kind: 'record-changed' })))).toEqual(silent)
  expect(waitForEvent.run(wokenStep(asked(true), silent, anEvent({ kind: 'record-changed' })))).toMatchObject({ port: 'happened' })
  expect(waitForEvent.run(asked(true))).toMatchObject({ port: 'happened' })
})

test('only the chosen form is waited for', () => {
  const step = aStep(waitForEvent, { params: { what: 'submitted', form: 'order', patience: 'P7D' } })

  expect(waitForEvent.run(step)).toMatchObject({ for: [{ event: 'form-submitted', about: 'anna', with: { form: 'order' } }] })
})
