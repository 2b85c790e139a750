import { expect, test } from 'vitest'
import { anEvent, aStep } from '../testing/a-step.ts'
import { triggerWebhook } from './webhook.ts'

test('only calls to the chosen address begin a run', () => {
  const shop = anEvent({ kind: 'webhook-received', fields: { hook: 'shop' } })
  const phone = anEvent({ kind: 'webhook-received', fields: { hook: 'telephony' } })

  const begins = [shop, phone].map((event) => triggerWebhook.trigger?.matches({ hook: 'shop' }, event))

  expect(begins).toEqual([true, false])
})

test('what the other program sent is there for later steps', () => {
  const event = anEvent({ kind: 'webhook-received', about: null, fields: { hook: 'shop', body: { total: 120 } } })

  const outcome = triggerWebhook.run(aStep(triggerWebhook, { event, subject: null, subjectEntity: null }))

  expect(outcome).toMatchObject({ port: 'out', output: { body: { total: 120 } } })
})
