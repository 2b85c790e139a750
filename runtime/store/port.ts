/**
 * The one port between the product and its database, with two adapters: SQLite and PostgreSQL. Above it nobody opens a
 * transaction: everybody hands in *units of work*, which are data, and gets a result for each.
 */
import type { Cause, CrmEvent } from '../../shared/events.ts'
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Segments } from '../../shared/segments.ts'
import type { StoreFigures } from './figures.ts'
import type {
  ChangeRow,
  DecidedStep,
  DeliveryRow,
  ErasureRow,
  FileRow,
  JobRow,
  Position,
  Run,
  ScheduleRow,
  SessionRow,
  StepRow,
  SuggestionRow,
  TokenRow,
  VersionRow,
  WatchRow,
  WorkflowRow,
} from './rows.ts'
import type { ErasureReads, Traces } from './traces.ts'

/**
 * The only way to write a record. The store reads the old values inside the commit, writes the row, one change per
 * field that really differs (a creation writes one change with the whole row), keeps search and identities in step,
 * and appends one event where the entity has events.
 */
export interface RecordChange {
  readonly change: 'create' | 'update' | 'archive' | 'restore'
  readonly entity: string
  readonly id: string
  /** Refused with `stale` when the record has another revision; null: no check. */
  readonly revision: number | null
  readonly fields: JsonObject
  /** With `update`: added to the numbers that stand there at the moment of the commit, so that of two additions none is lost. */
  readonly add?: Readonly<Record<string, number>>
  /** With `update`: put into and taken out of the lists that stand there at the moment of the commit, for the same reason. */
  readonly lists?: Readonly<Record<string, ListChange>>
  readonly cause: Cause
  readonly at: Date
  /** An import: changes are recorded, no event is stored. */
  readonly quiet?: boolean
}

/** What is put into a list of texts, such as tags, and what is taken out; what stands in both is taken out. */
export interface ListChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** One typed operation. A unit is a list of them; it is applied whole or not at all. */
export type Op =
  | { readonly op: 'change'; readonly change: RecordChange }
  /** A new fact. `pending` ones are handled by a later turn; an intake stores the event it has just handled as `handled`. */
  | { readonly op: 'event'; readonly event: CrmEvent; readonly state: 'pending' | 'handled' }
  | { readonly op: 'events-handled'; readonly ids: readonly string[] }
  /** Refuses the unit with `repeated` (and the first event's id) when scope and key were seen before, within seven days or `withinMs`. */
  | {
      readonly op: 'once'
      readonly scope: string
      readonly key: string
      readonly event: string
      readonly bodyHash: string
      readonly at: Date
      readonly withinMs?: number
    }
  /**
   * Before a run begins, or finds whom it is about: refuses the unit with `stale` when the number of other runs of this
   * identity that have begun is no longer `total`, so that two processes do not both let somebody in.
   */
  | {
      readonly op: 'enter'
      readonly run: string
      readonly workflow: string
      readonly subject: string
      readonly key: string
      readonly total: number
    }
  /** Refuses the unit with `enrolled` when the combination exists: one run per workflow, event, subject and key. */
  | { readonly op: 'run-new'; readonly run: Run }
  /** Refuses the unit with `stale` when the stored revision is not `run.revision - 1`. */
  | { readonly op: 'run'; readonly run: Run }
  /** `workflow` is that of their run: what is due is found by it, so that all workflows get their turn. */
  | { readonly op: 'positions'; readonly workflow?: string; readonly put: readonly Position[]; readonly remove: readonly string[] }
  | { readonly op: 'steps'; readonly steps: readonly StepRow[] }
  /** Replaces every watch of these positions. */
  | { readonly op: 'watches'; readonly positions: readonly string[]; readonly put: readonly WatchRow[] }
  /** Refuses the unit with `stale` when the stored status is not `expects` (null: it must be new). */
  | {
      readonly op: 'suggestion'
      readonly suggestion: SuggestionRow
      readonly expects: SuggestionRow['status'] | null
      readonly hash?: string
    }
  /** Refuses the unit with `stale` when the stored state is not one of `expects` (null: it must be new; the same key again does nothing). */
  | { readonly op: 'delivery'; readonly delivery: DeliveryRow; readonly expects: readonly DeliveryRow['state'][] | null }
  /** Refuses the unit with `stale` when the stored revision is not `workflow.revision - 1` (a new one: revision 1). */
  | { readonly op: 'workflow'; readonly workflow: WorkflowRow }
  | { readonly op: 'version'; readonly version: VersionRow }
  | { readonly op: 'schedule'; readonly schedule: ScheduleRow }
  | { readonly op: 'schedule-remove'; readonly id: string }
  | { readonly op: 'setting'; readonly key: string; readonly value: Json }
  | { readonly op: 'session'; readonly session: SessionRow }
  | { readonly op: 'session-remove'; readonly id?: string; readonly user?: string }
  | { readonly op: 'token'; readonly token: TokenRow }
  /** Notes that a token was used; one that was ended meanwhile stays ended. */
  | { readonly op: 'token-used'; readonly id: string; readonly at: Date }
  | { readonly op: 'token-remove'; readonly id: string }
  /** Throws away keys seen and sessions ended until then. */
  | { readonly op: 'forget'; readonly seenUntil: Date; readonly sessionsUntil: Date }
  | { readonly op: 'job'; readonly job: JobRow }
  | { readonly op: 'file'; readonly file: FileRow; readonly bytes: Uint8Array }
  /** Erases a person: everything that was found of them, at once. The addresses of `marks` are never written to again. */
  | { readonly op: 'erase'; readonly traces: Traces; readonly erasure: ErasureRow; readonly marks: readonly string[] }
  /** Nothing was left when it was looked for once more. */
  | { readonly op: 'erasure-finished'; readonly id: string; readonly at: Date }

