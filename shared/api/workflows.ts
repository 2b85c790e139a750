/** The workflows a marketer draws: list, open, save, publish, try, follow. */
import Type, { type Static } from 'typebox'
import type { Problem as WorkflowProblem } from '../check-workflow.ts'
import type { JsonObject } from '../json.ts'
import type { Workflow } from '../workflow.ts'
import { Id, Instant, LinkSchema, SaidSchema } from './common.ts'
import { MovePlanBody } from './moves.ts'

/** A workflow file; the route reads it with `readWorkflow`, which knows what this schema does not check. */
export const WorkflowBody = Type.Unsafe<Workflow>({ type: 'object' })
const ProblemList = Type.Unsafe<readonly WorkflowProblem[]>({ type: 'array' })
const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** A row of the list. `inside`, `pending` and `attention` count people, open suggestions and parked runs. */
export const WorkflowSummary = Type.Object({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  state: Type.Union([Type.Literal('live'), Type.Literal('paused'), Type.Literal('off')]),
  liveVersion: Nullable(Type.Number()),
  /** The draft differs from what is live. */
  changed: Type.Boolean(),
  inside: Type.Number(),
  pending: Type.Number(),
  attention: Type.Number(),
  owner: Nullable(Type.String()),
  updatedAt: Instant,
})
export type WorkflowSummary = Static<typeof WorkflowSummary>

/** `GET /api/workflows` */
export const WorkflowList = Type.Object({ items: Type.Array(WorkflowSummary) })

/** `GET /api/workflows/:id`: the draft, what is live, and what is wrong with the draft. */
export const OpenedWorkflow = Type.Object({
  id: Id,
  draft: WorkflowBody,
  revision: Type.Number(),
  state: WorkflowSummary.properties.state,
  liveVersion: Nullable(Type.Number()),
  live: Nullable(WorkflowBody),
  problems: ProblemList,
  updatedAt: Instant,
  updatedBy: Nullable(Type.String()),
})
export type OpenedWorkflow = Static<typeof OpenedWorkflow>

/** `POST /api/workflows`: an empty page (`name`), a template of the gallery, or a file. */
export const NewWorkflow = Type.Object(
  { name: Type.Optional(Type.String({ maxLength: 200 })), template: Type.Optional(Type.String()), file: Type.Optional(WorkflowBody) },
  { additionalProperties: false },
)

/** `PUT /api/workflows/:id`: saves the draft. A stale revision answers 409 `stale` with who saved and when. */
export const SaveWorkflow = Type.Object({ revision: Type.Number(), draft: WorkflowBody }, { additionalProperties: false })

/** The reply: the revision that the next save has to name, and what is wrong with the draft, which is saved all the same. */
export const Saved = Type.Object({ revision: Type.Number(), problems: ProblemList })
export type Saved = Static<typeof Saved>

/**
 * `PUT /api/workflows/:id/publication` makes the draft the next version; people inside finish on theirs, unless a `plan` says
 * otherwise. 422 `has-errors` with `problems` in `with` when it may not. With `version` an older version becomes the next
 * one; the draft stays.
 */
