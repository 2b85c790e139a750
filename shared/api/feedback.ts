/** What people who decide say is wrong with a step. */
import Type, { type Static } from 'typebox'
import { Id, Instant } from './common.ts'

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** `POST /api/suggestions/:id/feedback`: about the step that made the suggestion. */
export const FeedbackBody = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }) },
  { additionalProperties: false },
)

/** The reply. */
export const FeedbackGiven = Type.Object({ id: Id })
export type FeedbackGiven = Static<typeof FeedbackGiven>

/** `GET /api/workflows/:id/feedback`: what is open, latest first; `version` is the one that was looked at. */
export const FeedbackList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      node: Type.String(),
      text: Type.String(),
      by: Nullable(Type.String()),
      at: Instant,
      version: Type.Number(),
      suggestion: Id,
    }),
  ),
})
export type FeedbackList = Static<typeof FeedbackList>
