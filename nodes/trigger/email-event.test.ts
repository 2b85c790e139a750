import { expect, test } from 'vitest'
import { anEvent } from '../testing/a-step.ts'
import { triggerEmailEvent } from './email-event.ts'

test('a scanner that follows a link begins nothing, a person does', () => {
  const clicked = (machine: boolean) => anEvent({ kind: 'email-clicked', fields: { message: 'message-1', machine } })
  const begins = (machine: boolean, machines: boolean) =>
    triggerEmailEvent.trigger?.matches({ signal: 'clicked', machines }, clicked(machine))

  expect([begins(false, false), begins(true, false), begins(true, true)]).toEqual([true, false, true])
})

test('opening is not clicking', () => {
  const opened = anEvent({ kind: 'email-opened', fields: { message: 'message-1' } })

  expect(triggerEmailEvent.trigger?.matches({ signal: 'clicked', machines: false }, opened)).toBe(false)
  expect(triggerEmailEvent.trigger?.matches({ signal: 'opened', machines: false }, opened)).toBe(true)
})
