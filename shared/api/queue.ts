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
  /** The head of the department has been told that it is late. */
  isEscalated: Type.Boolean(),
  /** Since when it is there. */
  since: Instant,
  /** Whose it is, where somebody else stands in for them. */
  of: Nullable(Type.Object({ id: Id, name: Type.String() })),
  /** Of a suggestion, for the words and warnings of its row. */
  suggestion: Nullable(SuggestionData),
})
export type QueueItem = Static<typeof QueueItem>

/**
 * `GET /api/queue?limit&of`. `of`: whose queue, by id, or `nobody` for what nobody has; without it one's own and that of those
 * for whom one stands in. Only who leads may ask for others. `total`: all that waits; `late`: how much of it is late.
 */
export const QueueQuery = Type.Object(
  { of: Type.Optional(Id), limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$' })) },
  { additionalProperties: false },
)

/** The reply, what is to be done first at the top. */
export const Queue = Type.Object({ items: Type.Array(QueueItem), total: Type.Number(), late: Type.Number() })
export type Queue = Static<typeof Queue>

const Sizes = Type.Object({ count: Type.Number(), late: Type.Number(), oldest: Nullable(Instant) })

/** `GET /api/team`: how much waits for each person of the team, and for nobody (`person` null), those with most that is late first. */
export const Team = Type.Object({
  people: Type.Array(
    Type.Object({
      person: Nullable(Type.Object({ id: Id, name: Type.String() })),
      /** The last day of an absence that has begun. */
      awayUntil: Nullable(Type.String()),
      deputy: Nullable(Type.Object({ id: Id, name: Type.String() })),
      suggestions: Sizes,
      tasks: Sizes,
      letters: Sizes,
    }),
  ),
})
export type Team = Static<typeof Team>

const Moved = Type.Object(
  { kind: Type.Union([Type.Literal('suggestion'), Type.Literal('task'), Type.Literal('letter')]), id: Id },
  { additionalProperties: false },
)

/** `POST /api/team/moves`: these things are somebody else's from now on; one's own id takes them over. */
export const MoveBody = Type.Object({ items: Type.Array(Moved, { minItems: 1, maxItems: 500 }), to: Id }, { additionalProperties: false })
export type MoveBody = Static<typeof MoveBody>

/** What became of each: null, or why it stays where it is. */
export const MoveResult = Type.Object({
  items: Type.Array(
    Type.Object({ ...Moved.properties, problem: Nullable(Type.Object({ problem: Type.String(), message: Type.String() })) }),
  ),
})
export type MoveResult = Static<typeof MoveResult>
