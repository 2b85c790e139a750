import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyRule, anyWorld, ruleNow, sourceIn } from '../runtime/testing/rule-arbitraries.ts'
import type { Field } from './entities/entity.ts'
import { checkRule } from './rule-check.ts'
import { comparisonsFor, fieldAt, fieldTypeAt, relationAt } from './rule-fields.ts'
import { testRule } from './rule-test.ts'
import type { Rule } from './rules.ts'

const codes = (rule: unknown, entity: string | null = 'contact', scope = {}) => checkRule(rule, entity, scope).map(({ code }) => code)

test.each<[unknown, string[]]>([
  [{ field: 'score', is: 'over', value: 50 }, []],
  [{ field: 'tags', is: 'has', value: 'VIP' }, []],
  [{ field: 'birthday', is: 'anniversary' }, []],
  [{ field: 'birthday', is: 'anniversary', value: { in: 'P3D' } }, []],
  [{ field: 'stage', is: 'one-of', value: ['lead', 'client'] }, []],
  [{ field: 'owner', is: 'is', value: 'u1' }, []],
  [{ field: 'score', is: 'empty' }, []],
  [{ field: 'lastReplyAt', is: 'within-last', value: 'P30D' }, []],
  [{ field: 'lastReplyAt', is: 'after', value: { ago: 'PT2H' } }, []],
  [{ count: 'deals', is: 'over', value: 3, where: { field: 'amount', is: 'over', value: 100 }, last: 'P90D' }, []],
  [{ field: 'nickname', is: 'is', value: 'x' }, ['rule-unknown-field']],
  [{ field: 'event.url', is: 'is', value: 'x' }, ['rule-unknown-field']],
  [{ field: '__proto__', is: 'empty' }, ['rule-unknown-field']],
  [{ field: 'company.sector.name', is: 'empty' }, ['rule-unknown-field']],
  [{ field: 'firstName', is: 'over', value: 5 }, ['rule-comparison-unfit']],
  [{ field: 'score', is: 'louder', value: 5 }, ['rule-wrong']],
  [{ field: 5, is: 'is', value: 5 }, ['rule-wrong']],
  [{ field: 'score', is: 'over' }, ['rule-value-missing']],
  [{ field: 'firstName', is: 'is', value: '' }, ['rule-value-missing']],
  [{ field: 'stage', is: 'one-of', value: [] }, ['rule-value-missing']],
  [{ field: 'score', is: 'over', value: '50' }, ['rule-value-wrong']],
  [{ field: 'stage', is: 'is', value: 'guest' }, ['rule-value-wrong']],
  [{ field: 'stage', is: 'one-of', value: 'lead' }, ['rule-value-wrong']],
  [{ field: 'firstName', is: 'is', value: ['Anna'] }, ['rule-value-wrong']],
  [{ field: 'birthday', is: 'before', value: 'soon' }, ['rule-value-wrong']],
  [{ field: 'birthday', is: 'anniversary', value: 'soon' }, ['rule-value-wrong']],
  [{ field: 'birthday', is: 'within-last', value: 30 }, ['rule-value-wrong']],
  [{ field: 'birthday', is: 'within-last', value: '30 days' }, ['rule-value-wrong']],
  [{ field: 'owner', is: 'is', value: { ref: 'subject.owner' } }, ['rule-value-wrong']],
  [{ some: 'parcels' }, ['rule-unknown-relation']],
  [{ some: 5 }, ['rule-wrong']],
  [{ some: 'deals', none: 'deals' }, ['rule-wrong']],
  [{ count: 'deals' }, ['rule-wrong', 'rule-value-missing']],
  [{ some: 'deals', last: 'soon' }, ['rule-value-wrong']],
  [{ some: 'deals', last: 90 }, ['rule-value-wrong']],
  [{ some: 'deals', where: { field: 'score', is: 'over', value: 1 } }, ['rule-unknown-field']],
  [{ segment: 'debtors', is: 'in' }, []],
  [{ segment: 'debtors', is: 'not-in' }, []],
  [{ segment: 'debtors', is: 'over' }, ['rule-wrong']],
  [{ segment: 5, is: 'in' }, ['rule-wrong']],
  [{ segment: '', is: 'in' }, ['rule-value-missing']],
  [{}, ['rule-wrong']],
  [null, ['rule-wrong']],
  [[], ['rule-wrong']],
  [{ all: {} }, ['rule-wrong']],
  [{ all: [], any: [] }, ['rule-wrong']],
])('%j has the problems %j', (rule, problems) => {
  expect(codes(rule)).toEqual(problems)
})

test('money is compared with an amount', () => {
  expect(codes({ field: 'amount', is: 'over', value: { cents: 1, currency: 'EUR' } }, 'deal')).toEqual([])
  expect(codes({ field: 'amount', is: 'over', value: 'much' }, 'deal')).toEqual(['rule-value-wrong'])
})