/** So long a key of `once` counts, unless the operation says otherwise: seven days, in milliseconds. */
export const rememberedForMs = 7 * 24 * 60 * 60 * 1000

/** What is applied whole or not at all. */
export interface Unit {
  readonly ops: readonly Op[]
}

/** `stale`, `repeated`, `enrolled`, `not-found`, `not-unique`, `invalid`: refused, with nothing written. */
export interface Refusal {
  readonly ok: false
  readonly problem: 'stale' | 'repeated' | 'enrolled' | 'not-found' | 'not-unique' | 'invalid'
  readonly said: Said
}

/** The events that changes of the unit appended. */
interface Applied {
  readonly ok: true
  readonly events: readonly CrmEvent[]
}

/** Of each unit of a batch by itself: one that is refused leaves the others as they are. */
export type UnitResult = Applied | Refusal

/** A run as the engine loads it: all its positions, and the workflow state it is in. */
export interface LoadedRun {
  readonly run: Run
  readonly positions: readonly Position[]
}

/** One page of a list; `total` counts all pages. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** Hand it in again for the next page; null at the end. */
  readonly next: string | null
  readonly total: number
}

/** Which records a reader may see: all, or those of an owner or of a department's people. */
export interface Scope {
  readonly owners: readonly string[] | null
}

/** Records of one entity. `rule` and `scope` are both kept to; archived ones come only with `archived`, and then alone. */
export interface ListRequest {
  readonly entity: string
  readonly rule?: Rule | null
  /** Words to find, in any letter case, in any of its searchable fields. */
  readonly search?: string | null
  /** `score`, `-score`; by default the newest first. Always ended by the id. */
  readonly sort?: string | null
  readonly cursor?: string | null
  readonly limit: number
  readonly scope?: Scope
  readonly archived?: boolean
  readonly now: Date
}

/**
 * Newest first. `node` finds those that stand there, `parked` those with a position that needs attention, `suggested` with
 * one that waits for a decision, `waiting` with any other one; both together mean the same position. `left` finds those
 * that left a node by a port since a moment.
 */
export interface RunFilter {
  readonly workflow?: string
  readonly subject?: string
  readonly node?: string
  readonly state?: Run['state'] | 'parked' | 'suggested' | 'waiting'
  readonly left?: { readonly node: string; readonly port: string; readonly since: Date }
  readonly cursor?: string | null
  readonly limit: number
}

