/** Runs: follow them, and edit them in flight. */
import Type, { type Static } from 'typebox'
import { Id, Instant, SaidSchema } from './common.ts'
import { TrailStep, WorkflowBody } from './workflows.ts'

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** Where a run stands: one branch. */
const PositionData = Type.Object({
  id: Id,
  node: Type.String(),
  state: Type.String(),
  since: Instant,
  dueAt: Nullable(Instant),
  problem: Nullable(SaidSchema),
})

/** A run as lists show it. Titles and workflow names are those of now; `ended` says why, null while it goes on. */
export const RunSummary = Type.Object({
  id: Id,
  workflow: Id,
  workflowName: Type.String(),
  version: Type.Number(),
  subject: Nullable(Type.Object({ entity: Type.String(), id: Id, title: Type.String() })),
  state: Type.Union([Type.Literal('active'), Type.Literal('finished'), Type.Literal('stopped')]),
  paused: Type.Boolean(),
  startedAt: Instant,
  endedAt: Nullable(Instant),
  ended: Nullable(SaidSchema),
  positions: Type.Array(PositionData),
})
export type RunSummary = Static<typeof RunSummary>

/** `GET /api/runs?workflow&subject&state&node&cursor&limit`; `state` also takes `parked`. */
export const RunQuery = Type.Object(
  {
    workflow: Type.Optional(Type.String()),
    subject: Type.Optional(Type.String()),
    state: Type.Optional(Type.String()),
    node: Type.Optional(Type.String()),
    cursor: Type.Optional(Type.String()),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,4}$' })),
  },
  { additionalProperties: false },
)

/** The reply: newest first, `total` over all pages. */
export const RunList = Type.Object({ items: Type.Array(RunSummary), next: Nullable(Type.String()), total: Type.Number() })
export type RunList = Static<typeof RunList>

/** `GET /api/runs/:id`: the run, its trail, and the version it ran on, as it is drawn. */
export const OpenedRun = Type.Object({ run: RunSummary, steps: Type.Array(TrailStep), content: WorkflowBody })
export type OpenedRun = Static<typeof OpenedRun>

/** `PUT /api/runs/:id/pause` */
export const PauseBody = Type.Object({ paused: Type.Boolean() }, { additionalProperties: false })

/** `PATCH /api/runs/:id/positions/:position`: goes on at another time, skips the step, or tries a parked one again. */
export const MovePosition = Type.Object(
  { dueAt: Type.Optional(Instant), skip: Type.Optional(Type.Literal(true)), retry: Type.Optional(Type.Literal(true)) },
  { additionalProperties: false },
)

/** `GET /api/buttons?entity=contact`: what people may start by hand on a record of that kind. `id` is `<workflow>/<node>`. */
export const ButtonQuery = Type.Object({ entity: Type.String({ maxLength: 60 }) }, { additionalProperties: false })

/** The reply; without `bulk` it may be pressed for one record at a time only. */
export const ButtonList = Type.Object({
  items: Type.Array(Type.Object({ id: Type.String(), text: Type.String(), workflow: Type.String(), bulk: Type.Boolean() })),
})
export type ButtonList = Static<typeof ButtonList>

/** `POST /api/buttons`: presses one for these records; 202 when that is stored. */
export const PressBody = Type.Object(
  {
    button: Type.String({ maxLength: 200 }),
    entity: Type.String({ maxLength: 60 }),
    records: Type.Array(Id, { minItems: 1, maxItems: 1000 }),
  },
  { additionalProperties: false },
)
