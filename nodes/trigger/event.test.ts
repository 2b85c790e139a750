import { expect, test } from 'vitest'
import { anEvent } from '../testing/a-step.ts'
import { triggerEvent } from './event.ts'

const visit = (url: string) => anEvent({ kind: 'page-visited', fields: { url } })
const custom = (name: string) => anEvent({ kind: 'custom', fields: { name } })

test('a visit counts when its address contains the chosen part', () => {
  const params = { kind: 'visit', page: ['/Pricing'], name: null } as const

  expect(triggerEvent.trigger?.matches(params, visit('https://site.example/pricing?from=mail'))).toBe(true)
  expect(triggerEvent.trigger?.matches(params, visit('https://site.example/jobs'))).toBe(false)
  expect(triggerEvent.trigger?.matches(params, custom('/pricing'))).toBe(false)
})

test('without a page every visit counts, without a name every event', () => {
  expect(triggerEvent.trigger?.matches({ kind: 'visit', page: null, name: null }, visit('https://site.example/'))).toBe(true)
  expect(triggerEvent.trigger?.matches({ kind: 'custom', page: null, name: null }, custom('cart-left'))).toBe(true)
})

test('an event counts by its whole name', () => {
  const params = { kind: 'custom', page: null, name: ['cart'] } as const

  expect([custom('Cart'), custom('cart-left')].map((event) => triggerEvent.trigger?.matches(params, event))).toEqual([true, false])
})
