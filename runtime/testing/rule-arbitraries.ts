/**
 * Random rules, and random worlds to test them on. The readers of rules are compared with them: what one calls true the
 * other must call true. Values come from small pools, so that they meet; the pools hold what readers trip over.
 */
import * as fc from 'fast-check'
import { commonFields, type Field } from '../../shared/entities/entity.ts'
import { entityNamed } from '../../shared/entities.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { comparisonsFor, fieldAt, type RuleField } from '../../shared/rule-fields.ts'
import { recordSource } from '../../shared/rule-source.ts'
import type { RuleSource } from '../../shared/rule-test.ts'
import type { Comparison, FieldRule, RelatedRule, Rule } from '../../shared/rules.ts'
import { idFor } from '../../shared/seed.ts'
import type { Segments } from '../../shared/segments.ts'

/** The moment at which the rules are tested; the dates of the records lie around it, some exactly on a border. */
export const ruleNow = new Date('2026-03-02T09:30:00.000Z')

/** The records of a small world, by entity. Every ref of theirs leads to a record of the same world, or is null. */
export type RuleWorld = Readonly<Record<string, readonly Fields[]>>

const texts = [
  '',
  'Anna',
  'ANNA',
  "O'Brien",
  '100%',
  'a_b',
  'аня',
  'АНЯ',
  'Розница',
  'розница',
  'Ёлка',
  '%',
  '_',
  '\\',
  '"',
  'null',
  'a\\%',
]
const tags = ['VIP', 'vip', 'Ключевой', 'ключевой', "it's", '100%', '"']
const emails = ['anna@example.test', 'ANNA@example.test', 'valera@example.test', "o'brien@example.test"]
const phones = ['+4915123456789', '+79161234567']
const urls = ['https://example.test/a?b=100%25', 'https://example.test/A']
const numbers = [-5, 0, 0.5, 1, 49, 50, 51, 90]
const cents = [0, 100, 9_999, 10_000, -100]
const currencies = ['EUR', 'RUB']
const days = ['2025-03-02', '2026-01-31', '2026-02-28', '2024-02-29', '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-09', '1990-03-05']
const times = [
  '2026-02-01T09:30:00.000Z',
  '2026-01-31T09:30:00.000Z',
  '2026-03-01T23:59:59.999Z',
  '2026-03-02T00:00:00.000Z',
  '2026-03-02T09:29:59.999Z',
  '2026-03-02T09:30:00.000Z',
  '2026-03-02T09:30:00.001Z',
  '2026-03-02T23:59:59.999Z',
  '2026-03-03T00:00:00.000Z',
  '2026-03-09T09:30:00.000Z',
]
const durations = ['P0D', 'P1D', 'P7D', 'P30D', 'P1M', 'P1Y', 'PT1H', 'PT24H']

const idOf = (entity: string, number: number): string => idFor('world', `${entity} ${number}`, new Date('2026-01-01T00:00:00Z'))

const pick = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)

/** A world around an entity: some of its records, of every entity they can lead to, and of those that point to them. */
export function anyWorld(entity: string): fc.Arbitrary<RuleWorld> {
  const related = Object.values(entityNamed(entity).relations ?? {}).map((relation) => relation.entity)
  const counts = new Map([...reachable([entity, ...related])].map((name) => [name, 2]))
  for (const name of [entity, ...related]) counts.set(name, 6)
  return fc.record(Object.fromEntries([...counts].map(([name, count]) => [name, recordsOf(name, count)])))
}

function reachable(from: readonly string[], seen = new Set<string>()): Set<string> {
  for (const name of from) {
    if (seen.has(name)) continue
    seen.add(name)
    const refs = Object.values<Field>(entityNamed(name).fields).flatMap((field) => (field.type === 'ref' ? [field.entity] : []))
    reachable(refs, seen)
  }
  return seen
}

