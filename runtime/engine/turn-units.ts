/** What a turn writes: units, each with what happens after its commit, when it is refused, and when the store is out of reach. */
import type { CrmEvent } from '../../shared/events.ts'
import type { Json, Said } from '../../shared/json.ts'
import type { LoadedRun, Op, Refusal, Store, UnitResult } from '../store/port.ts'
import type { WatchRow } from '../store/rows.ts'
import type { Advance } from './advance.ts'
import { problemOf } from './ask-node.ts'
import { type Asking, alreadyKnown, askPlan, Later } from './asking.ts'
import { tellOfParked } from './attention.ts'
import type { Caution } from './caution.ts'
import { commitInHalves, isOutOfOrder } from './commit-in-halves.ts'
import type { Parts } from './context.ts'
import type { AtDoor, Begun } from './door.ts'
import type { Feed } from './feed.ts'
import { conclude, type Heard, isFired, type Unheard, unheard } from './hearing.ts'
import type { LiveWorkflows } from './live-workflows.ts'
import { endOfTick } from './overlap.ts'
import type { Portion } from './portion.ts'
import { type PutOff, tellOfPutOff } from './put-off.ts'
import type { Ended } from './rounds.ts'
import type { Starts } from './runaway.ts'

/** Something handed in, with whoever waits for it. `alone`: its events are left for a later turn. */
export interface Submission {
  readonly task: (now: {
    readonly now: Date
    readonly parts: Parts
    isHeld(workflow: string | null): boolean
  }) => Asking<{ readonly ops: readonly Op[]; readonly value: unknown }>
  /** How often it has been decided; a plain unit is decided once. */
  readonly tries: number
  readonly alone: boolean
  /** The engine's own, for whom nobody waits: it is kept while the store is out of order. */
  readonly lasting?: true
  resolve(performed: { readonly result: UnitResult; readonly value: unknown }): void
  reject(error: unknown): void
}

/** What goes on from turn to turn. */
export interface TurnParts {
  readonly store: Store
  readonly live: LiveWorkflows
  readonly queue: Submission[]
  readonly feed: Feed
  /** Events whose consequences are committed, to be marked with the next commit. */
  readonly handled: string[]
  /** Runs to be advanced again, with what they have to hear. */
  readonly woken: Map<string, readonly Heard[]>
  readonly tries: Map<string, number>
  /** Runs that the last turn left in the middle, as it committed them: they are not read again. */
  readonly midway: Map<string, LoadedRun>
  readonly caution: Caution
  readonly portion: Portion
  readonly putOff: PutOff
  readonly onError: (error: unknown) => void
  /** Starts per subject within the hour. */
  readonly starts: Starts
}

/** Of a decision that others were quicker than, and of a run that cannot be committed. */
export const mostTries = 5

/** Stands for what the CRM does by itself among the consequences of an event, where the others are ids of runs. */
export const reactionName = 'reaction'

/** A unit of a turn, and what happens after its commit. */
interface Planned {
  readonly ops: readonly Op[]
  settled(result: UnitResult): void
  failed(error: Error, isOutage: boolean): void
}

/** What a task decided. */
export type Decided = Ended<{ readonly ops: readonly Op[]; readonly value: unknown }>
/** How far a run came; null for one whose version is missing. */
export type Advanced = Ended<Advance | null>

/** Used for one turn. */
export class TurnUnits {
  /** Operations of units that were committed. */
  readonly written: Op[] = []
  /** There was something to do. */
  wasBusy = false
  private readonly answers: (() => void)[] = []
  private readonly units: Planned[] = []
  private readonly shared: TurnParts
  private readonly now: Date

  constructor(shared: TurnParts, now: Date) {
    this.shared = shared
    this.now = now
  }

  private get isHalted(): boolean {
    return this.shared.live.isHeld(null)
  }

  /** Is it the engine's own? Then it stands in the queue again, and nobody is told. */
  isKept(submission: Submission): boolean {
    const { queue } = this.shared
    if (submission.lasting && !queue.includes(submission)) queue.push(submission)
    return submission.lasting === true
  }

  /** After the commit: whoever handed something in is told what became of it. */
  answer(): void {
    for (const answer of this.answers) answer()
  }

