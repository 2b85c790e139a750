import { expect, test } from 'vitest'
import { fieldAt } from '../../shared/rule-fields.ts'
import { asReference, isComparable, isTaken } from './suiting.ts'

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

test('a parameter is offered only what it can use, and what may turn out to be that', () => {
  const type = (kind: 'day' | 'time' | 'text' | 'list' | 'tags' | 'any' | 'json') => ({ type: kind, entity: null })

  expect(isTaken({ takes: 'date' }, null, type('day'))).toBe(true)
  expect(isTaken({ takes: 'date' }, null, type('text'))).toBe(false)
  expect(isTaken({ takes: 'date' }, null, type('any'))).toBe(true)
  expect(isTaken({ takes: 'list' }, null, type('list'))).toBe(true)
  expect(isTaken({ takes: 'list' }, null, type('time'))).toBe(false)
  expect(isTaken({ takes: 'record' }, 'contact', contact)).toBe(true)
  expect(isTaken({ takes: 'record' }, 'contact', company)).toBe(false)
  expect(isTaken({}, null, type('text'))).toBe(true)
})

test('in a text a date is written as a date and money as money, a name as it is', () => {
  expect(asReference({ path: 'subject.birthday', type: 'day' })).toEqual({ ref: 'subject.birthday', format: 'date' })
  expect(asReference({ path: 'node.a.at', type: 'time' })).toEqual({ ref: 'node.a.at', format: 'date-time' })
  expect(asReference({ path: 'node.a.total', type: 'money' })).toEqual({ ref: 'node.a.total', format: 'money' })
  expect(asReference({ path: 'subject.firstName', type: 'text' })).toEqual({ ref: 'subject.firstName' })
})
