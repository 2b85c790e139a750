import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyRule, anyWorld, ruleNow, sourceIn } from '../runtime/testing/rule-arbitraries.ts'
import type { Field } from './entities/entity.ts'
import type { Json, JsonObject } from './json.ts'
import { recordSource } from './rule-source.ts'
import { RuleError, testRule } from './rule-test.ts'
import { dayRange, timeRange } from './rule-values.ts'
import type { Comparison, Rule } from './rules.ts'

const now = new Date('2026-03-02T09:30:00Z')

const anna: JsonObject = {
  id: 'anna',
  firstName: 'Анна',
  lastName: null,
  email: 'Anna@Example.test',
  score: 50,
  birthday: '1992-02-29',
  lastReplyAt: '2026-03-02T09:00:00.000Z',
  consentOffers: true,
  personalCare: null,
  tags: ['VIP', 'Ключевой'],
  stage: 'client',
  company: { id: 'c1', name: 'Ромашка', sector: 'Розница', tags: [], owner: 'valera' },
  owner: 'nikita',
}

const holds = (rule: Rule, fields: JsonObject = anna, zone = 'UTC', at = now): boolean =>
  testRule(rule, recordSource({ entity: 'contact', fields, zone }, at), at).holds

const is = (field: string, comparison: Comparison, value?: Json): boolean =>
  holds({ field, is: comparison, ...(value === undefined ? {} : { value }) })

test.each([
  ['firstName', 'is', 'аННА', true],
  ['firstName', 'is-not', 'анна', false],
  ['firstName', 'is-not', 'Вера', true],
  ['firstName', 'one-of', ['Вера', 'АННА'], true],
  ['firstName', 'one-of', [], false],
  ['firstName', 'one-of', 'Анна', false],
  ['email', 'contains', 'EXAMPLE', true],
  ['email', 'contains', '%', false],
  ['email', 'starts-with', 'anna@', true],
  ['email', 'starts-with', 'example', false],
  ['score', 'is', 50, true],
  ['score', 'is-not', 50, false],
  ['score', 'over', 50, false],
  ['score', 'over', 49, true],
  ['score', 'under', 51, true],
  ['score', 'at-least', 50, true],
  ['score', 'at-most', 49, false],
  ['score', 'over', '10', false],
  ['company.sector', 'is', 'розница', true],
  ['company', 'is', 'c1', true],
  ['owner', 'is', 'nikita', true],
  ['stage', 'one-of', ['client', 'partner'], true],
  ['id', 'is', 'anna', true],
  ['consentOffers', 'yes', undefined, true],
  ['consentOffers', 'no', undefined, false],
  ['tags', 'has', 'ключевой', true],
  ['tags', 'has', 'Новый', false],
  ['tags', 'has-not', 'Новый', true],
  ['tags', 'has-not', 'vip', false],
  ['tags', 'not-empty', undefined, true],
  ['lastReplyAt', 'within-last', 'PT30M', true],
  ['lastReplyAt', 'within-last', 'PT29M', false],
  ['lastReplyAt', 'within-next', 'P1D', false],
  ['lastReplyAt', 'after', { ago: 'PT1H' }, true],
  ['lastReplyAt', 'before', { in: 'P7D' }, true],
  ['lastReplyAt', 'is', '2026-03-02', true],
  ['lastReplyAt', 'after', '2026-03-02', false],
  ['lastReplyAt', 'at-most', '2026-03-02', true],
  ['lastReplyAt', 'over', '2026-03-01', true],
  ['lastReplyAt', 'under', '2026-03-02', false],
  ['birthday', 'before', '2000-01-01', true],
  ['birthday', 'is', '1992-02-29', true],
  ['birthday', 'is-not', '1992-02-29', false],
  ['birthday', 'at-least', '1992-03-01', false],
] as const)('of Anna, %s %s %j is %s', (field, comparison, value, expected) => {
  expect(is(field, comparison, value as Json | undefined)).toBe(expected)
})

test.each(['is', 'is-not', 'contains', 'starts-with'] as const)(
  'an empty text is never true of "%s", whatever it is compared with',
  (comparison) => {
    expect(is('lastName', comparison, 'x')).toBe(false)
    expect(is('lastName', 'empty')).toBe(true)
    expect(is('lastName', 'not-empty')).toBe(false)
  },
)

test('an empty flag is not yes, and an empty list has no tag', () => {
  expect(is('personalCare', 'no')).toBe(true)
  expect(is('personalCare', 'yes')).toBe(false)
  expect(is('company.tags', 'has-not', 'VIP')).toBe(true)
  expect(is('company.tags', 'has', 'VIP')).toBe(false)
  expect(is('company.tags', 'empty')).toBe(true)
})

