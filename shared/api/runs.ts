/** Runs: follow them, and edit them in flight. */
import Type, { type Static } from 'typebox'
import type { JsonObject } from '../json.ts'
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

/**
 * `GET /api/runs?workflow&subject&state&node&port&from&cursor&limit`. `state` also takes how a branch stands: `parked`,
 * `suggested` or `waiting`. `node` finds runs that stand there; with `port` those that left it there since `from`.
 */
export const RunQuery = Type.Object(
  {
    workflow: Type.Optional(Type.String()),
    subject: Type.Optional(Type.String()),
    state: Type.Optional(Type.String()),
    node: Type.Optional(Type.String()),
    port: Type.Optional(Type.String()),
    from: Type.Optional(Instant),
    cursor: Type.Optional(Type.String()),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,4}$' })),
  },
  { additionalProperties: false },
)

/** The reply: newest first, `total` over all pages. */
export const RunList = Type.Object({ items: Type.Array(RunSummary), next: Nullable(Type.String()), total: Type.Number() })
export type RunList = Static<typeof RunList>

/** A letter of a run that waits in the outbox: until it is being handed over it can be changed, put off and cancelled. */
const WaitingLetter = Type.Object({
  id: Id,
  node: Nullable(Type.String()),
  subject: Type.String(),
  dueAt: Instant,
  problem: Nullable(SaidSchema),
})

/** Parameters of a step that stand in place of those of the version, for one run; who changed it last, and when. */
const OverrideData = Type.Object({
  node: Type.String(),
  params: Type.Unsafe<JsonObject>({ type: 'object' }),
  name: Type.String(),
  at: Instant,
})

/** `GET /api/runs/:id`: the run, its trail, and the version it is on, as it is drawn. */
export const OpenedRun = Type.Object({
  run: RunSummary,
  steps: Type.Array(TrailStep),
  content: WorkflowBody,
  /** The versions it was on before, the latest first. */
  earlier: Type.Array(Type.Object({ version: Type.Number(), content: WorkflowBody })),
  overrides: Type.Array(OverrideData),
  letters: Type.Array(WaitingLetter),
})
export type OpenedRun = Static<typeof OpenedRun>

/**
 * `GET /api/runs/:id/next`: what is planned for it if nothing else happens, in order. `at` is when it comes to the step,
 * `until` how long it stays there; `subject` is that of a letter.
 */
export const PlannedSteps = Type.Object({
  items: Type.Array(Type.Object({ node: Type.String(), at: Instant, until: Nullable(Instant), subject: Nullable(Type.String()) })),
  /** Steps where the way could go on differently. */
  open: Type.Array(Type.String()),
})
export type PlannedSteps = Static<typeof PlannedSteps>

/**
 * `GET /api/workflows/:id/visits/:node`: the last time that somebody came to a step, of those whom the reader may follow,
 * on the version that they were on. Null while nobody has, lately.
 */
export const LastVisit = Type.Object({
  visit: Nullable(
    Type.Object({
      run: Id,
      subject: Nullable(Type.Object({ entity: Type.String(), id: Id, title: Type.String() })),
      steps: Type.Array(TrailStep),
      content: WorkflowBody,
    }),
  ),
})
export type LastVisit = Static<typeof LastVisit>

/** `PUT /api/runs/:id/pause` */
export const PauseBody = Type.Object({ paused: Type.Boolean() }, { additionalProperties: false })

const Reason = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })

/**
 * `PATCH /api/runs/:id/positions/:position`, one of these: goes on at another time, skips the step, tries a parked one
 * again, or goes to another step, with the reason; `from` is the step where it was seen standing.
 */
export const MovePosition = Type.Object(
  {
    dueAt: Type.Optional(Instant),
    skip: Type.Optional(Type.Literal(true)),
    retry: Type.Optional(Type.Literal(true)),
    to: Type.Optional(Type.Object({ node: Id, from: Id, reason: Reason }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)

/** `PUT /api/runs/:id/overrides/:node`: changes parameters of one step for this run alone. */
export const OverrideBody = Type.Object({ params: Type.Unsafe<JsonObject>({ type: 'object' }) }, { additionalProperties: false })

/** What is done to many: `move` takes them to the version that is live, or on theirs to another step, or both. */
const RunEdit = Type.Union([
  Type.Object({ kind: Type.Literal('pause') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('go-on') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('stop') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('skip') }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.Literal('move'), newest: Type.Boolean(), node: Type.Optional(Id), reason: Reason },
    { additionalProperties: false },
  ),
])
/** One of them. */
export type RunEdit = Static<typeof RunEdit>

/** `POST /api/runs/edits`: the same for many branches, each with its own answer. `node` is the step where it was seen standing. */
export const RunEdits = Type.Object(
  {
    runs: Type.Array(Type.Object({ run: Id, position: Id, node: Id }, { additionalProperties: false }), { minItems: 1, maxItems: 500 }),
    edit: RunEdit,
  },
  { additionalProperties: false },
)

/** The reply, in the order of the request; `problem` is null where it was done. */
export const RunEditResults = Type.Object({
  items: Type.Array(
    Type.Object({
      run: Id,
      position: Id,
      problem: Nullable(Type.Object({ problem: Type.String(), message: Type.String() })),
    }),
  ),
})
export type RunEditResults = Static<typeof RunEditResults>

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
