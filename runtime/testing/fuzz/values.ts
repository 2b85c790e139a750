/** What anybody may send: values that a schema takes, the same with one thing wrong, and garbage. */
import fc from 'fast-check'
import { isJsonObject, type Json, type JsonObject } from '../../../shared/json.ts'

/** The part of JSON Schema that the description of the API uses. */
interface Schema {
  readonly type?: string
  readonly enum?: readonly Json[]
  readonly const?: Json
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly format?: string
}

/** Values for names whose schema says too little to come far with it: ids, drafts, rules. */
export type KnownNames = Readonly<Record<string, fc.Arbitrary<Json>>>

const mostItems = 4

/** Values that a schema takes. */
export function fitting(schema: Schema, known: KnownNames, name = ''): fc.Arbitrary<Json> {
  const own = Object.hasOwn(known, name) ? known[name] : undefined
  if (own) return own
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fitting(one, known, name)))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, known)
    case 'array':
      return fc.array(fitting(schema.items ?? {}, known, singular(name)), {
        minLength: Math.min(schema.minItems ?? 0, mostItems),
        maxLength: Math.min(schema.maxItems ?? mostItems, mostItems),
      })
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1_000_000 })
    case 'number':
      return fc.oneof(fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 }), fc.constant(schema.minimum ?? 0.5))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return anyJson
  }
}

const singular = (name: string): string => name.replace(/s$/, '')

function objectOf({ properties = {}, required = [], additionalProperties }: Schema, known: KnownNames): fc.Arbitrary<Json> {
  const named = fc.record(Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, fitting(inner, known, name)])), {
    requiredKeys: [...required],
  })
  if (!isJsonObject(additionalProperties as Json)) return named as fc.Arbitrary<Json>
  const others = fc.dictionary(fc.string({ maxLength: 10 }), fitting(additionalProperties as Schema, known), { maxKeys: 3 })
  return fc.tuple(named, others).map(([own, more]) => ({ ...more, ...own }) as Json)
}

function textOf({ pattern, format, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<Json> {
  if (format === 'date-time') return fc.constantFrom('2026-03-02T09:00:00.000Z', '2099-12-31T23:59:59Z', '1970-01-01T00:00:00+14:00')
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  const most = Math.min(maxLength, 40)
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...words.filter(({ length }) => length >= minLength && length <= maxLength)) },
    { weight: 1, arbitrary: fc.string({ minLength: Math.min(minLength, most), maxLength: most }) },
  )
}

const words = [
  'Anna',
  'anna@client.test',
  'Europe/Berlin',
  'contact',
  'website',
  'P1D',
  '+49 30 901820',
  'https://client.test/a?b=c',
  'x'.repeat(16),
]

/** Any JSON, now and then with something in it that has harmed other programs. */
export const anyJson: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(
    '',
    '__proto__',
    'constructor',
    '%00',
    '../../etc/passwd',
    "'; drop table contact; --",
    '<script>alert(1)</script>',
    '{{7*7}}',
    '\ud800',
    'a\u0000b',
    '\u202e\u0301',
    'ж'.repeat(70_000),
    '0000-00-00T00:00:00Z',
    '+275760-09-14T00:00:00Z',
    -0,
    1e308,
    -1,
    2 ** 53,
    [],
    {},
    null,
    [[[[[[]]]]]],
    Array.from({ length: 1_000 }, () => 0),
    { constructor: { prototype: { x: 1 } } },
    { all: [], any: [], not: null },
    { ref: 'subject.firstName', format: 'nothing' },
  ),
)

/** What fits, with one thing changed, left out or added. */
export const nearMiss = (valid: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc
    .tuple(valid, fc.nat(), fc.constantFrom('change', 'remove', 'add'), anyJson)
    .map(([value, at, how, bad]) => mutated(value, at, how, bad))

function mutated(value: Json, at: number, how: 'change' | 'remove' | 'add', bad: Json): Json {
  const spots = spotsOf(value)
  const spot = spots[at % spots.length] ?? []
  return changedAt(value, spot, how, bad)
}

/** The ways to everything inside a value, itself first. */
function spotsOf(value: Json): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]]
  return [[], ...Object.entries(value).flatMap(([key, inner]) => spotsOf(inner as Json).map((spot) => [key, ...spot]))]
}

function changedAt(value: Json, [key, ...rest]: readonly string[], how: 'change' | 'remove' | 'add', bad: Json): Json {
  if (key === undefined) return how === 'add' && isJsonObject(value) ? { ...value, extra: bad } : bad
  if (Array.isArray(value)) return value.map((inner, index) => (String(index) === key ? changedAt(inner, rest, how, bad) : inner))
  const entries = Object.entries(value as JsonObject)
  if (rest.length === 0 && how === 'remove') return Object.fromEntries(entries.filter(([name]) => name !== key))
  return Object.fromEntries(entries.map(([name, inner]) => [name, name === key ? changedAt(inner, rest, how, bad) : inner]))
}
