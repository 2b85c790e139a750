import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nested } from './nested.ts'

const sent = (values: Readonly<Record<string, string | number>>) =>
  nested(Object.entries(values).map(([field, value]) => ({ field, value })))

test('a dot puts one into another, and places from 0 make a list', () => {
  expect(sent({ 'client.email': 'a', 'client.tags.0': 'x', 'client.tags.1': 'y', plain: 1 })).toEqual({
    client: { email: 'a', tags: ['x', 'y'] },
    plain: 1,
  })
})

test('what cannot be split stays as it is written', () => {
  expect(sent({ a: 1, 'a.b': 2, '.c': 3, 'd..e': 4, f: 5 })).toEqual({ a: 1, 'a.b': 2, '.c': 3, 'd..e': 4, f: 5 })
  expect(sent({ 'list.1': 'second', 'list.0': 'first', 'rows.1': 'alone' })).toEqual({ list: ['first', 'second'], rows: { 1: 'alone' } })
})

test('no name reaches a prototype', () => {
  const made = sent({ '__proto__.polluted': 1, 'constructor.prototype.polluted': 2 })

  expect(JSON.stringify(made)).toBe('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}}}')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  fc.assert(fc.property(fc.array(fc.record({ field: fc.string(), value: fc.integer() })), (values) => void nested(values)))
})