/** `kind` is the state of positions, or `leave:` and a port. */
export interface NodeCount {
  readonly node: string
  readonly kind: string
  readonly count: number
  readonly runs: number
}

/** Branches that stand at one step for one kind of reason. `problem` and `version` are those of one of them. */
export interface ParkedGroup {
  readonly workflow: string
  readonly node: string
  /** The innermost code of the problem: "parked because of an error" says less than the error. */
  readonly reason: string
  readonly problem: Said
  readonly version: string
  readonly count: number
  /** Since when the first of them has been at the step. */
  readonly since: Date
}

/** `reason` as in `ParkedGroup`; `after`: the last run of the page before. */
export interface ParkedFilter {
  readonly workflow?: string
  readonly node?: string
  readonly reason?: string
  readonly after?: string | null
  readonly limit: number
}

/** Newest first. `scope` leaves out those that are assigned to others; `cursor` is the `next` of the page before. */
export interface SuggestionFilter {
  readonly statuses?: readonly SuggestionRow['status'][]
  /** Of one of these. */
  readonly assignee?: string | readonly string[]
  /** Or decided by this one, whosever it was. */
  readonly orDecidedBy?: string
  readonly workflow?: string
  /** The step that suggests. */
  readonly node?: string
  readonly subject?: string
  readonly run?: string
  readonly scope?: Scope
  readonly cursor?: string | null
  readonly limit: number
}

/** What waits for a decision. `kind`: with an effect of that kind. `later`: what was put off beyond `now`, without it the rest; `scope` and `cursor` as in `SuggestionFilter`. */
export interface OpenFilter {
  /** Of one of these; null: of nobody. */
  readonly assignee?: string | readonly string[] | null
  readonly workflow?: string
  readonly node?: string
  readonly subject?: string
  readonly run?: string
  readonly kind?: string
  readonly later?: boolean
  readonly now: Date
  readonly scope?: Scope
  readonly cursor?: string | null
  readonly limit: number
}

/** What waits for one person: how much, how much of it is late, and since when the oldest is there. */
export interface OpenWork {
  readonly kind: 'suggestion' | 'task'
  readonly person: string | null
  readonly count: number
  readonly late: number
  readonly oldest: Date
}

/** What a trigger began, for a record or for none. */
export interface TickedRun {
  readonly workflow: string
  readonly node: string
  readonly about: string | null
}

/** What there is to know of a delivery before its time. */
export type WaitingDelivery = Pick<DeliveryRow, 'id' | 'dueAt' | 'channel' | 'contact'>

/** An event of this kind about this record, or about another in which it takes part. */
export interface WantedWatch {
  readonly event: string
  readonly about: string
  readonly related?: boolean
}

/** Everything that is read. Every method is awaited, on SQLite too. A record is `Fields`: plain JSON, money as `{ cents, currency }`, instants as ISO texts. */
export interface Reads extends ErasureReads {
  record(entity: string, id: string): Promise<(Fields & { readonly revision: number }) | null>
  records(entity: string, ids: readonly string[]): Promise<readonly (Fields & { readonly revision: number })[]>
  /** Contact ids by (channel, address), as normalised by `shared/identity.ts`. */
  identities(
    wanted: readonly { readonly channel: 'email' | 'phone'; readonly address: string }[],
  ): Promise<readonly { readonly channel: string; readonly address: string; readonly contact: string }[]>
  list(request: ListRequest): Promise<Page<Fields & { readonly revision: number }>>
  ids(
    entity: string,
    rule: Rule,
    options: { readonly sort?: string; readonly limit: number; readonly now: Date },
  ): Promise<readonly string[]>
  count(entity: string, rule: Rule, now: Date, scope?: Scope): Promise<number>
  /** The rules of all segments, archived ones too, by their keys. */
  segments(): Promise<Segments>
  search(
    text: string,
    limit: number,
    scope?: Scope,
  ): Promise<readonly { readonly entity: string; readonly id: string; readonly title: string; readonly detail: string }[]>
  /** What happened with these records and with what is about them, newest first. */
  timeline(records: readonly string[], options: { readonly cursor?: string | null; readonly limit: number }): Promise<Page<ChangeRow>>
  change(id: string): Promise<ChangeRow | null>
  /** What one cause did (an import, a run), oldest first, after the change or any other id made before it (ids grow with time). */
  changesBy(cause: string, after: string | null, limit: number): Promise<readonly ChangeRow[]>