function recordsOf(entity: string, count: number): fc.Arbitrary<readonly Fields[]> {
  const { fields } = entityNamed(entity)
  const all: readonly (readonly [string, Field])[] = [...Object.entries<Field>(fields), ...Object.entries<Field>(commonFields)]
  const record = (number: number): fc.Arbitrary<Fields> =>
    fc.record({
      ...Object.fromEntries(all.map(([name, field]) => [name, anyValue(name, field, number)])),
      id: fc.constant(idOf(entity, number)),
    })
  return fc.tuple(...Array.from({ length: count }, (_, number) => record(number)))
}

/** A value of a field: null now and then where it may be, never twice the same where it must not be. */
function anyValue(name: string, field: Field, number: number): fc.Arbitrary<Json> {
  if (name === 'archivedAt') return fc.constant(null)
  if (field.unique) return fc.constant(field.type === 'email' ? `user-${number}@example.test` : `key-${number}`)
  const value = filled(field)
  return field.required || name in commonFields ? value : fc.option(value, { freq: 3, nil: null })
}

function filled(field: Field): fc.Arbitrary<Json> {
  switch (field.type) {
    case 'text':
    case 'long-text':
      return pick(field.required ? texts.slice(1) : texts)
    case 'email':
      return pick(emails)
    case 'phone':
      return pick(phones)
    case 'url':
      return pick(urls)
    case 'number':
      return pick(numbers)
    case 'money':
      return fc.record({ cents: pick(cents), currency: pick(currencies) })
    case 'flag':
      return fc.boolean()
    case 'day':
      return pick(days)
    case 'time':
      return pick(times)
    case 'tags':
      return fc.subarray(tags)
    case 'json':
      return fc.constant({})
    case 'choice':
      return pick(Object.keys(field.options))
    case 'ref':
      return pick([0, 1].map((number) => idOf(field.entity, number)))
  }
}

/** Segments of an entity by their keys; each may ask about those before it. */
export function anySegments(entity: string): fc.Arbitrary<Segments> {
  const rules = fc.tuple(anyRule(entity), anyRule(entity, ['first']), anyRule(entity, ['first', 'second']))
  return rules.map((made) => new Map(made.map((rule, at) => [segmentNames[at] ?? '', { id: `segment-${at}`, entity, rule }])))
}

/** The keys of the segments that `anySegments` makes. */
export const segmentNames = ['first', 'second', 'third'] as const

/** A rule about an entity: nested groups, every comparison of every field, fields behind refs, related records, these segments. */
export function anyRule(entity: string, segments: readonly string[] = []): fc.Arbitrary<Rule> {
  const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 6, arbitrary: anyLeaf(entity, segments) },
      { weight: 1, arbitrary: fc.array(tie('rule'), { maxLength: 3 }).map((all): Rule => ({ all })) },
      { weight: 1, arbitrary: fc.array(tie('rule'), { maxLength: 3 }).map((any): Rule => ({ any })) },
      { weight: 1, arbitrary: fc.array(tie('rule'), { maxLength: 2 }).map((not): Rule => ({ not })) },
    ),
  }))
  return rule
}

function anyLeaf(entity: string, segments: readonly string[]): fc.Arbitrary<Rule> {
  const own = anyOwnLeaf(entity)
  if (segments.length === 0) return own
  const inSegment = fc.record({ segment: pick(segments), is: pick(['in', 'not-in'] as const) })
  return fc.oneof({ weight: 3, arbitrary: own }, { weight: 1, arbitrary: inSegment })
}

function anyOwnLeaf(entity: string): fc.Arbitrary<Rule> {
  const relations = Object.entries(entityNamed(entity).relations ?? {})
  if (relations.length === 0) return anyFieldRule(entity, 2)
  const related = pick(relations).chain(([name, relation]) => anyRelatedRule(name, relation.entity))
  return fc.oneof({ weight: 4, arbitrary: anyFieldRule(entity, 2) }, { weight: 1, arbitrary: related })
}

