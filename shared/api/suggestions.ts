/** Suggestions: see, decide, take back. */
import Type, { type Static } from 'typebox'
import type { Effect } from '../effects.ts'
import type { DismissReason, ForeseenStep, OneDone, SuggestionStatus, WhyLine } from '../suggestion.ts'
import { dismissReasons } from '../suggestion.ts'
import { Id, Instant, LinkSchema, SaidSchema } from './common.ts'

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const EffectSchema = Type.Unsafe<Effect>({ type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } })

/** A suggestion as the inbox shows it. `hash` names what is shown; a decision has to name it too. */
export const SuggestionData = Type.Object({
  id: Id,
  status: Type.Unsafe<SuggestionStatus>({ type: 'string' }),
  workflow: Type.Object({ id: Id, name: Type.String(), version: Type.Number() }),
  node: Type.Object({ id: Id, name: Type.String(), type: Type.String() }),
  run: Id,
  subject: Nullable(LinkSchema),
  effects: Type.Array(EffectSchema),
  /** As the workflow made them, when a person has changed them since. */
  original: Nullable(Type.Array(EffectSchema)),
  /** For changes of records: what the fields hold now, by record id. */
  before: Type.Unsafe<Record<string, Record<string, unknown>>>({ type: 'object' }),
  hash: Type.String(),
  links: Type.Array(LinkSchema),
  why: Type.Unsafe<readonly WhyLine[]>({ type: 'array' }),
  /** What happens after an approval, in sentences of the workflow. */
  after: Type.Object({ en: Type.String(), ru: Type.String() }),
  warnings: Type.Array(SaidSchema),
  /** Ports that Reject may go on by are wired; else "go on without it" is offered. */
  canGoOn: Type.Boolean(),
  assignee: Nullable(Type.Object({ id: Id, name: Type.String() })),
  laterUntil: Nullable(Instant),
  createdAt: Instant,
  decideBy: Nullable(Instant),
  decidedAt: Nullable(Instant),
  decidedBy: Nullable(Type.Object({ id: Id, name: Type.String() })),
  actAt: Nullable(Instant),
  /** With leave for a whole scenario: its steps as they would go, each with how many of `effects`. */
  scenario: Nullable(
    Type.Object({
      question: Type.String(),
      steps: Type.Array(Type.Unsafe<ForeseenStep & { readonly name: string }>({ type: 'object' })),
    }),
  ),
  /** What became of each record of a suggestion about many; null before it is carried out, and for others. */
  done: Nullable(Type.Array(Type.Unsafe<OneDone>({ type: 'object' }))),
  /** In the reply to an approval: until when its letter waits for its hours; null when it leaves at `actAt`. */
  heldUntil: Type.Optional(Nullable(Instant)),
  reason: Nullable(SaidSchema),
})
export type SuggestionData = Static<typeof SuggestionData>

/**
 * `GET /api/suggestions?status=open|later|decided|withdrawn|failed&mine=true&workflow&subject&kind`. What is to be decided
 * comes in the order of its deadlines, everything else newest first; `kind`, of an effect, chooses among what is to be decided.
 */
export const SuggestionQuery = Type.Object(
  {
    status: Type.Optional(Type.String()),
    mine: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
    workflow: Type.Optional(Type.String()),
    /** The step that suggests. */
    node: Type.Optional(Type.String()),
    subject: Type.Optional(Type.String()),
    run: Type.Optional(Type.String()),
    kind: Type.Optional(Type.String()),
    cursor: Type.Optional(Type.String()),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,4}$' })),
  },
  { additionalProperties: false },
)

/** The reply; `total` over all pages. */
export const SuggestionList = Type.Object({ items: Type.Array(SuggestionData), next: Nullable(Type.String()), total: Type.Number() })
export type SuggestionList = Static<typeof SuggestionList>

/** `PUT /api/suggestions/:id/decision`; 409 `decided` (with who and when), `changed` (the hash is another), `withdrawn`, `expired`. `DELETE` takes an approval back before it acts. */
export const DecisionBody = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('approve'),
      hash: Type.String(),
      effects: Type.Optional(Type.Array(EffectSchema)),
      /** Steps of a scenario that are passed over, by their place in it. */
      leaveOut: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 100 })),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('dismiss'),
      hash: Type.String(),
      reason: Type.Unsafe<DismissReason>(Type.Union(dismissReasons.map((reason) => Type.Literal(reason)))),
      note: Type.Optional(Type.String({ maxLength: 2000 })),
      /** Goes on without the step instead of ending the branch. */
      goOn: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
])
export type DecisionBody = Static<typeof DecisionBody>

/** `PATCH /api/suggestions/:id` */
export const SuggestionPatch = Type.Object(
  { assignee: Type.Optional(Nullable(Id)), laterUntil: Type.Optional(Nullable(Instant)) },
  { additionalProperties: false },
)

/** `POST /api/suggestions/:id/preview`: edited effects, rendered anew by the one renderer. */
export const PreviewBody = Type.Object({ effects: Type.Array(EffectSchema) }, { additionalProperties: false })

/** The reply: `hash` is the one that a decision with these effects has to name. */
export const Previewed = Type.Object({ effects: Type.Array(EffectSchema), hash: Type.String(), warnings: Type.Array(SaidSchema) })
export type Previewed = Static<typeof Previewed>

/** `POST /api/suggestions/decisions`: one decision for many suggestions of one step. Those with warnings are not approved in bulk. */
export const BulkBody = Type.Object(
  {
    suggestions: Type.Array(Type.Object({ id: Id, hash: Type.String() }, { additionalProperties: false }), { minItems: 1, maxItems: 500 }),
    decision: Type.Union([
      Type.Object({ kind: Type.Literal('approve') }, { additionalProperties: false }),
      Type.Object(
        {
          kind: Type.Literal('dismiss'),
          reason: Type.Union(dismissReasons.map((reason) => Type.Literal(reason))),
          note: Type.Optional(Type.String({ maxLength: 2000 })),
          goOn: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    ]),
  },
  { additionalProperties: false },
)
export type BulkBody = Static<typeof BulkBody>

/** What became of each: null, or why it was not decided. */
export const BulkResult = Type.Object({
  items: Type.Array(Type.Object({ id: Id, problem: Nullable(Type.Object({ problem: Type.String(), message: Type.String() })) })),
})
export type BulkResult = Static<typeof BulkResult>
