/** What the store keeps besides the records of the CRM: workflows, runs, suggestions, the outbox and the rest. */
import type { Fact } from '../../shared/declines.ts'
import type { Effect } from '../../shared/effects.ts'
import type { Cause, CrmEvent, EventKind } from '../../shared/events.ts'
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { Acting, WaitsFor } from '../../shared/node.ts'
import type { Link, OneDone, Scenario, SuggestionStatus, Warning, WhyLine } from '../../shared/suggestion.ts'
import type { Verdict } from '../../shared/trust.ts'
import type { Workflow } from '../../shared/workflow.ts'

/** A workflow with its draft. `live` starts runs, `paused` holds them, `off` does neither. */
export interface WorkflowRow {
  readonly id: string
  readonly name: string
  readonly state: 'live' | 'paused' | 'off'
  readonly draft: Workflow
  /** Counts saves of the draft; a save with an older number is refused. */
  readonly revision: number
  /** The number of the published version, or null while there is none. */
  readonly liveVersion: number | null
  readonly owner: string | null
  readonly department: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly updatedBy: string | null
  readonly archivedAt: Date | null
}

/** What was published: immutable. `id` is `<workflow>:<number>`. */
export interface VersionRow {
  readonly id: string
  readonly workflow: string
  readonly number: number
  readonly content: Workflow
  readonly note: string
  readonly publishedAt: Date
  readonly publishedBy: string | null
}

type RunState = 'active' | 'finished' | 'stopped'

/** One subject's way through one version. Its positions say where it stands. */
export interface Run {
  readonly id: string
  readonly workflow: string
  /** Id of the version row. */
  readonly version: string
  readonly subjectEntity: string | null
  readonly subject: string | null
  /** Makes the identity of an enrolment finer; empty when the workflow has no key. */
  readonly key: string
  readonly event: CrmEvent | null
  readonly state: RunState
  readonly paused: boolean
  readonly startedAt: Date
  readonly endedAt: Date | null
  /** Why it ended: `{ code: 'reached-end' }`, `{ code: 'goal' }`, `{ code: 'stopped-by', with: { user } }`, … */
  readonly ended: Said | null
  readonly vars: JsonObject
  /** What nodes left, by node id. */
  readonly outputs: JsonObject
  /** Number of the next step. */
  readonly nextStep: number
  /** Visits per node, for seeds and loop limits. */
  readonly visits: Readonly<Record<string, number>>
  /** Chain of causes: how many runs stand before this one. */
  readonly depth: number
  readonly revision: number
  /** What people have changed for this run alone, by node id; null: nothing. */
  readonly overrides: Overrides | null
  /** Somebody had it try again: what its steps have done before is not done once more (`engine/replay.ts`). */
  readonly replayed?: boolean | null
  /** What somebody has seen of the steps to come, and gave leave for; null or left out: nothing. */
  readonly permit?: readonly PermittedStep[] | null
}

/** A step does what was seen without asking; what is not that is asked about. */
export interface PermittedStep {
  readonly node: string
  readonly visit: number
  readonly out: boolean
  /** Names what was seen of its effects (`contentOf` in `engine/hash.ts`). */
  readonly content: string
  /** What the operator has corrected, before and after; null: nothing. */
  readonly edit: { readonly from: readonly Effect[]; readonly to: readonly Effect[] } | null
}

/** By node id. */
export type Overrides = Readonly<Record<string, Override>>

/** Parameters of one step that stand in place of those of the version, for one run. */
export interface Override {
  readonly params: JsonObject
  /** The user who last changed it, with their name of then. */
  readonly user: string
  readonly name: string
  /** ISO, UTC. */
  readonly at: string
}

type PositionState = 'ready' | 'waiting' | 'suggested' | 'forked' | 'joined' | 'parked'

/** One branch of a run. */
export interface Position {
  readonly id: string
  readonly run: string
  /** The forked position it is a branch of. */
  readonly parent: string | null
  readonly node: string
  readonly state: PositionState
  readonly visit: number
  /** When it came to the node. */
  readonly since: Date
  /** When it goes on by itself; null: only an event or a person moves it. */
  readonly dueAt: Date | null
  /** When the rules over it are asked again, because time alone may have changed their answers; null: never. */
  readonly askAt: Date | null
  readonly waitsFor: readonly WaitsFor[]
  readonly wokenBy: null | { readonly kind: 'time' } | { readonly kind: 'event'; readonly event: CrmEvent }
  readonly memory: Json
  /** Item of the list, inherited by what follows inside the branch. */
  readonly item: Json
  /** Goal and relevance nodes this branch has passed: while it lives, they watch over it and everything forked from it. */
  readonly guards: readonly string[]
  /** With `forked`: the branches, how far it has come, how many are running, how many at once. */
  readonly fork: null | {
    readonly branches: readonly { readonly port: string; readonly item?: Json }[]
    readonly cursor: number
    readonly running: number
    readonly concurrency: number
    readonly after: string | null
    /** The items are ids of this entity. */
    readonly entity: string | null
    /** A join that branches have come to, and how many. */
    readonly join: string | null
    readonly arrived: number
  }
  /** With `parked`: why it needs attention. */
  readonly problem: Said | null
  /** Tries at look-ups, deliveries or a worker. */
  readonly attempts: number
  /** Steps that the branch has taken, with those of the branch that it was forked from; null: it stood there before they were counted. */
  readonly steps?: number | null
}

/** One visit of a run to a node. */
export interface StepRow {
  readonly run: string
  readonly number: number
  readonly position: string
  readonly node: string
  readonly visit: number
  readonly at: Date
  /** `leave:<port>`, `wait`, `fork`, `stop`, `fail`, `suggest`, `withdrawn`, `skipped`, … */
  readonly outcome: string
  /** The rest, shown as In, Out, Why: `{ in?, output?, effects?, why?, links?, lines? }`. */
  readonly detail: JsonObject
}

