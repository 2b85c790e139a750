import type { Json, Said } from '../../shared/json.ts'
import type { Fields, Lookup } from '../../shared/node.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Segments } from '../../shared/segments.ts'
import type { LoadedRun, RecordChange } from '../store/port.ts'
import type { DeliveryRow, StepRow, SuggestionRow, WorkflowRow } from '../store/rows.ts'
import type { AwayAnswer, AwayCall } from './away.ts'
import type { Enrolled } from './enrol.ts'
import type { Plan } from './plan.ts'

/** One question. Those by id and by identity see the pending changes of this turn; the others say `later` while there are any. */
export type Ask =
  | Lookup
  /** Whole records instead of ids. */
  | { readonly kind: 'find'; readonly entity: string; readonly rule: Rule; readonly sort?: string; readonly limit: number }
  /** Automatic letters to a contact since an instant. */
  | { readonly kind: 'letters'; readonly contact: string; readonly since: Date }
  /** Letters to a contact since an instant, from other runs of a workflow that a message began. */
  | { readonly kind: 'answers'; readonly workflow: string; readonly run: string; readonly contact: string; readonly since: Date }
  /** The latest letters to a contact that did not arrive. */
  | { readonly kind: 'failed-letters'; readonly contact: string }
  /** What became of the latest letters of a workflow that were settled after an instant. */
  | { readonly kind: 'letter-results'; readonly workflow: string; readonly since: Date; readonly limit: number }
  | { readonly kind: 'run'; readonly id: string }
  /** The latest steps of a run, oldest first. */
  | { readonly kind: 'steps'; readonly run: string; readonly last: number }
  | { readonly kind: 'suggestion'; readonly id: string }
  | { readonly kind: 'suggestions-of'; readonly positions: readonly string[] }
  | { readonly kind: 'deliveries-of'; readonly run: string }
  | { readonly kind: 'delivery'; readonly id: string }
  | { readonly kind: 'setting'; readonly key: string }
  /** Was somebody erased who had the address of this mark? */
  | { readonly kind: 'erased'; readonly mark: string }
  | { readonly kind: 'segments' }
  | { readonly kind: 'workflow'; readonly id: string }
  /** Earlier runs of a subject in a workflow; the asker enters with it. Says `later` when somebody has entered in this turn. */
  | { readonly kind: 'enter'; readonly workflow: string; readonly subject: string; readonly key: string }
  /** A node type that is run elsewhere. */
  | AwayCall
  /** A published version, compiled. */
  | { readonly kind: 'plan'; readonly version: string }
  /** How a run would go on if nothing else happened, from what is stored; says `later` while the turn has changes of its subject. */
  | { readonly kind: 'foresee'; readonly loaded: LoadedRun; readonly plan: Plan }
  /** What is wrong with the values of a change; null when they fit. */
  | { readonly kind: 'wrong-with'; readonly change: RecordChange }
  /** Makes a change visible to whoever asks later in this turn. Answered with null. */
  | { readonly kind: 'stage'; readonly change: RecordChange }

/** Which of these it is follows from the question; the `ask…` functions give it its type. Null where nothing was found. */
export type Answer =
  | Json
  | Fields
  | readonly Fields[]
  | LoadedRun
  | readonly StepRow[]
  | SuggestionRow
  | readonly SuggestionRow[]
  | DeliveryRow
  | readonly DeliveryRow[]
  | WorkflowRow
  | Plan
  | Segments
  | AwayAnswer
  | Enrolled

/** Something that asks several questions at once, and in the end knows `Result`. */
export type Asking<Result> = Generator<readonly Ask[], Result, readonly Answer[]>

/** Thrown into whoever asks for a query while the turn holds uncommitted changes of that entity: go on in the next turn. */
export class Later extends Error {
  constructor() {
    super('This question can be answered after the commit of this turn')
    this.name = 'Later'
  }
}

function* ask(question: Ask): Asking<Answer> {
  const [answer] = yield [question]
  return answer ?? null
}

/** Several questions in one round. */
export function* askAll(questions: readonly Ask[]): Asking<readonly Answer[]> {
  return questions.length === 0 ? [] : yield questions
}

/** A record by its stable key, or null. */
export function* askKeyed(entity: string, key: string): Asking<Fields | null> {
  return (yield* ask({ kind: 'keyed', entity, key })) as Fields | null
}

/** The opening hours that apply (see `calendar` of `Lookup`), as they are stored. */
export function* askCalendar(of: string, contact: string | null): Asking<Json> {
  return (yield* ask({ kind: 'calendar', of, contact })) as Json
}

/** A record by id, or null. */
export function* askRecord(entity: string, id: string | null): Asking<Fields | null> {
  return id === null ? null : ((yield* ask({ kind: 'record', entity, id })) as Fields | null)
}

/** Records by a rule; ends the advance while this turn has uncommitted changes of that entity. */
export function* askFind(entity: string, rule: Rule, limit: number, sort?: string): Asking<readonly Fields[]> {
  return (yield* ask({ kind: 'find', entity, rule, limit, ...(sort ? { sort } : {}) })) as readonly Fields[]
}

