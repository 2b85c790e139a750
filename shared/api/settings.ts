/** What administrators and people set: company, passwords, tokens, fields of their own, the clock, node types. */
import Type, { type Static } from 'typebox'
import type { Field } from '../entities/entity.ts'
import type { Known } from '../known.ts'
import type { NodeTypeData } from '../node-type-data.ts'
import { Id, Instant, LanguageSchema } from './common.ts'

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

const Points = Type.Integer({ minimum: 1, maximum: 100_000 })

/** `GET /api/settings`, `PUT /api/settings` */
export const SettingsData = Type.Object(
  {
    company: Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 200 }),
        zone: Type.String({ maxLength: 60 }),
        language: LanguageSchema,
        currency: Type.String({ pattern: '^[A-Z]{3}$' }),
        region: Type.String({ pattern: '^[A-Z]{2}$' }),
      },
      { additionalProperties: false },
    ),
    /** Seconds between an approval and its effect. */
    graceSeconds: Type.Integer({ minimum: 0, maximum: 300 }),
    /** From how many points on a contact is an A, and a B. */
    grades: Type.Object({ a: Points, b: Points }, { additionalProperties: false }),
  },
  { additionalProperties: false },
)
export type SettingsData = Static<typeof SettingsData>

/** `PUT /api/users/:id/password`: one's own with the present one, anybody's for an admin. Ends every session of that person. */
export const PasswordBody = Type.Object(
  { current: Type.Optional(Type.String({ maxLength: 200 })), password: Type.String({ minLength: 10, maxLength: 200 }) },
  { additionalProperties: false },
)

const TokenScopes = Type.Array(Type.Union([Type.Literal('read'), Type.Literal('write'), Type.Literal('decide'), Type.Literal('events')]), {
  minItems: 1,
  maxItems: 4,
  uniqueItems: true,
})

/** `POST /api/tokens`: a token acts as the person who made it and never above their role. `days`: until it expires; null: never. */
export const NewToken = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    scopes: TokenScopes,
    days: Type.Union([Type.Integer({ minimum: 1, maximum: 3650 }), Type.Null()]),
  },
  { additionalProperties: false },
)
export type NewToken = Static<typeof NewToken>

/** `GET /api/tokens`: one's own; `DELETE /api/tokens/:id` ends one. */
export const TokenData = Type.Object({
  id: Id,
  name: Type.String(),
  scopes: TokenScopes,
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  lastUsedAt: Nullable(Instant),
})
export type TokenData = Static<typeof TokenData>

/** All that have not been ended, expired ones included. */
export const TokenList = Type.Object({ items: Type.Array(TokenData) })
/** `secret` is shown this once and never again. */
export const CreatedToken = Type.Object({ ...TokenData.properties, secret: Type.String() })
export type CreatedToken = Static<typeof CreatedToken>

/** `PUT /api/entities/:name/fields`: all fields that users added, by name. A field that is left out is no longer offered; its values stay. */
export const CustomFieldsBody = Type.Object(
  {
    fields: Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' }), Type.Unsafe<Field>({ type: 'object' }), {
      maxProperties: 100,
    }),
  },
  { additionalProperties: false },
)
export type CustomFieldsBody = Static<typeof CustomFieldsBody>

/** `POST /api/clock`, with a manual clock only: forward by a duration (`P3D`) or to an instant. Answers when everything due has been done. */
export const ClockBody = Type.Object(
  { by: Type.Optional(Type.String({ maxLength: 40 })), to: Type.Optional(Instant) },
  { additionalProperties: false },
)

/** `GET /api/clock` and the reply to `POST`: without `manual` it cannot be turned. */
export const ClockData = Type.Object({ manual: Type.Boolean(), now: Instant })
export type ClockData = Static<typeof ClockData>

/** `GET /api/node-types`: the palette, in its order. */
export const NodeTypeList = Type.Object({ items: Type.Array(Type.Unsafe<NodeTypeData>({ type: 'object' })) })
export type NodeTypeList = Static<typeof NodeTypeList>

/** `GET /api/known`: what a workflow may point to, by stable key, for choosers, sentences and the checker. */
export const KnownData = Type.Unsafe<Known>({ type: 'object' })

/** Who has turned a switch, and when. */
const Turned = Type.Object({ user: Id, name: Type.String(), at: Instant })

/** `GET /api/halt`: the switch that pauses everything; null while everything goes on. */
export const HaltData = Type.Object({
  halt: Nullable(Turned),
  last: Nullable(Type.Object({ paused: Turned, letGo: Turned })),
})
export type HaltData = Static<typeof HaltData>

/** `PUT /api/halt` */
export const HaltBody = Type.Object({ paused: Type.Boolean() }, { additionalProperties: false })
