import { expect, test } from 'vitest'
import type { Rule } from './rules.ts'
import { asksSegments, type Segment, segmentKeysIn, segmentsBehind } from './segments.ts'

const asks = (segment: string): Rule => ({ segment, is: 'in' })
const rich: Rule = { field: 'score', is: 'over', value: 50 }
const segments = (rules: Readonly<Record<string, Rule>>, entity = 'contact') =>
  new Map(Object.entries(rules).map(([key, rule]): [string, Segment] => [key, { id: key, entity, rule }]))
const behind = (rule: Rule, known: ReadonlyMap<string, Segment>, key?: string) =>
  segmentsBehind(rule, 'contact', known, key).map(({ id }) => id)

test('a segment brings those along that it asks about in turn', () => {
  const known = segments({
    good: { all: [asks('rich'), { not: [asks('lost')] }] },
    rich,
    lost: { field: 'stage', is: 'is', value: 'lost' },
  })

  expect(behind({ any: [asks('good'), { segment: 'rich', is: 'not-in' }] }, known).toSorted()).toEqual(['good', 'lost', 'rich'])
  expect(behind(rich, known)).toEqual([])
})

test('what is asked of related records is not asked of the record itself', () => {
  const known = new Map([...segments({ rich }), ...segments({ large: { field: 'number', is: 'not-empty' } }, 'order')])
  const rule: Rule = { all: [asks('rich'), { some: 'orders', where: asks('large') }] }

  expect(asksSegments(rule)).toBe(true)
  expect(segmentKeysIn(rule)).toEqual(['rich'])
  expect(behind(rule, known)).toEqual(['rich'])
})

test('a segment that is not there, is of other records or a part of itself is refused by its name', () => {
  expect(() => behind(asks('rich'), new Map())).toThrow(/rule-unknown-segment.*rich/)
  expect(() => behind(asks('rich'), segments({ rich }, 'order'))).toThrow('rule-unknown-segment')
  const circle = segments({ a: asks('b'), b: { some: 'orders', where: { all: [] } }, c: asks('a') })
  expect(behind(asks('c'), circle)).toEqual(['c', 'a', 'b'])
  expect(() => behind(asks('c'), circle.set('b', { id: 'b', entity: 'contact', rule: asks('a') }))).toThrow('rule-segment-circle')
  expect(() => behind(asks('c'), segments({ c: asks('d'), d: rich }), 'd')).toThrow(/rule-segment-circle.*d/)
})

test('segments that multiply each other are refused before anybody tests them', () => {
  const twice = (key: string): Rule => ({ all: Array.from({ length: 20 }, () => asks(key)) })

  expect(() => behind(twice('a'), segments({ a: twice('b'), b: rich }))).toThrow('rule-segments-too-many')
  const chain = segments({ a: asks('b'), b: asks('c'), c: asks('d'), d: asks('e'), e: asks('f'), f: rich })
  expect(behind(asks('b'), chain)).toHaveLength(5)
  expect(() => behind(asks('a'), chain)).toThrow('rule-segments-too-many')
})
