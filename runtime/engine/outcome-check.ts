/** What comes out of somebody else's code is looked at before the engine believes it: a wrong answer is named by its field. */
import Type, { type TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { isEffect } from '../../shared/effect-schemas.ts'
import { eventKinds } from '../../shared/events.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { RuleSchema } from '../../shared/workflow-schema.ts'

const Name = Type.String({ minLength: 1, maxLength: 200 })
const Values = Type.Record(Type.String(), Type.Unknown())
const MaybeName = Type.Union([Name, Type.Null()])
const Why = Type.Optional(Type.Object({ code: Name, with: Type.Optional(Values) }))
const Effects = Type.Array(Type.Unknown(), { maxItems: 1_000 })
const Instant = Type.Refine(Type.Unsafe<Date>({}), (value) => value instanceof Date && !Number.isNaN(value.getTime()))
const MaybeInstant = Type.Union([Instant, Type.Null()])

/** Joins, guards and holds are the engine's own work with the rules of a plan, so a node from elsewhere cannot name them. */
const outcomes: Readonly<Record<string, TSchema>> = {
  leave: Type.Object({
    port: Name,
    effects: Effects,
    output: Type.Optional(Values),
    vars: Type.Optional(Values),
    subject: Type.Optional(Type.Object({ entity: Name, id: Name })),
    why: Why,
  }),
  wait: Type.Object({
    until: MaybeInstant,
    for: Type.Array(Type.Object({ event: Type.Enum([...eventKinds]), about: Name, with: Type.Optional(Values) }), { maxItems: 1_000 }),
    effects: Effects,
    why: Why,
  }),
  fork: Type.Object({
    branches: Type.Array(Type.Object({ port: Name }), { maxItems: 10_000 }),
    entity: Type.Optional(Name),
    concurrency: Type.Number({ minimum: 1 }),
    after: MaybeName,
    why: Why,
  }),
  stop: Type.Object({ all: Type.Boolean(), why: Why }),
  fail: Type.Object({ problem: Name, with: Values }),
}

/** Where an outcome of a custom node is not what the contract says, `effects[1]`; null when it can be used. Never throws. */
export function wrongInOutcome(value: unknown): string | null {
  if (!isObject(value)) return 'run'
  const schema = Object.hasOwn(outcomes, String(value['kind'])) ? outcomes[String(value['kind'])] : undefined
  if (!schema) return 'kind'
  const wrong = fieldOf(schema, value)
  if (wrong !== null) return wrong
  const effects = Array.isArray(value['effects']) ? value['effects'] : []
  const index = effects.findIndex((effect) => !isEffect(effect))
  return index < 0 ? null : `effects[${index}]`
}

const Rows = Type.Integer({ minimum: 0, maximum: 10_000 })

/** The engine answers further questions, about runs and settings; those are not for nodes. */
const lookups: Readonly<Record<string, TSchema>> = {
  record: Type.Object({ entity: Name, id: Type.String({ maxLength: 200 }) }),
  keyed: Type.Object({ entity: Name, key: Type.String({ maxLength: 1_000 }) }),
  identity: Type.Object({ email: Type.Union([Type.String(), Type.Null()]), phone: Type.Union([Type.String(), Type.Null()]) }),
  query: Type.Object({ entity: Name, rule: RuleSchema, sort: Type.Optional(Name), limit: Rows }),
  count: Type.Object({ entity: Name, rule: RuleSchema }),
  stock: Type.Object({ product: Type.String({ maxLength: 200 }) }),
  'last-purchase': Type.Object({ contact: Type.String({ maxLength: 200 }), product: MaybeName }),
  calendar: Type.Object({ of: Name }),
  'last-message': Type.Object({ contact: Type.String({ maxLength: 200 }) }),
}

/** The same for what a custom node wants looked up: `needs.orders.limit`. */
export function wrongInNeeds(value: unknown): string | null {
  if (!isObject(value)) return 'needs'
  for (const [name, lookup] of Object.entries(value)) {
    if (!isObject(lookup)) return `needs.${name}`
    const schema = Object.hasOwn(lookups, String(lookup['kind'])) ? lookups[String(lookup['kind'])] : undefined
    if (!schema) return `needs.${name}.kind`
    const wrong = fieldOf(schema, lookup)
    if (wrong !== null) return `needs.${name}.${wrong}`
  }
  return null
}

function fieldOf(schema: TSchema, value: unknown): string | null {
  const [first] = Check(schema, value) ? [] : Errors(schema, value)
  if (!first) return null
  const missing = first.keyword === 'required' ? `/${first.params.requiredProperties[0]}` : ''
  return `${first.instancePath}${missing}`
    .slice(1)
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.')
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => isJsonObject(value as Json)
