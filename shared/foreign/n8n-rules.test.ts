import { expect, test } from 'vitest'
import { checkRule } from '../rule-check.ts'
import { ruleOf } from './n8n-rules.ts'
import type { Find } from './n8n-step.ts'

const find: Find = { value: (step, path) => (step === null ? ['event', ...path].join('.') : null), all: () => null }

const present = (type: string, operation: string, leftValue: unknown, rightValue: unknown = '') =>
  ruleOf({ conditions: { combinator: 'and', conditions: [{ leftValue, rightValue, operator: { type, operation } }] } } as never, find)

test.each([
  ['string', 'equals', 'valid', { field: 'event.a', is: 'is', value: 'valid' }],
  ['string', 'notEquals', 'valid', { not: [{ field: 'event.a', is: 'is', value: 'valid' }] }],
  ['string', 'equals', '=active', { field: 'event.a', is: 'is', value: 'active' }],
  ['string', 'contains', '@', { field: 'event.a', is: 'contains', value: '@' }],
  ['string', 'notEmpty', '', { field: 'event.a', is: 'not-empty' }],
  ['number', 'gt', 60, { field: 'event.a', is: 'over', value: 60 }],
  ['number', 'lte', '7', { field: 'event.a', is: 'at-most', value: 7 }],
  ['boolean', 'true', '', { field: 'event.a', is: 'yes' }],
  ['boolean', 'equals', '={{ false }}', { field: 'event.a', is: 'no' }],
  ['dateTime', 'before', '={{ DateTime.now().minus({days: 30}) }}', { field: 'event.a', is: 'before', value: { ago: 'P30D' } }],
  ['array', 'notEmpty', '', { field: 'event.a', is: 'not-empty' }],
  ['array', 'lengthGt', 2, { field: 'event.a.length', is: 'over', value: 2 }],
])('%s %s %s', (type, operation, right, rule) => {
  expect(present(type, operation, '={{ $json.a }}', right)).toEqual(rule)
  expect(checkRule(rule, null, { workflow: true })).toEqual([])
})

test('the old form has its own names, and means something where it says nothing', () => {
  const conditions = {
    string: [{ value1: '={{$json["a"]}}', value2: 'GOOD', operation: 'notEqual' }],
    boolean: [{ value1: '={{$json.b}}' }, { value1: '={{$json.c}}', value2: true }],
    number: [
      { value1: '={{$json.d}}', value2: 3 },
      { value1: '={{$json.e}}', operation: 'larger' },
    ],
  }

  expect(ruleOf({ conditions, combineOperation: 'any' }, find)).toEqual({
    any: [
      { not: [{ field: 'event.a', is: 'is', value: 'GOOD' }] },
      { field: 'event.d', is: 'under', value: 3 },
      { field: 'event.e', is: 'over', value: 0 },
      { field: 'event.b', is: 'no' },
      { field: 'event.c', is: 'yes' },
    ],
  })
})

test('what cannot be compared keeps its text, and only its own row', () => {
  expect(present('string', 'regex', '={{ $json.a }}', '^a')).toEqual({ field: '{{ $json.a regex "^a" }}', is: 'not-empty' })
  expect(present('number', 'equals', '={{ $json.a.size() }}', 1)).toEqual({ field: '{{ $json.a.size() equals 1 }}', is: 'not-empty' })
  expect(present('number', 'gt', '={{ $json.a }}', '={{ $json.b }}')).toEqual({
    field: 'event.a',
    is: 'over',
    value: { ref: '{{ $json.b }}' },
  })
  expect(ruleOf({ conditions: { hasOwnProperty: 1, string: 'no list' } } as never, find)).toEqual({ all: [] })
})
