import fc from 'fast-check'
import { expect, test } from 'vitest'
import { earliest, isTimed, nextChange } from './rule-change.ts'
import { type RuleSubject, recordSource } from './rule-source.ts'
import { testRule } from './rule-test.ts'
import type { FieldRule, Rule } from './rules.ts'

const now = new Date('2026-03-02T09:00:00Z')

const sourceOf = (fields: RuleSubject['fields'], at: Date, zone = 'UTC') => ({
  ...recordSource({ entity: 'contact', fields, zone }, at),
  relatedChange: () => null,
})

const when = (rule: Rule, fields: RuleSubject['fields'], zone?: string) =>
  nextChange(rule, sourceOf(fields, now, zone), now)?.toISOString() ?? null

test.each<[string, Rule, string | null]>([
  ['before', { field: 'lastReplyAt', is: 'before', value: { ago: 'P30D' } }, '2026-03-22T12:00:00.000Z'],
  ['within', { field: 'lastReplyAt', is: 'within-last', value: 'P14D' }, '2026-03-06T12:00:00.000Z'],
  ['a fixed moment', { field: 'lastReplyAt', is: 'before', value: '2026-05-01T00:00:00Z' }, null],
  [
    'the earlier of two',
    {
      any: [
        { field: 'lastReplyAt', is: 'before', value: { ago: 'P30D' } },
        { field: 'lastReplyAt', is: 'before', value: { ago: 'P20D' } },
      ],
    },
    '2026-03-12T12:00:00.000Z',
  ],
  ['what is over already', { field: 'lastReplyAt', is: 'before', value: { ago: 'P3D' } }, null],
  ['no value', { field: 'lastOpenedAt', is: 'before', value: { ago: 'P30D' } }, null],
  ['a birthday', { field: 'birthday', is: 'anniversary' }, '2026-03-11T23:00:00.000Z'],
  ['a birthday in three days', { field: 'birthday', is: 'anniversary', value: { in: 'P3D' } }, '2026-03-08T23:00:00.000Z'],
])('%s: the moment is known beforehand', (_, rule, at) => {
  const fields = { id: 'anna', lastReplyAt: '2026-02-20T12:00:00Z', lastOpenedAt: null, birthday: '1990-03-12' }

  expect(when(rule, fields, 'Europe/Berlin')).toBe(at)
})

test('a rule that compares with fixed values never has to be asked again', () => {
  expect(isTimed({ all: [{ field: 'score', is: 'over', value: 5 }, { some: 'orders' }] })).toBe(false)
  expect(isTimed({ not: [{ some: 'orders', last: 'P90D' }] })).toBe(true)
})

const dayMs = 86_400_000
const anInstant = fc.integer({ min: Date.parse('2024-01-25'), max: Date.parse('2028-03-05') }).map((ms) => new Date(ms))
const aZone = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns')
const aDuration = fc.constantFrom('P1D', 'P30D', 'P2W', 'PT36H', 'PT5M', 'P1M', 'P3M', 'P1Y')
const aRule = fc
  .record({
    field: fc.constantFrom('lastReplyAt', 'birthday'),
    is: fc.constantFrom('before', 'after', 'at-least', 'at-most', 'is', 'is-not', 'within-last', 'within-next', 'anniversary'),
    duration: aDuration,
    shift: fc.constantFrom('ago', 'in'),
  })
  .filter(({ field, is }) => is !== 'anniversary' || field === 'birthday')
  .map(
    ({ field, is, duration, shift }): FieldRule =>
      ({ field, is, value: is.startsWith('within') ? duration : { [shift]: duration } }) as FieldRule,
  )