test('a comparison without a value is never true', () => {
  for (const comparison of ['is', 'is-not', 'contains', 'starts-with', 'one-of'] as const) {
    expect(is('firstName', comparison)).toBe(false)
    expect(is('firstName', comparison, '')).toBe(false)
  }
  expect(is('tags', 'has-not', '')).toBe(false)
  expect(is('lastReplyAt', 'before', 'soon')).toBe(false)
  expect(is('lastReplyAt', 'before', { ago: 'soon' })).toBe(false)
  expect(is('lastReplyAt', 'before', {})).toBe(false)
  expect(is('birthday', 'anniversary', 'soon')).toBe(false)
})

test('an unknown field is an error, never true', () => {
  expect(() => is('nickname', 'empty')).toThrow(RuleError)
  expect(() => is('__proto__', 'not-empty')).toThrow(RuleError)
  expect(() => is('company.constructor', 'not-empty')).toThrow(RuleError)
  expect(() => is('event.url', 'not-empty')).toThrow(RuleError)
  expect(() => holds({ some: 'invoices' })).toThrow(RuleError)
  expect(() => holds({})).toThrow(RuleError)
  expect(() => is('owner.name', 'is', 'Nikita')).toThrow(RuleError)
})

test('a comparison that does not fit the field is an error', () => {
  expect(() => is('firstName', 'over', 5)).toThrow('rule-comparison-unfit')
  expect(() => is('score', 'contains', '5')).toThrow('rule-comparison-unfit')
})

test('an empty "all" is true, an empty "any" is false, and "not" is true when none of its rules is', () => {
  const yes: Rule = { field: 'score', is: 'over', value: 1 }
  const no: Rule = { field: 'score', is: 'under', value: 1 }

  expect([holds({ all: [] }), holds({ any: [] }), holds({ not: [] })]).toEqual([true, false, true])
  expect([holds({ all: [yes, no] }), holds({ any: [yes, no] }), holds({ not: [yes, no] }), holds({ not: [no] })]).toEqual([
    false,
    true,
    false,
    true,
  ])
})

test('rules nested deeper than ten levels are refused', () => {
  const nested = (levels: number): Rule => (levels === 0 ? { all: [] } : { not: [nested(levels - 1)] })

  expect(holds(nested(10))).toBe(true)
  expect(() => holds(nested(11))).toThrow('rule-too-deep')
})

test('a birthday on 29 February comes on the 28th in other years', () => {
  const birthday: Rule = { field: 'birthday', is: 'anniversary' }

  expect(holds(birthday, anna, 'UTC', new Date('2026-02-28T08:00:00Z'))).toBe(true)
  expect(holds(birthday, anna, 'UTC', new Date('2026-03-01T08:00:00Z'))).toBe(false)
  expect(holds(birthday, anna, 'UTC', new Date('2028-02-28T08:00:00Z'))).toBe(false)
  expect(holds(birthday, anna, 'UTC', new Date('2028-02-29T08:00:00Z'))).toBe(true)
  expect(holds({ ...birthday, value: { in: 'P3D' } }, anna, 'UTC', new Date('2026-02-25T08:00:00Z'))).toBe(true)
})

test('today is the day of the zone, not of the server', () => {
  const today: Rule = { field: 'birthday', is: 'is', value: { in: 'P0D' } }
  const lateEvening = new Date('2026-03-02T22:30:00Z')

  expect(holds(today, { birthday: '2026-03-03' }, 'Europe/Moscow', lateEvening)).toBe(true)
  expect(holds(today, { birthday: '2026-03-02' }, 'UTC', lateEvening)).toBe(true)
})

test('the day that means for ever is a day like any other', () => {
  const price = { validTo: '9999-12-31', createdAt: '9999-12-31T23:00:00Z' }
  const ask = (field: string, comparison: Comparison, value: Json) =>
    testRule({ field, is: comparison, value }, recordSource({ entity: 'price', fields: price, zone: 'Asia/Kolkata' }, now), now).holds

  expect(ask('validTo', 'is', '9999-12-31')).toBe(true)
  expect(ask('validTo', 'at-most', '9999-12-31')).toBe(true)
  expect(ask('validTo', 'after', '9999-12-31')).toBe(false)
  expect(ask('createdAt', 'after', '9999-12-31')).toBe(true)
  expect(ask('createdAt', 'at-least', '9999-12-31T00:00:00Z')).toBe(true)
})

