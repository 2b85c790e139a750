/** Those who are inside a workflow: where they stand, what a new version would change for them, and where they go. */
import Type, { type Static } from 'typebox'
import { Id, SaidSchema } from './common.ts'
import { JobData } from './records.ts'

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** `GET /api/workflows/:id/impact?version`: an older version that is to be published instead of the draft. */
export const ImpactQuery = Type.Object(
  { version: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })) },
  { additionalProperties: false },
)

/** Who is inside, by node, before publishing. `inside` counts runs, `count` branches that stand at the node. */
export const Impact = Type.Object({
  inside: Type.Number(),
  nodes: Type.Array(
    Type.Object({
      node: Type.String(),
      count: Type.Number(),
      /** The most that is different for anybody who stands here; a step of another type counts as deleted. */
      change: Type.Union([Type.Literal('same'), Type.Literal('changed'), Type.Literal('deleted')]),
      /** The versions that they run on, newest first. */
      versions: Type.Array(Type.Object({ version: Type.Number(), count: Type.Number() })),
    }),
  ),
})
export type Impact = Static<typeof Impact>

const Deed = Type.Union([Type.Literal('stay'), Type.Literal('move'), Type.Literal('stop')])

/** What becomes of those who stand at each node: they finish on their version, go on in the new one (`to`: at another node), or end. `rest`: all others. */
export const MovePlanBody = Type.Object(
  {
    places: Type.Record(
      Type.String({ maxLength: 200 }),
      Type.Object({ deed: Deed, to: Type.Optional(Id) }, { additionalProperties: false }),
    ),
    rest: Deed,
  },
  { additionalProperties: false },
)
export type MovePlanBody = Static<typeof MovePlanBody>

/** `GET /api/workflows/:id/moves/:job`: what became of them. `left` are those who could not be moved, each with the reason; `more` counts further ones. */
export const MoveOutcome = Type.Object({
  job: JobData,
  moved: Type.Number(),
  stopped: Type.Number(),
  stayed: Type.Number(),
  left: Type.Array(
    Type.Object({
      run: Id,
      subject: Nullable(Type.Object({ entity: Type.String(), id: Id, title: Type.String() })),
      node: Type.String(),
      said: SaidSchema,
    }),
  ),
  more: Type.Number(),
})
export type MoveOutcome = Static<typeof MoveOutcome>
