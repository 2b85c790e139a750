/** What waits for the person who asks: suggestions, tasks and letters in one order. */
import Type, { type Static } from 'typebox'
import { Id, Instant, LinkSchema } from './common.ts'
import { SuggestionData } from './suggestions.ts'

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/**
 * One of them. `isNow`: it is late, or due before the day ends. `worth` are the open deals of the person it is about, in
 * the currency of the company; `score` are their points.
 */
export const QueueItem = Type.Object({
  kind: Type.Union([Type.Literal('suggestion'), Type.Literal('task'), Type.Literal('letter')]),
  id: Id,
  /** What is to be done: the title of a task, the subject of a letter; of a suggestion its step. */
  title: Type.String(),
  /** Whom it is about, and their company; as far as the reader may follow them. */
  links: Type.Array(LinkSchema),
  dueAt: Nullable(Instant),
  isNow: Type.Boolean(),
  isLate: Type.Boolean(),
  worth: Nullable(Type.Object({ cents: Type.Number(), currency: Type.String() })),
  score: Nullable(Type.Number()),
  /** Of a suggestion, for the words and warnings of its row. */
  suggestion: Nullable(SuggestionData),
})
export type QueueItem = Static<typeof QueueItem>

/** `GET /api/queue?limit`. `total`: all that waits; `late`: how much of it is late. */
export const QueueQuery = Type.Object({ limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$' })) }, { additionalProperties: false })

/** The reply, what is to be done first at the top. */
export const Queue = Type.Object({ items: Type.Array(QueueItem), total: Type.Number(), late: Type.Number() })
export type Queue = Static<typeof Queue>