test('both ends of a stretch of time belong to it, and an instant is neither before nor after itself', () => {
  const at = (lastReplyAt: string) => (comparison: Comparison, value: Json) =>
    holds({ field: 'lastReplyAt', is: comparison, value }, { lastReplyAt })
  const present = at('2026-03-02T09:30:00.000Z')

  expect([present('within-last', 'PT1H'), present('within-next', 'PT1H'), present('is', '2026-03-02T12:30:00+03:00')]).toEqual([
    true,
    true,
    true,
  ])
  expect([present('before', { ago: 'PT0S' }), present('after', { in: 'PT0S' }), present('is-not', { ago: 'PT0S' })]).toEqual([
    false,
    false,
    false,
  ])
  expect([present('at-least', { ago: 'PT0S' }), present('at-most', { ago: 'PT0S' })]).toEqual([true, true])
  expect(at('2026-03-02T08:30:00.000Z')('within-last', 'PT1H')).toBe(true)
  expect(at('2026-03-02T08:29:59.999Z')('within-last', 'PT1H')).toBe(false)
  expect(at('2026-03-02T10:30:00.001Z')('within-next', 'PT1H')).toBe(false)
})

test('money is compared in minor units, and only within a currency', () => {
  const deal = { amount: { cents: 10_000, currency: 'EUR' } }
  const amount = (comparison: Comparison, value: Json) =>
    testRule({ field: 'amount', is: comparison, value }, recordSource({ entity: 'deal', fields: deal }, now), now).holds

  expect(amount('over', { cents: 9_999, currency: 'EUR' })).toBe(true)
  expect(amount('over', { cents: 1, currency: 'RUB' })).toBe(false)
  expect(amount('under', { cents: 99_999, currency: 'RUB' })).toBe(false)
  expect(amount('is-not', { cents: 10_000, currency: 'RUB' })).toBe(true)
  expect(amount('is', { cents: 10_000, currency: 'EUR' })).toBe(true)
  expect(amount('at-least', 10_000)).toBe(true)
  expect(amount('over', 'much')).toBe(false)
  expect(amount('over', {})).toBe(false)
})

test('values of an event are compared by what they are, numbers in texts too', () => {
  const around = {
    event: {
      budget: '1500',
      at: '2026-03-01T10:00:00Z',
      day: '2026-03-01',
      agreed: true,
      tags: ['a'],
      price: { cents: 100, currency: 'EUR' },
    },
  }
  const ask = (field: string, comparison: Comparison, value?: Json) =>
    testRule(
      { field, is: comparison, ...(value === undefined ? {} : { value }) },
      recordSource({ entity: null, fields: null, around }, now),
      now,
    ).holds

  expect(ask('event.budget', 'over', 1000)).toBe(true)
  expect(ask('event.budget', 'is', 1500)).toBe(true)
  expect(ask('event.budget', 'starts-with', '15')).toBe(true)
  expect(ask('event.budget', 'over', 'x')).toBe(false)
  expect(ask('event.at', 'within-last', 'P1D')).toBe(true)
  expect(ask('event.day', 'before', { in: 'P0D' })).toBe(true)
  expect(ask('event.agreed', 'yes')).toBe(true)
  expect(ask('event.agreed', 'is', true)).toBe(true)
  expect(ask('event.tags', 'has', 'A')).toBe(true)
  expect(ask('event.tags', 'is', 'a')).toBe(false)
  expect(ask('event.price', 'over', 50)).toBe(true)
  expect(ask('event.nothing', 'empty')).toBe(true)
  expect(ask('vars.nothing', 'is', 'x')).toBe(false)
})

test('related records are counted, those of the last days and those that a rule picks', () => {
  const orders = [
    { id: 'o1', orderedOn: '2026-02-20', status: 'done' },
    { id: 'o2', orderedOn: '2025-02-20', status: 'done' },
    { id: 'o3', orderedOn: '2026-03-01', status: 'cancelled' },
  ]
  const asked = (rule: Rule) =>
    testRule(rule, recordSource({ entity: 'contact', fields: anna, related: (of) => (of === 'order' ? orders : []) }, now), now)
  const done: Rule = { field: 'status', is: 'is', value: 'done' }

  expect(asked({ some: 'orders' }).holds).toBe(true)
  expect(asked({ none: 'invoices' }).holds).toBe(true)
  expect(asked({ none: 'orders', last: 'P90D' }).holds).toBe(false)
  expect(asked({ count: 'orders', is: 'over', value: 1, where: done }).holds).toBe(true)
  expect(asked({ count: 'orders', is: 'is', value: 1, where: done, last: 'P90D' }).lines[0]?.value).toBe(1)
  expect(() => asked({ some: 'parcels' })).toThrow('rule-unknown-relation')
})

test('a ref is followed to its record, one that is gone is empty', () => {
  const record = (entity: string, id: string) => (entity === 'user' && id === 'nikita' ? { id, name: 'Nikita', deputy: 'gone' } : null)
  const ask = (field: string, comparison: Comparison, value?: Json) =>
    testRule(
      { field, is: comparison, ...(value === undefined ? {} : { value }) },
      recordSource({ entity: 'contact', fields: anna, record }, now),
      now,
    ).holds

  expect(ask('owner.name', 'is', 'nikita')).toBe(true)
  expect(ask('owner.deputy.name', 'empty')).toBe(true)
  expect(ask('owner.deputy', 'is', 'gone')).toBe(true)
  expect(ask('lastName', 'empty')).toBe(true)
  expect(testRule({ field: 'score', is: 'empty' }, recordSource({ entity: 'contact', fields: null }, now), now).holds).toBe(true)
})