/** The contact with this address, or null; e-mail first, then phone. */
export function* askIdentity(email: string | null, phone: string | null): Asking<Fields | null> {
  return (yield* ask({ kind: 'identity', email, phone })) as Fields | null
}

/** How many automatic letters the contact got since an instant. */
export function* askLetters(contact: string, since: Date): Asking<number> {
  return (yield* ask({ kind: 'letters', contact, since })) as number
}

/** How many letters the contact got since an instant from other runs of this run's workflow that a message began. */
export function* askAnswers(run: { readonly id: string; readonly workflow: string }, contact: string, since: Date): Asking<number> {
  return (yield* ask({ kind: 'answers', workflow: run.workflow, run: run.id, contact, since })) as number
}

/** The latest letters to a contact that did not arrive, newest first. */
export function* askFailedLetters(contact: string): Asking<readonly DeliveryRow[]> {
  return (yield* ask({ kind: 'failed-letters', contact })) as readonly DeliveryRow[]
}

/** The results of the latest letters of a workflow, of those that were settled after an instant. */
export function* askLetterResults(workflow: string, since: Date, limit: number): Asking<readonly Json[]> {
  return (yield* ask({ kind: 'letter-results', workflow, since, limit })) as readonly Json[]
}

/** A run with its positions, as it is stored; null when there is none. What is under way in this turn is not seen. */
export function* askRun(id: string): Asking<LoadedRun | null> {
  return (yield* ask({ kind: 'run', id })) as LoadedRun | null
}

/** The latest `last` steps of a run, oldest first. */
export function* askSteps(run: string, last: number): Asking<readonly StepRow[]> {
  return (yield* ask({ kind: 'steps', run, last })) as readonly StepRow[]
}

/** A suggestion as it is stored; null when there is none. */
export function* askSuggestion(id: string): Asking<SuggestionRow | null> {
  return (yield* ask({ kind: 'suggestion', id })) as SuggestionRow | null
}

/** Suggestions of these positions, decided ones included. */
export function* askSuggestionsOf(positions: readonly string[]): Asking<readonly SuggestionRow[]> {
  return positions.length === 0 ? [] : ((yield* ask({ kind: 'suggestions-of', positions })) as readonly SuggestionRow[])
}

/** What a run has in the outbox. */
export function* askDeliveriesOf(run: string): Asking<readonly DeliveryRow[]> {
  return (yield* ask({ kind: 'deliveries-of', run })) as readonly DeliveryRow[]
}

/** A delivery as it is stored; null when there is none. */
export function* askDelivery(id: string): Asking<DeliveryRow | null> {
  return (yield* ask({ kind: 'delivery', id })) as DeliveryRow | null
}

/** What is known of earlier runs at the moment this one enters. */
export function* askEnter(workflow: string, subject: string, key: string): Asking<Enrolled> {
  return (yield* ask({ kind: 'enter', workflow, subject, key })) as Enrolled
}

/** What a node type answers that is run elsewhere; throws `Asked` when it has only been asked. */
export function* askAway(call: AwayCall): Asking<AwayAnswer> {
  return (yield* ask(call)) as AwayAnswer
}

/** The plan of a version; null when there is no such version. */
export function* askPlan(version: string): Asking<Plan | null> {
  return (yield* ask({ kind: 'plan', version })) as Plan | null
}

/** The rules of all segments. */
export function* askSegments(): Asking<Segments> {
  return (yield* ask({ kind: 'segments' })) as Segments
}

/** A setting, or null. */
export function* askSetting(key: string): Asking<Json> {
  return (yield* ask({ kind: 'setting', key })) as Json
}

/** Was somebody erased who had the address of this mark? */
export function* askErased(mark: string): Asking<boolean> {
  return (yield* ask({ kind: 'erased', mark })) === true
}

/** The steps that a run would take if nothing else happened. */
export function* askForesight(loaded: LoadedRun, plan: Plan): Asking<readonly StepRow[]> {
  return (yield* ask({ kind: 'foresee', loaded, plan })) as readonly StepRow[]
}

/** What is wrong with the values of a change, or null. */
export function* askWrongWith(change: RecordChange): Asking<Said | null> {
  return (yield* ask({ kind: 'wrong-with', change })) as unknown as Said | null
}

/** A workflow as it is now, or null. */
export function* askWorkflow(id: string): Asking<WorkflowRow | null> {
  return (yield* ask({ kind: 'workflow', id })) as WorkflowRow | null
}

/** Lets everybody who asks later in this turn see a change before it is committed. */
export function* stage(change: RecordChange): Asking<void> {
  yield [{ kind: 'stage', change }]
}

/** For whoever has nothing to ask. */
export function* alreadyKnown<Result>(result: Result): Asking<Result> {
  yield* nothing
  return result
}

const nothing: readonly never[] = []
