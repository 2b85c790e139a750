import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { dataStock } from './stock.ts'

const cycle = { subject: { id: 'cycle-1', product: 'flour', contact: 'anna' }, subjectEntity: 'purchaseCycle' }

test.each([
  { product: 'FLOUR-25', from: null, asks: 'FLOUR-25' },
  { product: null, from: 'yeast', asks: 'yeast' },
  { product: null, from: null, asks: 'flour' },
])('with the product $product and the value $from, a step about a cycle for flour asks for $asks', ({ product, from, asks }) => {
  const step = aStep(dataStock, { ...cycle, params: { product, from } })

  expect(dataStock.needs?.(step)).toEqual({ stock: { kind: 'stock', product: asks } })
})

test('what is free and expected is handed on', () => {
  expect(dataStock.run(aStep(dataStock))).toMatchObject({ port: 'out', output: { inStock: 12, free: 8, expectedOn: '2026-03-20' } })
})

test('an unknown product and no product are problems', () => {
  expect(dataStock.run(aStep(dataStock, { found: { stock: null } }))).toMatchObject({ problem: 'not-found' })
  expect(dataStock.run(aStep(dataStock, { params: { product: null, from: null } }))).toMatchObject({ problem: 'no-product' })
})