test('a workflow may ask about its event, and a filter may name a value of the workflow', () => {
  const workflow = { workflow: true, references: true }

  expect(codes({ field: 'event.url', is: 'contains', value: 'x' }, null, workflow)).toEqual([])
  expect(codes({ field: 'item', is: 'over', value: 5 }, null, workflow)).toEqual([])
  expect(codes({ field: 'node.n1.count', is: 'over', value: { cents: 5, currency: 'EUR' } }, null, workflow)).toEqual([])
  expect(codes({ field: 'node.n1', is: 'empty' }, null, workflow)).toEqual(['rule-unknown-field'])
  expect(codes({ field: 'event.at', is: 'before', value: {} }, null, workflow)).toEqual(['rule-value-wrong'])
  expect(codes({ field: 'owner', is: 'is', value: { ref: 'subject.owner' } }, 'contact', workflow)).toEqual([])
  expect(codes({ some: 'deals', where: { field: 'event.url', is: 'empty' } }, 'contact', workflow)).toEqual(['rule-unknown-field'])
})

test('a problem says where it is', () => {
  const rule = { all: [{ field: 'score', is: 'empty' }, { not: [{ some: 'deals', where: { any: [{ field: 'x', is: 'empty' }] } }] }] }

  expect(checkRule(rule, 'contact')).toEqual([
    { code: 'rule-unknown-field', with: { field: 'x' }, at: ['all', 1, 'not', 0, 'where', 'any', 0] },
  ])
})

test('rules that are too deep or too long are refused, however deep they are', () => {
  const nested = (levels: number): Rule => (levels === 0 ? { all: [] } : { not: [nested(levels - 1)] })

  expect(codes(nested(10))).toEqual([])
  expect(codes(nested(11))).toEqual(['rule-too-deep'])
  expect(codes(nested(5_000))).toEqual(['rule-too-deep'])
  expect(codes({ all: Array.from({ length: 199 }, () => ({ field: 'score', is: 'empty' })) })).toEqual([])
  expect(codes({ all: Array.from({ length: 200 }, () => ({ field: 'score', is: 'empty' })) })).toEqual(['rule-too-long'])
  expect(codes({ all: Array.from({ length: 200_000 }, () => null) }).length).toBe(200)
})

test('whatever is stored as a rule is checked without throwing', async () => {
  await fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.json().map((text) => JSON.parse(text)),
      ),
      (rule) => {
        expect(Array.isArray(checkRule(rule, 'contact'))).toBe(true)
      },
    ),
    { numRuns: 1_000 },
  )
})

test('a rule without problems is tested without an error', async () => {
  await fc.assert(
    fc.property(anyWorld('contact'), anyRule('contact'), (world, rule) => {
      const known = checkRule(rule, 'contact').filter(({ code }) => code !== 'rule-value-missing' && code !== 'rule-value-wrong')

      expect(known).toEqual([])
      for (const record of world['contact'] ?? []) testRule(rule, sourceIn(world, 'contact', record), ruleNow)
    }),
    { numRuns: 100 },
  )
})

test('fields are found through refs, with all their words', () => {
  expect(fieldAt('contact', 'company.owner.name')?.titles.map(({ en }) => en)).toEqual(['Company', 'Owner', 'Name'])
  expect([fieldTypeAt('contact', 'company'), fieldTypeAt('contact', 'createdAt'), fieldTypeAt('contact', 'company.id')]).toEqual([
    'ref',
    'time',
    'ref',
  ])
  expect([fieldTypeAt('nobody', 'name'), fieldTypeAt(null, 'name'), fieldTypeAt('contact', 'id.name'), fieldTypeAt('contact', '')]).toEqual(
    [null, null, null, null],
  )
  expect([
    relationAt('contact', 'orders')?.entity,
    relationAt('contact', 'toString'),
    relationAt('user', 'orders'),
    relationAt(null, 'orders'),
  ]).toEqual(['order', null, null, null])
})

test('the fields that a user added are fields like any other', () => {
  const size: Field = { type: 'number', title: { en: 'Shoe size', ru: 'Размер обуви' } }
  const custom = (entity: string): Readonly<Record<string, Field>> => (entity === 'company' ? { size } : {})

  expect(codes({ field: 'company.size', is: 'over', value: 40 }, 'contact', { custom })).toEqual([])
  expect(codes({ field: 'size', is: 'over', value: 40 }, 'contact', { custom })).toEqual(['rule-unknown-field'])
  expect(comparisonsFor('number')).toContain('over')
})

test('a segment has to be there, and to be one of such records', () => {
  const segmentOf = (key: string) => ({ debtors: 'contact', large: 'order' })[key] ?? null

  expect(codes({ segment: 'debtors', is: 'in' }, 'contact', { segmentOf })).toEqual([])
  expect(codes({ segment: 'large', is: 'in' }, 'contact', { segmentOf })).toEqual(['rule-unknown-segment'])
  expect(codes({ segment: 'gone', is: 'not-in' }, 'contact', { segmentOf })).toEqual(['rule-unknown-segment'])
})