  /** Operations that nobody waits for; `again` when they could not be written. */
  chore(ops: readonly Op[], again: () => void): void {
    this.wasBusy = true
    this.units.push({ ops, settled: (result) => this.feedFrom(result, ops), failed: again })
  }

  /** Notes that all consequences of these events are committed. */
  mark(ids: readonly string[]): void {
    this.chore([{ op: 'events-handled', ids }], () => this.shared.handled.push(...ids))
  }

  /** A consequence as every other: the event is marked when it is committed. */
  planReaction(of: Unheard, ops: readonly Op[]): void {
    of.left.add(reactionName)
    this.units.push({
      ops,
      settled: (result) => {
        if (!result.ok && isPassing(result) && this.tried(of.event.id)) return this.hearAgain(of)
        if (!result.ok) return this.putOff(of, new Error(`A reaction was refused: ${result.said.code}`))
        this.feedFrom(result, ops)
        this.hasReacted(of)
      },
      failed: (error, isOutage) => (isOutage || this.tried(of.event.id) ? this.hearAgain(of) : this.putOff(of, error)),
    })
  }

  /** What follows from the event by itself is committed, or there is nothing that does. */
  hasReacted(of: Unheard): void {
    this.shared.putOff.drop([of.event.id])
    this.hasHeard(reactionName, [{ event: of.event, watches: [], of }])
  }

  /** It could not be done: the event stays pending until it can, and in the end those in charge are told. */
  putOff(of: Unheard, error: unknown): void {
    of.left.add(reactionName)
    this.shared.onError(error)
    if (!this.shared.putOff.add(of, this.now)) return
    this.handIn(function* ({ now, parts }) {
      return { ops: yield* tellOfPutOff(of.event, { now, zone: parts.company.zone }), value: null }
    })
  }

  /** This consequence of the events is committed; an event whose last one it is will be marked. */
  hasHeard(run: string, heard: readonly Heard[]): void {
    for (const { of } of heard) if (conclude(of, run)) this.shared.handled.push(of.event.id)
  }

  /** A submission is committed with the runs that its own events begin: stored, enrolled and carried out at once. */
  planSubmission(
    submission: Submission,
    decided: Decided | undefined,
    doors: ReadonlyMap<string, AtDoor>,
    fired: ReadonlyMap<string, readonly WatchRow[]>,
    beginnings: ReadonlyMap<string, Advanced | undefined>,
  ): void {
    this.wasBusy = true
    const { queue } = this.shared
    if (!decided?.ok) {
      if (decided?.error instanceof Later) queue.push({ ...submission, tries: submission.tries + 1 })
      else submission.reject(decided?.error)
      return
    }
    const { ops, value } = decided.result
    const merged: Op[] = []
    const begun: Advance[] = []
    // Who begins to wait by this unit hears its events after the commit.
    const watched = ops.flatMap((op) => (op.op === 'watches' ? op.put : []))
    const isAwaited = (event: CrmEvent) =>
      (fired.get(event.id) ?? []).length > 0 || watched.some((watch) => watch.event === event.kind && isFired(watch, event))
    const own = ops.map((op): Op => {
      // None where the event is left for a later turn, and while everything is paused.
      const door = op.op === 'event' && op.state === 'pending' ? doors.get(op.event.id) : undefined
      if (!door || op.op !== 'event' || isAwaited(op.event)) return op
      const further = this.beginAtOnce(door, beginnings)
      if (!further) return op
      merged.push(...further.ops)
      begun.push(...further.begun)
      return { ...op, state: 'handled' }
    })
    const all = [...own, ...merged]
    const retry = (alone: boolean) => queue.push({ ...submission, tries: submission.tries + 1, alone })
    this.units.push({
      ops: all,
      settled: (result) => {
        if (!result.ok && merged.length > 0) retry(true)
        else if (!result.ok && isPassing(result) && submission.tries < mostTries) retry(submission.alone)
        else {
          if (result.ok) for (const came of begun) this.goesOn(came)
          this.feedFrom(result, all)
          this.answers.push(() => submission.resolve({ result, value }))
        }
      },
      failed: (error, isOutage) => {
        if (!isOutage && (merged.length > 0 || (submission.lasting && submission.tries < mostTries))) retry(true)
        else if (!isOutage || !this.isKept(submission)) submission.reject(error)
      },
    })
  }

