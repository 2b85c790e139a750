import { expect, test } from 'vitest'
import { aStep } from '../../nodes/testing/a-step.ts'
import { customLoyaltyTier } from './loyalty-tier.ts'

test.each([
  { orders: 12, tier: 'gold' },
  { orders: 11, tier: 'silver' },
  { orders: 4, tier: 'silver' },
  { orders: 3, tier: 'none' },
])('a client with $orders orders a year is $tier', ({ orders, tier }) => {
  const step = aStep(customLoyaltyTier, { found: { orders } })

  expect(customLoyaltyTier.run(step)).toMatchObject({ port: tier, output: { orders } })
})

test('the orders of the contact are counted, also in a run about one of their deals', () => {
  const deal = aStep(customLoyaltyTier, { subject: { id: 'deal-1', contact: 'anna' }, subjectEntity: 'deal' })

  for (const step of [aStep(customLoyaltyTier), deal]) {
    expect(customLoyaltyTier.needs?.(step)).toMatchObject({
      orders: { kind: 'count', entity: 'order', rule: { all: [{ field: 'contact', is: 'is', value: 'anna' }, {}, {}] } },
    })
  }
})

test('a run about nobody is a problem, not a client without orders', () => {
  const step = aStep(customLoyaltyTier, { subject: null, subjectEntity: null })

  expect(customLoyaltyTier.run(step)).toMatchObject({ kind: 'fail', problem: 'no-contact' })
})
