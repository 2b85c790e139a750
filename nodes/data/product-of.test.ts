import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { productOf } from './product-of.ts'
import { dataStock } from './stock.ts'

test('the item of a loop over products is the product', () => {
  const step = aStep(dataStock, { params: { product: null, from: null }, item: { id: 'yeast' }, itemEntity: 'product' })

  expect(productOf(step)).toBe('yeast')
})

test('a run about a person has no product of its own', () => {
  expect(productOf(aStep(dataStock, { params: { product: null, from: null } }))).toBeNull()
})