  /** The operations of everything that an event begins, with how far each came; null when one of its runs has to go its own way. */
  private beginAtOnce(
    door: AtDoor,
    beginnings: ReadonlyMap<string, Advanced | undefined>,
  ): { readonly ops: readonly Op[]; readonly begun: readonly Advance[] } | null {
    const ops: Op[] = []
    const begun: Advance[] = []
    if (door.isLater || door.stopped.length > 0) return null
    for (const { loaded, entering } of door.begun) {
      const came = cameTo(beginnings.get(loaded.run.id))
      if (came instanceof Error) return null
      ops.push(...entering, ...came.ops)
      begun.push(came)
    }
    return { ops: [...ops, ...door.refused.map((run): Op => ({ op: 'run-new', run }))], begun }
  }

  /** Each run that a stored event begins is a unit of its own; an event without consequences is marked at once. */
  planEvent(one: Unheard, { begun, refused, stopped, isLater }: AtDoor, beginnings: ReadonlyMap<string, Advanced | undefined>): void {
    this.wasBusy = true
    for (const { loaded } of begun) one.left.add(loaded.run.id)
    for (const run of refused) one.left.add(run.id)
    for (const { loaded } of stopped) one.left.add(loaded.run.id)
    if (isLater) this.hearAgain(one)
    else if (one.left.size === 0) this.mark([one.event.id])
    for (const each of begun) this.planBeginning(each, beginnings.get(each.loaded.run.id), one)
    for (const run of refused) this.planNew([{ op: 'run-new', run }], run.id, one)
    for (const { loaded, problem } of stopped) this.planNew(this.parking(loaded, problem, true), loaded.run.id, one)
  }

  private planBeginning({ loaded, entering }: Begun, advanced: Advanced | undefined, of: Unheard): void {
    const { id } = loaded.run
    const came = cameTo(advanced)
    if (came instanceof Later) this.hearAgain(of)
    else if (came instanceof Error) this.planNew(this.parking(loaded, brokeOff(came), true), id, of)
    else this.planNew([...entering, ...came.ops], id, of, { loaded, came })
  }

  /** A run that has been committed, and was left in the middle for the sake of others. */
  private goesOn({ again, loaded }: Advance): void {
    if (again) this.shared.midway.set(loaded.run.id, loaded)
  }

  /** A run that is there already has begun before; one that cannot be committed is asked again, and parked in the end. */
  private planNew(ops: readonly Op[], id: string, of: Unheard, begun?: { readonly loaded: LoadedRun; readonly came: Advance }): void {
    const again = (reason: Said) => {
      if (this.tried(id) || !begun) this.hearAgain(of)
      else {
        const done = () => this.hasHeard(id, [{ event: of.event, watches: [], of }])
        this.hand(this.parking(begun.loaded, reason, true), done, () => this.hearAgain(of))
      }
    }
    this.units.push({
      ops,
      settled: (result) => {
        if (!result.ok && result.problem !== 'enrolled') return again(result.said)
        if (result.ok && begun) this.goesOn(begun.came)
        this.feedFrom(result, ops)
        this.hasHeard(id, [{ event: of.event, watches: [], of }])
      },
      failed: (error, isOutage) => (isOutage ? this.hearAgain(of) : again(brokeOff(error))),
    })
  }

  private hearAgain(of: Unheard): void {
    of.left.clear()
    this.shared.feed.push(of)
  }

  /** What a run came to; one that broke is parked, one that others were quicker than is asked again. */
  planRun(loaded: LoadedRun, heard: readonly Heard[], advanced: Advanced | undefined): void {
    this.wasBusy = true
    const { id } = loaded.run
    const came = cameTo(advanced)
    if (came instanceof Later) {
      this.shared.woken.set(id, heard)
      return
    }
    const ops = came instanceof Error ? this.parking(loaded, brokeOff(came), false) : came.ops
    const again = (reason: Said) => {
      if (this.tried(id)) this.shared.woken.set(id, heard)
      else {
        const again = () => void this.shared.woken.set(id, heard)
        this.hand(this.parking(loaded, reason, false), () => this.hasHeard(id, heard), again)
      }
    }
    this.units.push({
      ops,
      settled: (result) => {
        if (!result.ok) return again(result.said)
        this.shared.tries.delete(id)
        if (!(came instanceof Error)) this.goesOn(came)
        this.feedFrom(result, ops)
        this.hasHeard(id, heard)
      },
      failed: (error, isOutage) => (isOutage ? void this.shared.woken.set(id, heard) : again(brokeOff(error))),
    })
  }