  /** What a commit would say of the values of a change; null when they fit. Known at once: no record is looked at. */
  wrongWith(change: RecordChange): Said | null

  /** Oldest first; after one of them, or from the first. */
  pendingEvents(limit: number, after?: string | null): Promise<readonly CrmEvent[]>
  /** How many events have yet to be heard; it counts no further than `most`. */
  countPending(most: number): Promise<number>
  event(id: string): Promise<CrmEvent | null>
  /**
   * What happened of these kinds since `since`, newest first, looking at so many events of all kinds at most. All of them
   * from `from` on are among them: later than `since` where there are more events, or the first one is. Null: there are none.
   */
  recentEvents(
    kinds: readonly string[],
    since: Date,
    most: number,
  ): Promise<{ readonly items: readonly CrmEvent[]; readonly from: Date | null }>
  /**
   * Who hears of events of a kind about a record. Where it only takes part (`related`), those whose rules ask about it: of
   * one person thousands may wait for a decision that rests on them, and nothing of that is concerned by what is somebody else's.
   */
  watchers(wanted: readonly WantedWatch[]): Promise<readonly WatchRow[]>
  /** Runs that have a position due, of each workflow about as many, the oldest of it first, not paused, of workflows that are not paused. On PostgreSQL they are locked until the commit. Of those that the caller knows as they are now, nothing more is read. */
  claim(now: Date, limit: number, known?: ReadonlyMap<string, LoadedRun>): Promise<readonly LoadedRun[]>
  runs(ids: readonly string[]): Promise<readonly LoadedRun[]>
  nextDue(): Promise<Date | null>
  /** Ids of runs of the first `limit` positions whose rules are to be asked again by now (`askAt`), the earliest first; of paused ones, too. */
  runsToAsk(now: Date, limit: number): Promise<readonly string[]>
  /** The first `askAt` of all. */
  nextAsk(): Promise<Date | null>
  /** How many runs of these subjects began since an instant; those that were turned away at the door are not counted. */
  startsSince(
    wanted: readonly { readonly workflow: string; readonly subject: string }[],
    since: Date,
  ): Promise<readonly { readonly workflow: string; readonly subject: string; readonly count: number }[]>
  /** For the enrolment policy: is there an active run, was there ever one, and when did the last one end? Those that were refused never began, and do not count. */
  enrolments(wanted: readonly { readonly workflow: string; readonly subject: string; readonly key: string }[]): Promise<
    readonly {
      readonly workflow: string
      readonly subject: string
      readonly key: string
      readonly active: number
      readonly total: number
      readonly lastEndedAt: Date | null
    }[]
  >
  /**
   * Runs that earlier ticks of a trigger began and that are still going, by the record that the tick stood for: how many,
   * and the newest. Those that only a person can move are not going. Nothing is answered where none is.
   */
  goingTicks(wanted: readonly TickedRun[]): Promise<readonly (TickedRun & { readonly count: number; readonly newest: string })[]>
  /** Of these, those of which a run stands waiting at the trigger that began it. */
  settling(wanted: readonly TickedRun[]): Promise<readonly TickedRun[]>
  listRuns(filter: RunFilter): Promise<Page<LoadedRun>>
  /** What stands still and needs a person, by workflow, step and reason, those of most first. */
  parkedGroups(): Promise<readonly ParkedGroup[]>
  /** The runs of such groups, by their ids, after one of them. */
  parkedRuns(filter: ParkedFilter): Promise<readonly string[]>
  steps(run: string): Promise<readonly StepRow[]>
  /** How many positions stand at each node, by state; how often each port was left since `from`, and by how many runs. */
  nodeCounts(workflow: string, from: Date): Promise<readonly NodeCount[]>