/** A comparison of one field, through at most so many refs. */
function anyFieldRule(entity: string, refs: number): fc.Arbitrary<FieldRule> {
  return pick(pathsOf(entity, refs)).chain(([field, found]) =>
    pick(accepted(found)).chain((is) => anyRuleValue(is, found).map((value) => ({ field, is, ...(value === undefined ? {} : { value }) }))),
  )
}

const accepted = (found: RuleField): readonly Comparison[] =>
  found.type === 'day' || found.type === 'time' ? [...comparisonsFor(found.type), 'over', 'under'] : comparisonsFor(found.type)

function pathsOf(entity: string, refs: number): readonly (readonly [string, RuleField])[] {
  const names = ['id', ...Object.keys(entityNamed(entity).fields), ...Object.keys(commonFields)]
  return names.flatMap((name) => {
    const field = fieldAt(entity, name)
    if (!field) return []
    if (refs === 0 || name === 'id' || field.entity === null) return [[name, field] as const]
    return [[name, field] as const, ...pathsOf(field.entity, refs - 1).map(([rest, inner]) => [`${name}.${rest}`, inner] as const)]
  })
}

function anyRuleValue(is: Comparison, { type, field, entity }: RuleField): fc.Arbitrary<Json | undefined> {
  if (is === 'empty' || is === 'not-empty' || is === 'yes' || is === 'no') return fc.constant(undefined)
  if (is === 'within-last' || is === 'within-next') return pick(durations)
  const relative = fc.oneof(
    pick(durations).map((ago): JsonObject => ({ ago })),
    pick(durations).map((ahead): JsonObject => ({ in: ahead })),
  )
  if (is === 'anniversary') return fc.option(relative, { nil: undefined })
  if (is === 'has' || is === 'has-not') return pick(tags)
  if (type === 'day' || type === 'time') return fc.oneof(pick(days), pick(times), relative)
  if (type === 'number') return pick(numbers)
  if (type === 'money') return fc.oneof(pick(cents), fc.record({ cents: pick(cents), currency: pick(currencies) }))
  const text = pick(textsFor(field, entity))
  return is === 'one-of' ? fc.array(text, { maxLength: 3 }) : text
}

function textsFor(field: Field | null, entity: string | null): readonly string[] {
  if (entity !== null) return [0, 1, 5].map((number) => idOf(entity, number))
  if (field?.type === 'choice') return Object.keys(field.options)
  return [...texts, ...emails, ...phones, 'example', 'https']
}

function anyRelatedRule(name: string, of: string): fc.Arbitrary<RelatedRule> {
  const where = fc.option(
    fc.array(anyFieldRule(of, 1), { maxLength: 2 }).map((all): Rule => ({ all })),
    { nil: undefined },
  )
  const last = fc.option(pick(durations), { nil: undefined })
  const asks = fc.oneof(
    fc.constant<RelatedRule>({ some: name }),
    fc.constant<RelatedRule>({ none: name }),
    fc
      .record({ is: pick(['over', 'under', 'at-least', 'at-most', 'is'] as const), value: fc.nat(3) })
      .map((count): RelatedRule => ({ count: name, ...count })),
  )
  return fc.tuple(asks, where, last).map(([ask, w, l]) => ({ ...ask, ...(w ? { where: w } : {}), ...(l ? { last: l } : {}) }))
}

/** What the reader in memory sees of a record of such a world: refs and related records are found in the world. */
export function sourceIn(
  world: RuleWorld,
  entity: string,
  record: Fields,
  now: Date = ruleNow,
  zone = 'UTC',
  segments: Segments = new Map(),
): RuleSource {
  const subject = {
    entity,
    fields: record,
    zone,
    segments,
    record: (of: string, id: string) => world[of]?.find((one) => one.id === id) ?? null,
    related: (of: string, by: string, id: string) => (world[of] ?? []).filter((one) => one[by] === id),
  }
  return recordSource(subject, now)
}
