import { expect, test } from 'vitest'
import { fieldAt } from '../../shared/rule-fields.ts'
import { isComparable } from './comparable.ts'

const contact = { type: 'record', entity: 'contact' } as const
const company = { type: 'ref', entity: 'company' } as const

test('a choice of a record is compared with a record of that kind only', () => {
  expect(isComparable(fieldAt('order', 'contact'), contact)).toBe(true)
  expect(isComparable(fieldAt('order', 'contact'), company)).toBe(false)
  expect(isComparable(fieldAt('order', 'number'), contact)).toBe(false)
})

test('texts are compared with texts, dates with dates, numbers with numbers', () => {
  expect(isComparable(fieldAt('contact', 'city'), { type: 'email', entity: null })).toBe(true)
  expect(isComparable(fieldAt('order', 'orderedOn'), { type: 'time', entity: null })).toBe(true)
  expect(isComparable(fieldAt('order', 'orderedOn'), { type: 'text', entity: null })).toBe(false)
  expect(isComparable(fieldAt('order', 'total'), { type: 'money', entity: null })).toBe(true)
})

test('what came with a form may be anything, a list is compared with nothing', () => {
  expect(isComparable(fieldAt('order', 'total'), { type: 'any', entity: null })).toBe(true)
  expect(isComparable(fieldAt('contact', 'city'), { type: 'list', entity: 'order' })).toBe(false)
})