  /** How many branches stand at each node, by the version their run is on; forks stand where their branches stand. */
  standing(workflow: string): Promise<readonly { readonly node: string; readonly version: string; readonly count: number }[]>

  suggestion(id: string): Promise<SuggestionRow | null>
  /** What waits for a decision, the soonest to be decided first; what has no deadline comes last. */
  openSuggestions(filter: OpenFilter): Promise<Page<SuggestionRow>>
  suggestions(filter: SuggestionFilter): Promise<Page<SuggestionRow>>
  /** How many suggestions and tasks wait for each person at this moment, what was put off until later left out; null for nobody. */
  openWork(now: Date): Promise<readonly OpenWork[]>
  /** How many suggestions of each step of a workflow wait for a decision now, those that were put off until later left out. */
  toDecide(workflow: string, scope: Scope, now: Date): Promise<readonly { readonly node: string; readonly count: number }[]>
  suggestionOfPosition(positions: readonly string[]): Promise<readonly SuggestionRow[]>
  /** What people decided about suggestions of a workflow, latest first, at most `limit`. */
  decisions(workflow: string, limit: number): Promise<readonly DecidedStep[]>

  /** When each waiting delivery is due, by that and by id; a page of those behind `after`, or the first page. */
  waitingDeliveries(after: WaitingDelivery | null, limit: number): Promise<readonly WaitingDelivery[]>
  delivery(id: string): Promise<DeliveryRow | null>
  deliveries(filter: {
    readonly states?: readonly DeliveryRow['state'][]
    readonly contact?: string
    readonly run?: string
    readonly limit: number
  }): Promise<readonly DeliveryRow[]>
  /** Letters to each contact that have been handed over since an instant, or are just now: for the cap. */
  lettersSince(contacts: readonly string[], since: Date): Promise<readonly { readonly contact: string; readonly count: number }[]>

  /** Letters to a contact that were handed over since an instant, from other runs of a workflow that a message began. */
  answersSince(wanted: { readonly workflow: string; readonly run: string; readonly contact: string; readonly since: Date }): Promise<number>
  /** The results of the latest letters of a workflow, of those that were settled after an instant. */
  letterResults(workflow: string, since: Date, limit: number): Promise<readonly Json[]>

  workflows(): Promise<readonly WorkflowRow[]>
  workflow(id: string): Promise<WorkflowRow | null>
  version(id: string): Promise<VersionRow | null>
  versions(workflow: string): Promise<readonly VersionRow[]>
  schedules(): Promise<readonly ScheduleRow[]>
  dueSchedules(now: Date): Promise<readonly ScheduleRow[]>

  setting(key: string): Promise<Json | undefined>
  session(id: string): Promise<SessionRow | null>
  /** Those of a person, the newest first. */
  sessions(user: string): Promise<readonly SessionRow[]>
  token(hash: string): Promise<TokenRow | null>
  tokens(user: string): Promise<readonly TokenRow[]>
  job(id: string): Promise<JobRow | null>
  jobs(user: string | null): Promise<readonly JobRow[]>
  file(id: string): Promise<(FileRow & { readonly bytes: Uint8Array }) | null>
  filesAbout(record: string): Promise<readonly FileRow[]>
}

/** Commits a batch of units in one transaction, each whole or refused without harm to the others; durable when the promise is kept. */
export interface Store extends Reads {
  readonly dialect: 'sqlite' | 'postgres'
  commit(units: readonly Unit[]): Promise<readonly UnitResult[]>
  /** Does a commit reach the disk before it is answered? */
  isDurable(): Promise<boolean>
  /** Looks through the whole database for damage, beside everything else; null when it is sound, or when its server sees to that. */
  check(): Promise<string | null>
  /** Counts what is under way; `now` is the time of the engine. Dear with many runs, so whoever asks keeps the answer a while. */
  figures(now: Date): Promise<StoreFigures>
  /** What was deleted is gone from the disk, too: SQLite's journal is emptied, PostgreSQL's tables are vacuumed. */
  scrub(): Promise<void>
  /** A copy that can be started from, taken while the product runs. */
  backup(file: string): Promise<void>
  close(): Promise<void>
}