test('the fields that a user added are tested like any other', () => {
  const custom = (entity: string): Readonly<Record<string, Field>> =>
    entity === 'contact' ? { shoeSize: { type: 'number', title: { en: 'Shoe size', ru: 'Размер обуви' } } } : {}
  const source = recordSource({ entity: 'contact', fields: { ...anna, shoeSize: 42 }, custom }, now)

  expect(testRule({ field: 'shoeSize', is: 'over', value: 40 }, source, now).holds).toBe(true)
})

test('the explanation has a line for every rule, with the value found', () => {
  const rule: Rule = {
    all: [{ field: 'score', is: 'over', value: 60 }, { any: [{ field: 'tags', is: 'has', value: 'vip' }] }],
  }

  const { lines } = testRule(rule, recordSource({ entity: 'contact', fields: anna }, now), now)

  expect(lines.map(({ depth, value, holds }) => ({ depth, value, holds }))).toEqual([
    { depth: 0, value: null, holds: false },
    { depth: 1, value: 50, holds: false },
    { depth: 1, value: null, holds: true },
    { depth: 2, value: ['VIP', 'Ключевой'], holds: true },
  ])
})

test.each(['contact', 'deal', 'invoice', 'task'])(
  'every rule about a %s has an answer for every record, the same each time',
  async (entity) => {
    await fc.assert(
      fc.property(anyWorld(entity), anyRule(entity), (world, rule) => {
        for (const record of world[entity] ?? []) {
          const verdict = testRule(rule, sourceIn(world, entity, record), ruleNow)
          const denied = testRule({ not: [rule] }, sourceIn(world, entity, record), ruleNow)

          expect(verdict.holds).toBe(verdict.lines[0]?.holds)
          expect(denied.holds).toBe(!verdict.holds)
        }
      }),
      { numRuns: 60 },
    )
  },
)

const known = (fields: JsonObject | null, entity: string | null, rule: Rule, more = {}) =>
  testRule(rule, recordSource({ entity, fields, around: { event: { a: 1 } }, ...more }, now), now).holds

test('a rule about a subject finds nothing where a run has none, and about what came with the event it finds that', () => {
  expect(known(null, null, { field: 'event.a', is: 'is', value: 1 })).toBe(true)
  expect(() => known(null, null, { field: 'score', is: 'over', value: 1 })).toThrow('rule-unknown-field')
})

test('a segment of other records, and one that is gone, cannot be asked about', () => {
  const segments = new Map([['large', { id: 's', entity: 'order', rule: { all: [] } }]])

  for (const segment of ['large', 'gone'])
    expect(() => known(anna, 'contact', { segment, is: 'in' }, { segments })).toThrow('rule-unknown-segment')
})

test('a value of another kind than its field is never true, and breaks nothing', () => {
  expect(holds({ field: 'birthday', is: 'before', value: '2030-01-01' }, { ...anna, birthday: 'soon' })).toBe(false)
  expect(holds({ field: 'birthday', is: 'before', value: '2030-01-01' }, { ...anna, birthday: 5 })).toBe(false)
  expect(holds({ field: 'birthday', is: 'before', value: 'soon' })).toBe(false)
  expect(holds({ field: 'birthday', is: 'within-last' })).toBe(false)
  expect(holds({ field: 'birthday', is: 'within-next' })).toBe(false)
  expect(holds({ field: 'lastReplyAt', is: 'after', value: 5 })).toBe(false)
  expect(holds({ field: 'lastReplyAt', is: 'after', value: { later: 'P1D' } })).toBe(false)
  expect(known(anna, 'contact', { field: 'event.a', is: 'anniversary', value: 1 } as Rule)).toBe(false)
  expect(known(anna, 'contact', { field: 'event.a', is: 'before', value: '2026-03-02' } as Rule)).toBe(false)
})

test('people ask for any number of fields, and each is found again', () => {
  for (let number = 0; number < 1_100; number++) {
    expect(() => holds({ field: `nothing-${number}`, is: 'empty' })).toThrow('rule-unknown-field')
  }
  expect(is('score', 'is', 50)).toBe(true)
})

test('a comparison that no date has names no days and no instants', () => {
  expect(dayRange({ field: 'birthday', is: 'contains', value: '2026-03-02' }, now, 'UTC')).toBeNull()
  expect(timeRange({ field: 'lastReplyAt', is: 'has', value: '2026-03-02' }, now, 'UTC')).toBeNull()
})
