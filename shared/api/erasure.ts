/** The erasure of a person: what goes, what stays, and the order to do it. */
import Type, { type Static } from 'typebox'
import { Id, Instant } from './common.ts'

/** How many of what; by entity where it is about records. Nought is left out. */
const Counts = Type.Object({
  /** Records that go. */
  goes: Type.Record(Type.String(), Type.Number()),
  /** Records that stay for the books, without the person. */
  stays: Type.Record(Type.String(), Type.Number()),
  /** Ways through flows that end. */
  runs: Type.Number(),
  suggestions: Type.Number(),
  /** Letters and calls of flows, sent or waiting. */
  deliveries: Type.Number(),
  files: Type.Number(),
  /** Texts about others that read without the person afterwards. */
  mentions: Type.Number(),
})

/** `GET /api/contacts/:id/erasure`: `name` is what has to be typed. */
export const ErasurePreview = Type.Object({ name: Type.String(), ...Counts.properties })
export type ErasurePreview = Static<typeof ErasurePreview>

/** `POST /api/contacts/:id/erasure` */
export const ErasureBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 300 }),
    /** What the erasure rests on, such as the day and way of the request. It is kept: nothing about the person belongs here. */
    reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' }),
  },
  { additionalProperties: false },
)

/** The reply. `finished`: nothing is left; else the rest goes at the next start. `unread` are copies in the data folder that could not be opened. */
export const ErasureDone = Type.Object({
  id: Id,
  ...Counts.properties,
  finished: Type.Boolean(),
  unread: Type.Array(Type.String()),
})
export type ErasureDone = Static<typeof ErasureDone>

/** `GET /api/erasures`, newest first: the proof that it was done, without anybody's name. */
export const ErasureList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      at: Instant,
      /** Whoever did it, as they are called now. */
      by: Type.Union([Type.String(), Type.Null()]),
      reason: Type.String(),
      finished: Type.Boolean(),
    }),
  ),
})
export type ErasureList = Static<typeof ErasureList>