export const PublishBody = Type.Object(
  {
    revision: Type.Number(),
    note: Type.Optional(Type.String({ maxLength: 1000 })),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    plan: Type.Optional(MovePlanBody),
    /** Ids of open feedback on its steps that this version answers; those who wrote it are told. */
    answers: Type.Optional(Type.Array(Id, { maxItems: 200 })),
    /** Begin also for those who stand already where its triggers bring others. */
    standing: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
/** `revision`: what the next save has to name; `job`: the one that follows the plan, null without one. */
export const Published = Type.Object({ version: Type.Number(), revision: Type.Number(), job: Nullable(Id) })
export type Published = Static<typeof Published>

/**
 * `GET /api/workflows/:id/standing?version`: for whom the draft, or an older version, could begin at once, because they stand
 * already where its triggers bring others. Null: what begins it happens once, so nobody stands there.
 */
export const Standing = Type.Object({
  count: Nullable(Type.Number()),
  sample: Type.Array(Type.Object({ entity: Type.String(), id: Id, title: Type.String() })),
})
export type Standing = Static<typeof Standing>

/** `PUT /api/workflows/:id/state` */
export const StateBody = Type.Object({ state: WorkflowSummary.properties.state }, { additionalProperties: false })

/** The reply; `revision` is what the next save has to name. */
export const StateSet = Type.Object({ state: WorkflowSummary.properties.state, revision: Type.Number() })
export type StateSet = Static<typeof StateSet>

/** `GET /api/workflows/:id/versions`; `GET /api/workflows/:id/versions/:number` answers with the content; `GET /api/workflows/:id/file` with the draft as a file to keep. */
export const VersionList = Type.Object({
  items: Type.Array(
    Type.Object({ number: Type.Number(), note: Type.String(), publishedAt: Instant, publishedBy: Nullable(Type.String()) }),
  ),
})
export type VersionList = Static<typeof VersionList>

/** The reply for one version, as it was published. */
export const OpenedVersion = Type.Object({ ...VersionList.properties.items.items.properties, content: WorkflowBody })
export type OpenedVersion = Static<typeof OpenedVersion>

/**
 * `GET /api/workflows/:id/counts`: how many runs passed each edge since `from`, and how often in all, because a run can pass
 * twice; positions per node and state, of which those `suggested` are the suggestions that wait for a decision now.
 */
export const Counts = Type.Object({
  edges: Type.Array(Type.Object({ node: Type.String(), port: Type.String(), runs: Type.Number(), count: Type.Number() })),
  nodes: Type.Array(Type.Object({ node: Type.String(), state: Type.String(), count: Type.Number() })),
})
export type Counts = Static<typeof Counts>

/** What a trial began with: the same one begins the same way once more. */
const TrialEvent = Type.Object({ id: Id, at: Instant }, { additionalProperties: false })

/** `POST /api/workflows/:id/trials`: walks the draft with one record and sends and changes nothing. */
export const TrialBody = Type.Object(
  {
    /** The record; null for a stranger who comes in by the trigger. */
    subject: Nullable(Id),
    /** The trigger node it starts at. */
    trigger: Id,
    /** Values of the event, such as the answers of a form. */
    fields: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    /** What to do where the way depends on others: `{ "<node>": "<port>" }`. */
    choices: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** Another draft than the saved one. */
    draft: Type.Optional(WorkflowBody),
    /** That of an earlier trial, whose steps then come about as they did. */
    event: Type.Optional(TrialEvent),
    /** Answers with this stay at a step alone, and walks no further. */
    only: Type.Optional(Type.Object({ node: Id, visit: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)
export type TrialBody = Static<typeof TrialBody>

/** One step of a trial or a run, as its trail shows it. */
export const TrailStep = Type.Object({
  number: Type.Number(),
  node: Type.String(),
  /** The how manieth stay at this node, from 1. */
  visit: Type.Number(),
  position: Type.String(),
  at: Instant,
  /** `leave:<port>`, `wait`, `fork`, `stop`, `fail`, `suggest`, … */
  outcome: Type.String(),
  /** The outcome in a sentence. */
  said: Type.Array(SaidSchema),
  detail: Type.Unsafe<Record<string, unknown>>({ type: 'object' }),
  /** The records that its effects speak of. */
  links: Type.Array(LinkSchema),
  /** In a trial, what it would change, as it is now, by record; else empty. */
  before: Type.Record(Type.String(), Type.Unsafe<JsonObject>({ type: 'object' })),
})
export type TrailStep = Static<typeof TrailStep>

/** The reply. `ended` is null for a run that was left waiting. */
export const Trial = Type.Object({
  steps: Type.Array(TrailStep),
  /** Nodes where the way could go on differently, and the ports to choose from. */
  open: Type.Array(Type.Object({ node: Type.String(), ports: Type.Array(Type.String()), chosen: Type.String() })),
  ended: Nullable(SaidSchema),
  event: TrialEvent,
})
export type Trial = Static<typeof Trial>

const Bilingual = Type.Object({ en: Type.String(), ru: Type.String() })

/**
 * `GET /api/templates`: the gallery. `needs` is what has to be there for it to do anything; `questions`, at most three, are
 * settings of its steps that everybody has to decide for themselves; the steps of `also` are to have the same. All have an
 * answer already that works.
 */
export const TemplateList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      goal: Type.String(),
      name: Bilingual,
      about: Bilingual,
      needs: Type.Array(Bilingual),
      questions: Type.Array(
        Type.Object({ node: Type.String(), param: Type.String(), also: Type.Optional(Type.Array(Type.String())), ask: Bilingual }),
        { maxItems: 3 },
      ),
      workflow: WorkflowBody,
    }),
  ),
})
export type TemplateList = Static<typeof TemplateList>
