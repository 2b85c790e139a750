import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { logicSet } from './set.ts'

test('values are kept under their names as what they are', () => {
  const values = [
    { field: 'offer', value: 'Spring offer' },
    { field: 'amount', value: { cents: 1250, currency: 'EUR' } },
  ]

  expect(logicSet.run(aStep(logicSet, { params: { values } }))).toMatchObject({
    port: 'out',
    vars: { offer: 'Spring offer', amount: { cents: 1250, currency: 'EUR' } },
  })
})
