/** How much a version would bring to decide, judged by what happened lately. */
import Type, { type Static } from 'typebox'

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** `GET /api/workflows/:id/forecast?version`: of the draft, or of an older version. */
export const Forecast = Type.Object({
  /** How many days were looked at, thirty at most; less than one tells nothing. */
  days: Type.Number(),
  /** How often it would have begun in these days; null where nothing tells. */
  entered: Nullable(Type.Number()),
  /** Steps of it that suggest. */
  suggesting: Type.Number(),
  /** Suggestions in these days, a fraction perhaps; null where nothing tells. */
  suggestions: Nullable(Type.Number()),
  /** How many people would decide them. */
  deciders: Type.Number(),
  /** Steps at which no run has chosen among several ways yet: each way is taken as equally likely. */
  assumed: Type.Array(Type.String()),
})
export type Forecast = Static<typeof Forecast>
