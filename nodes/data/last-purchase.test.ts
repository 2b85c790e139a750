import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { dataLastPurchase } from './last-purchase.ts'

test('the purchase of the contact is looked up, of one product or of any', () => {
  const one = aStep(dataLastPurchase, { params: { any: false, product: 'FLOUR-25' } })
  const any = aStep(dataLastPurchase, { params: { any: true, product: 'FLOUR-25' } })

  expect(dataLastPurchase.needs?.(one)).toEqual({ purchase: { kind: 'last-purchase', contact: 'anna', product: 'FLOUR-25' } })
  expect(dataLastPurchase.needs?.(any)).toEqual({ purchase: { kind: 'last-purchase', contact: 'anna', product: null } })
})

test('when, how much and at what price is handed on; nothing bought leads elsewhere', () => {
  expect(dataLastPurchase.run(aStep(dataLastPurchase))).toMatchObject({
    port: 'found',
    output: { quantity: 40, price: { cents: 1890, currency: 'EUR' }, orderedOn: '2025-12-01' },
  })
  expect(dataLastPurchase.run(aStep(dataLastPurchase, { found: { purchase: null } }))).toMatchObject({ port: 'none' })
})
