/** What all requests and replies share. Schemas give the types, and the server checks with the same schemas. */
import Type, { type Static } from 'typebox'
import type { Said } from '../json.ts'

/** Every error has this one shape. `problem` is for programs, `message` for people and says what to do next. */
export const Problem = Type.Object({
  problem: Type.String(),
  message: Type.String(),
  fields: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  /** Values a program may need, such as who decided, or the newer revision. */
  with: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  requestId: Type.String(),
})
export type Problem = Static<typeof Problem>

/** The id of a record, workflow, run or anything else; nothing is promised of its form. */
export const Id = Type.String({ minLength: 1, maxLength: 100 })

/** What every address with `:id` takes. */
export const ById = Type.Object({ id: Id }, { additionalProperties: false })

/** Any JSON value; its own reader checks it further. */
export const AnyJson = Type.Unsafe<unknown>({})

/** A code with its values; whoever shows it says it in the reader's language (`say`). */
export const SaidSchema = Type.Unsafe<Said>({
  type: 'object',
  required: ['code'],
  properties: { code: { type: 'string' }, with: { type: 'object' } },
})

/** The languages of the product, not those of letters that come in. */
export const LanguageSchema = Type.Union([Type.Literal('en'), Type.Literal('ru')])

/** An instant: ISO 8601 with Z. */
export const Instant = Type.String({ format: 'date-time' })

/** Lists take a rule as JSON text in `filter`, a field or `-field` in `sort`, and answer pages. */
export const ListQuery = Type.Object(
  {
    filter: Type.Optional(Type.String({ maxLength: 20_000 })),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    sort: Type.Optional(Type.String({ maxLength: 60 })),
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,4}$' })),
    archived: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
  },
  { additionalProperties: false },
)

/** A record that something rests on, with its title in the list it is shown in. */
export const LinkSchema = Type.Object({
  entity: Type.String(),
  id: Id,
  title: Type.String(),
  hidden: Type.Optional(Type.Literal(true)),
})
