/** When somebody of the team leaves. */
import Type, { type Static } from 'typebox'
import { Id } from './common.ts'

/**
 * `GET /api/users/:id/belongings`: what waits for them or is looked after by them, by kind: the name of an entity, `suggestion`,
 * `workflow`, or `step` for steps that name them. `names` are those of flows and steps.
 */
export const Belongings = Type.Object({
  items: Type.Array(Type.Object({ kind: Type.String(), count: Type.Number(), names: Type.Array(Type.String()) })),
})
export type Belongings = Static<typeof Belongings>

/** `POST /api/users/:id/departure`: everything goes to `to`, then they cannot sign in any more. Answered with the job. */
export const DepartureBody = Type.Object({ to: Id }, { additionalProperties: false })