  /** Counts a try; false when there have been enough. */
  private tried(id: string): boolean {
    const tries = (this.shared.tries.get(id) ?? 0) + 1
    this.shared.tries.set(id, tries)
    if (tries < mostTries) return true
    this.shared.tries.delete(id)
    return false
  }

  /** Sets a run aside that broke its turn, and lets its people be told in the next. */
  private parking(loaded: LoadedRun, reason: Said, isNew: boolean): Op[] {
    const { run, positions } = parked(loaded, reason)
    this.handIn(function* ({ now, parts }) {
      const plan = yield* askPlan(run.version)
      if (!plan) return { ops: [], value: null }
      const ended = endOfTick(run, positions, { plan, now })
      const told = yield* tellOfParked(run, positions, plan, { now, zone: parts.company.zone })
      return { ops: ended ? [...told, { op: 'event', event: ended, state: 'pending' }] : told, value: null }
    })
    return [
      isNew ? { op: 'run-new', run } : { op: 'run', run: { ...run, revision: run.revision + 1 } },
      { op: 'positions', workflow: run.workflow, put: positions, remove: [] },
    ]
  }

  /** Hands in operations of the engine's own; `otherwise` when they are refused, because somebody else was quicker. */
  private hand(ops: readonly Op[], then: () => void, otherwise: () => void): void {
    this.handIn(
      () => alreadyKnown({ ops, value: null }),
      ({ result }) => (result.ok ? then() : otherwise()),
    )
  }

  /** A task of the engine's own, for the next turn. */
  private handIn(task: Submission['task'], resolve: Submission['resolve'] = () => {}): void {
    this.shared.queue.push({ task, tries: 0, alone: true, lasting: true, resolve, reject: this.shared.onError })
  }

  /** New events, those of changes among them, are heard in the next turn. */
  private feedFrom(result: UnitResult, ops: readonly Op[]): void {
    if (!result.ok) return
    this.written.push(...ops)
    if (this.isHalted) return
    for (const event of result.events) this.shared.feed.push(unheard(event))
    for (const op of ops) if (op.op === 'event' && op.state === 'pending') this.shared.feed.push(unheard(op.event))
  }

  /** Writes all of it; throws when the store is out of order, after everything was given back. */
  async commit(): Promise<void> {
    if (this.units.length === 0) return
    const results = await commitInHalves(this.shared.store, this.units)
    const isOutage = await isOutOfOrder(this.shared.store, results, this.now)
    for (const [index, planned] of this.units.entries()) {
      const result = results[index] as UnitResult | Error
      if (result instanceof Error) planned.failed(result, isOutage)
      else planned.settled(result)
    }
    // It is the store, not a unit: the loop reports it and waits a moment.
    if (isOutage) throw results[0]
  }
}

/** How far a run came, or what kept it from going on. */
const cameTo = (advanced: Advanced | undefined): Advance | Error =>
  (advanced?.ok ? advanced.result : advanced?.error) ?? new Error('The version of this run is missing')

/** Refused because somebody else was quicker: decided anew, it may pass. */
const isPassing = ({ problem }: Refusal): boolean => problem === 'stale' || problem === 'not-unique' || problem === 'enrolled'

/** Why it broke, in words where there are some. */
function brokeOff(error: unknown): Said {
  const { problem, with: values } = problemOf(error)
  return { code: problem, with: values }
}

/** Everything of this run that was about to go on needs attention now. */
function parked({ run, positions }: LoadedRun, reason: Said): LoadedRun {
  const isWhole = reason.code.startsWith('parked-')
  const problem: Said = isWhole ? reason : { code: 'parked-error', with: { reason: reason as unknown as Json } }
  const going = positions.filter(({ state }) => state !== 'forked' && state !== 'parked')
  return { run, positions: going.map((position) => ({ ...position, state: 'parked', dueAt: null, waitsFor: [], problem })) }
}