test('an answer never changes before the moment that was foretold, in any zone; after months of different lengths some hours', () => {
  const property = fc.property(aRule, anInstant, anInstant, fc.nat({ max: 400 * dayMs }), aZone, (rule, value, from, ahead, zone) => {
    const fields = { id: 'anna', lastReplyAt: value.toISOString(), birthday: value.toISOString().slice(0, 10) }
    const answer = (at: Date) => testRule(rule, sourceOf(fields, at, zone), at).holds
    const foretold = nextChange(rule, sourceOf(fields, from, zone), from)
    const later = new Date(from.getTime() + ahead)

    if (answer(later) === answer(from)) return
    const tolerance = /M|Y/.test(JSON.stringify(rule.value)) ? 6 * 3_600_000 : 0
    expect(foretold?.getTime() ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(later.getTime() + tolerance)
  })

  fc.assert(property, { numRuns: 1_000 })
})

const silent: Rule = { field: 'lastReplyAt', is: 'before', value: { ago: 'P30D' } }
const earlierSilent: Rule = { field: 'lastReplyAt', is: 'before', value: { ago: 'P20D' } }
const fixed: Rule = { field: 'score', is: 'over', value: 5 }

test('rules inside rules are asked again as soon as the first of them may change', () => {
  const fields = { id: 'anna', lastReplyAt: '2026-02-20T12:00:00Z' }
  const first = '2026-03-12T12:00:00.000Z'

  for (const group of ['all', 'any', 'not'] as const) {
    expect(when({ [group]: [fixed, silent, earlierSilent] } as unknown as Rule, fields)).toBe(first)
    expect(when({ [group]: [fixed] } as unknown as Rule, fields)).toBeNull()
    expect([isTimed({ [group]: [fixed, silent] } as unknown as Rule), isTimed({ [group]: [fixed] } as unknown as Rule)]).toEqual([
      true,
      false,
    ])
  }
})

test('of a segment it is the rule of the segment that changes', () => {
  const segments = new Map([['quiet', { id: 's1', entity: 'contact', rule: silent }]])
  const source = {
    ...recordSource({ entity: 'contact', fields: { id: 'anna', lastReplyAt: '2026-02-20T12:00:00Z' }, segments }, now),
    relatedChange: () => null,
  }

  expect(isTimed({ segment: 'quiet', is: 'in' })).toBe(true)
  expect(nextChange({ segment: 'quiet', is: 'in' }, source, now)?.toISOString()).toBe('2026-03-22T12:00:00.000Z')
  expect(() => nextChange({ segment: 'gone', is: 'in' }, source, now)).toThrow('rule-unknown-segment')
})

test('related records are asked for when time may change how many there are, and only then', () => {
  const soon = new Date('2026-03-09T00:00:00Z')
  const source = { ...sourceOf({ id: 'anna' }, now), relatedChange: () => soon }

  expect(nextChange({ some: 'orders', last: 'P90D' }, source, now)).toEqual(soon)
  expect(nextChange({ none: 'orders', where: { field: 'orderedOn', is: 'after', value: { ago: 'P7D' } } }, source, now)).toEqual(soon)
  expect(nextChange({ some: 'orders', where: { field: 'number', is: 'is', value: 'A-1' } }, source, now)).toBeNull()
  expect(isTimed({ some: 'orders', where: { field: 'number', is: 'is', value: 'A-1' } })).toBe(false)
})

test('values that are no dates never change by time, nor do dates that no calendar has', () => {
  expect(when(silent, { id: 'anna', lastReplyAt: 'soon' })).toBeNull()
  expect(when({ field: 'birthday', is: 'anniversary' }, { id: 'anna', birthday: 'soon' })).toBeNull()
  expect(earliest([null, new Date(Number.NaN)])).toBeNull()
})

test('the birthday of the 29th of February comes on the 28th where the year has no 29th', () => {
  const rule: Rule = { field: 'birthday', is: 'anniversary' }
  const born = { id: 'anna', birthday: '1992-02-29' }
  const at = (from: string) => nextChange(rule, sourceOf(born, new Date(from)), new Date(from))?.toISOString()

  expect(at('2027-02-01T09:00:00Z')).toBe('2027-02-28T00:00:00.000Z')
  expect(at('2028-02-28T09:00:00Z')).toBe('2028-02-29T00:00:00.000Z')
})

test('without a zone of its own a source is read in UTC', () => {
  const source = { ...recordSource({ entity: 'contact', fields: { id: 'anna', birthday: '1990-03-12' } }, now), relatedChange: () => null }

  expect(nextChange({ field: 'birthday', is: 'anniversary' }, source, now)?.toISOString()).toBe('2026-03-12T00:00:00.000Z')
})