/** Finds what an event concerns without a scan. */
export interface WatchRow {
  /**
   * `wait`: wakes the position. The others are asked again: goal, exit, relevance, a suggestion that looked at the record,
   * or a step that waits by its parameters.
   */
  readonly purpose: 'wait' | 'goal' | 'exit' | 'relevance' | 'suggestion' | 'params'
  readonly event: EventKind
  /** The record an event must be about. */
  readonly about: string
  /** With `record-changed`: only when this field changed; null: any. */
  readonly field: string | null
  readonly run: string
  readonly position: string
}

/** Values of fields by record id and name. */
export type Before = Readonly<Record<string, JsonObject>>

/** Effects that wait for an operator: a prepared advance. */
export interface SuggestionRow {
  readonly id: string
  readonly status: SuggestionStatus
  readonly run: string
  readonly position: string
  readonly workflow: string
  readonly version: string
  readonly node: string
  readonly subjectEntity: string | null
  readonly subject: string | null
  readonly prepared: readonly { readonly node: string; readonly outcome: Acting }[]
  /** All effects of `prepared`, or of the steps of `scenario`, frozen as they were shown; after an edit, as they were approved. */
  readonly effects: readonly Effect[]
  readonly original: readonly Effect[] | null
  readonly hash: string
  readonly links: readonly Link[]
  readonly why: readonly WhyLine[]
  readonly warnings: readonly Warning[]
  /** User ids that may decide it first; everybody above them may too. */
  readonly assignee: string | null
  readonly department: string | null
  readonly laterUntil: Date | null
  readonly createdAt: Date
  readonly decideBy: Date | null
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  /** End of the grace period. */
  readonly actAt: Date | null
  /** Why it was dismissed, withdrawn, expired or failed. */
  readonly reason: Said | null
  /** What the fields that it sets held when it was shown; the hash names it, too. Null in rows from before that was noted. */
  readonly before: Before | null
  /** With leave for a whole scenario: its steps, with how many of `effects` each; null otherwise. */
  readonly scenario: Scenario | null
  /** What became of each record, where it was for many; null before it is carried out. */
  readonly done: readonly OneDone[] | null
  /** What was so of its subject when it was decided; null while it is not, and where that was not noted. */
  readonly facts: readonly Fact[] | null
}

/** What a person made of a suggestion of a step, in the version it came from; `reason`: why it was declined. */
export interface DecidedStep {
  readonly node: string
  readonly version: string
  readonly how: Verdict
  readonly reason: Said | null
  /** The user who decided. */
  readonly by: string
  /** As `SuggestionRow` keeps them; also null beyond the latest thousand decisions. */
  readonly facts: readonly Fact[] | null
}

type DeliveryState = 'queued' | 'sending' | 'done' | 'deferred' | 'failed' | 'unknown' | 'cancelled'

/** An effect that leaves the house. Its id is the effect key: the same on every try. */
export interface DeliveryRow {
  readonly id: string
  readonly effect: Effect
  readonly state: DeliveryState
  readonly workflow: string | null
  readonly run: string | null
  readonly position: string | null
  readonly node: string | null
  /** Pacing: the mailbox, or the host of a call. */
  readonly channel: string
  readonly contact: string | null
  readonly attempts: number
  readonly dueAt: Date
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly result: JsonObject | null
  readonly problem: Said | null
}

/** When something ticks next. */
export interface ScheduleRow {
  /** `<workflow>:<node>` for triggers; a name for chores of the product. */
  readonly id: string
  readonly workflow: string | null
  readonly node: string | null
  readonly rule: JsonObject
  readonly zone: string
  readonly nextAt: Date
  readonly lastAt: Date | null
}

/** One field of a record that was changed. Kept for the timeline, and so that it can be taken back. */
export interface ChangeRow {
  readonly id: string
  readonly entity: string
  readonly record: string
  /** Null for a creation: `new` is then the whole row. */
  readonly field: string | null
  readonly old: Json
  readonly new: Json
  readonly at: Date
  readonly cause: Cause
}

/** Somebody who is signed in in a browser. */
export interface SessionRow {
  /** SHA-256 of the random id in the cookie. */
  readonly id: string
  readonly user: string
  readonly createdAt: Date
  readonly expiresAt: Date
  /** What the browser said of itself, so that people know which one it was. */
  readonly agent: string | null
}

/** A token for programs. `hash` is SHA-256 of its secret, which is kept nowhere; without `expiresAt` it does not end. */
export interface TokenRow {
  readonly id: string
  readonly hash: string
  readonly name: string
  readonly user: string
  readonly scopes: readonly ('read' | 'write' | 'decide' | 'events')[]
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
}

/** Long work that a person can watch and cancel. */
export interface JobRow {
  readonly id: string
  readonly kind: string
  readonly title: Said
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly user: string | null
  readonly input: JsonObject
  readonly done: number
  readonly total: number | null
  readonly result: JsonObject | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What is known of a file; its bytes are in parts of their own. `about` is a user or a record, and says who may open it. */
export interface FileRow {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly about: string | null
  readonly createdAt: Date
}

/** One erasure. `contacts` stand nowhere else any more; by them a copy that is put back is erased again. */
export interface ErasureRow {
  readonly id: string
  readonly contacts: readonly string[]
  readonly at: Date
  /** The user; null: somebody at the terminal. */
  readonly by: string | null
  /** What it rests on, as the person of the team has written it. */
  readonly reason: string
  /** When nothing was left any more; null: it is not done yet. */
  readonly finishedAt: Date | null
}
