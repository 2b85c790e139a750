import { expect, test } from 'vitest'
import { readRule } from './list-state.ts'

const contacts = { name: 'contact' }

test('the rule of a list is read from its address', () => {
  const rule = { all: [{ field: 'stage', is: 'is', value: 'lead' }] }

  expect(readRule(JSON.stringify(rule), contacts)).toEqual(rule)
})

test.each(['{"all":[{"field":"stage","is":"louder","value":"lead"}]}', '{"all":', '5', '[]'])('the address %s filters nothing', (text) => {
  expect(readRule(text, contacts)).toBeNull()
})
