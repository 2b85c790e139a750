/** What needs a person: runs that stand still, by flow, step and reason, and what becomes of them. */
import Type, { type Static } from 'typebox'
import { Id, Instant, SaidSchema } from './common.ts'

const WordsSchema = Type.Object({ en: Type.String(), ru: Type.String() })

/** Branches that stand at one step of one flow for one kind of reason. `problem` is that of one of them, `since` of the first. */
const AttentionGroup = Type.Object({
  workflow: Id,
  workflowName: Type.String(),
  node: Type.String(),
  /** The step's own name, or that of its type; null when no version has it any more. */
  title: Type.Union([WordsSchema, Type.Null()]),
  reason: Type.String(),
  problem: SaidSchema,
  count: Type.Number(),
  since: Instant,
  /** Is another version published than the one that one of them runs on? */
  hasNewer: Type.Boolean(),
})
/** Of `AttentionData`. */
export type AttentionGroup = Static<typeof AttentionGroup>

/** `GET /api/attention`: those of most first. `unread` counts what came in and could not be read. */
export const AttentionData = Type.Object({ groups: Type.Array(AttentionGroup), unread: Type.Number() })
export type AttentionData = Static<typeof AttentionData>

/**
 * `POST /api/attention/replays`: begins a job, answered with 202 as `JobData`. Either named runs or all of a group.
 * `step`: once more from where they stand, `start`: from the beginning, `stop`: give up. `anew`: what was done before is done
 * once more. The same `id` again is answered as it is, so a double click starts one.
 */
export const ReplayBody = Type.Object(
  {
    id: Type.Optional(Id),
    deed: Type.Enum(['step', 'start', 'stop']),
    version: Type.Optional(Type.Enum(['own', 'live'])),
    anew: Type.Optional(Type.Boolean()),
    runs: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 10_000 })),
    workflow: Type.Optional(Id),
    node: Type.Optional(Type.String({ maxLength: 200 })),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type ReplayBody = Static<typeof ReplayBody>

/** The `result` of that job: how many are done, how many were left, and the first 200 of those with their reasons. */
export interface ReplayOutcome {
  readonly done: number
  readonly left: readonly { readonly run: string; readonly problem: string }[]
  readonly leftCount: number
}
