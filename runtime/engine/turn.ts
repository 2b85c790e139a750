/** One turn of the pump: gather, enrol and wake, advance in rounds, commit, and sort out what was refused. */
import type { CrmEvent } from '../../shared/events.ts'
import type { Json, Said } from '../../shared/json.ts'
import type { LoadedRun, Op, Refusal, Store, UnitResult } from '../store/port.ts'
import type { WatchRow } from '../store/rows.ts'
import { type Advance, advanceRun, beginRun } from './advance.ts'
import { type Asking, askPlan, Later } from './asking.ts'
import { tellOfParked } from './attention.ts'
import type { Caution } from './caution.ts'
import { commitInHalves, isOutOfOrder } from './commit-in-halves.ts'
import type { EngineContext, Parts } from './context.ts'
import { type AtDoor, type Begun, Door } from './door.ts'
import type { Feed } from './feed.ts'
import { concerned, conclude, type Heard, heardBy, isFired, type Unheard, unheard } from './hearing.ts'
import type { LiveWorkflows } from './live-workflows.ts'
import type { Sources } from './lookups.ts'
import { endOfTick } from './overlap.ts'
import { Overlay } from './overlay.ts'
import { type Ended, rounds } from './rounds.ts'
import { askPlanOf } from './run-plan.ts'
import type { Starts } from './runaway.ts'
import { expandTick, tick } from './tick.ts'

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
  readonly caution: Caution
  readonly onError: (error: unknown) => void
  /** Starts per subject within the hour. */
  readonly starts: Starts
}

/** What was written, and whether there was anything to do; if so, the pump looks again at once. */
export interface Concluded {
  readonly ops: readonly Op[]
  readonly wasBusy: boolean
}

const mostSubmissions = 1_000
const mostEvents = 500
const mostRuns = 500
/** Of a decision that others were quicker than, and of a run that cannot be committed. */
export const mostTries = 5

/** Stands for what the CRM does by itself among the consequences of an event, where the others are ids of runs. */
const reactionName = 'reaction'

/** A unit of this turn, and what happens after its commit. */
interface Planned {
  readonly ops: readonly Op[]
  settled(result: UnitResult): void
  failed(error: Error, isOutage: boolean): void
}

type Decided = Ended<{ readonly ops: readonly Op[]; readonly value: unknown }>
type Advanced = Ended<Advance | null>

/** Used once: `take` does the whole turn, `giveBack` is for a turn whose `take` threw. */
export class Turn {
  private readonly now: Date
  private readonly parts: Parts
  private readonly shared: TurnParts
  private readonly sources: Sources
  private readonly units: Planned[] = []
  private taken: Submission[] = []
  private events: Unheard[] = []
  private marks: readonly string[] = []
  private woken: ReadonlyMap<string, readonly Heard[]> = new Map()
  private readonly contexts = new Map<EngineContext['plan'], EngineContext>()
  private readonly written: Op[] = []
  private wasBusy = false

  constructor(shared: TurnParts, now: Date, parts: Parts) {
    this.shared = shared
    this.now = now
    this.parts = parts
    this.sources = { reads: shared.store, overlay: new Overlay(parts.company.region), now, plans: shared.live, away: parts.away }
  }

  async take(): Promise<Concluded> {
    const { live, queue, feed, handled } = this.shared
    this.taken = queue.splice(0, mostSubmissions)
    const kept = await live.refresh(this.parts.company.zone, this.now)
    await this.readMissed()
    this.events = this.isHalted ? [] : feed.take(mostEvents)
    if (kept.length > 0) this.chore(kept, () => live.lookAgain())
    this.marks = handled.splice(0)
    if (this.marks.length > 0) this.mark(this.marks)
    await this.tickSchedules()
    await this.work()
    await this.commit()
    return { ops: this.written, wasBusy: this.wasBusy }
  }

  private get isHalted(): boolean {
    return this.shared.live.isHeld(null)
  }

  private async readMissed(): Promise<void> {
    const { feed, handled, woken, store } = this.shared
    if (this.isHalted) return feed.miss()
    const underWay = [...woken.values()].flat().map(({ of }) => of.event.id)
    await feed.refill(store, new Set([...underWay, ...handled]))
  }

  /** The turn broke down: whoever handed something in is told, what has not been heard or marked is next time. */
  giveBack(error: unknown): void {
    const { feed, handled, woken } = this.shared
    for (const submission of this.taken) if (!this.isKept(submission)) submission.reject(error)
    const again = this.events.filter(({ event }) => !feed.has(event.id))
    for (const { left } of again) left.clear()
    feed.giveBack(again)
    handled.push(...this.marks.filter((id) => !handled.includes(id)))
    for (const [run, heard] of this.woken) if (!woken.has(run)) woken.set(run, heard)
  }

  private isKept(submission: Submission): boolean {
    const { queue } = this.shared
    if (submission.lasting && !queue.includes(submission)) queue.push(submission)
    return submission.lasting === true
  }

  private chore(ops: readonly Op[], again: () => void): void {
    this.wasBusy = true
    this.units.push({ ops, settled: (result) => this.feedFrom(result, ops), failed: again })
  }

  private mark(ids: readonly string[]): void {
    this.chore([{ op: 'events-handled', ids }], () => this.shared.handled.push(...ids))
  }

  private async tickSchedules(): Promise<void> {
    if (this.isHalted) return
    for (const schedule of this.shared.live.dueSchedules(this.now)) {
      if (this.isOnItsWay(schedule.id)) continue
      this.wasBusy = true
      const ops = tick(schedule, this.shared.live, this.now)
      // Another process may have been quicker: then this one looks where the schedule stands.
      this.units.push({ ops, settled: (result) => this.feedFrom(result, ops), failed: () => this.shared.live.lookAgain() })
    }
  }

  /** A tick comes when the one before has been taken in, so that none overtakes another or is mixed with it. */
  private isOnItsWay(schedule: string): boolean {
    const isTick = this.events.some(({ event }) => event.kind === 'schedule-ticked' && event.cause.id === schedule)
    return isTick || this.shared.feed.hasTick(schedule)
  }

  private async work(): Promise<void> {
    const works = await rounds(
      this.taken.map(({ task }) => task({ now: this.now, parts: this.parts, isHeld: (workflow) => this.shared.live.isHeld(workflow) })),
      this.sources,
    )
    const stored = await this.expandTicks()
    const fresh = this.taken.flatMap((submission, index) => freshEvents(submission, works[index]))
    const fired = await this.firedBy([...stored.map(({ event }) => event), ...fresh])
    const doors = await new Door(this.shared, this.now).enrol(this.isHalted ? [] : [...stored, ...fresh.map(unheard)])
    const begun = [...doors.values()].flatMap((door) => door.begun)
    const loaded = await this.runsToAdvance(stored, fired)
    const advances = await rounds<Advance | null>(
      [
        ...begun.map(({ candidate, loaded }) => beginRun(loaded, this.context(candidate.plan))),
        ...loaded.map(({ run, heard }) => this.advanceStored(run, heard)),
      ],
      this.sources,
    )
    const beginnings = new Map(begun.map((one, index) => [one.loaded.run.id, advances[index]]))

    for (const [index, submission] of this.taken.entries()) this.planSubmission(submission, works[index], doors, fired, beginnings)
    await this.react(stored)
    for (const one of stored) this.planEvent(one, doors.get(one.event.id), beginnings)
    for (const [index, one] of loaded.entries()) this.planRun(one.run, one.heard, advances[begun.length + index])
  }

  /** What the CRM keeps in step by itself, told from committed records only: changes of this turn have events of their own. */
  private async react(stored: readonly Unheard[]): Promise<void> {
    const { company, reactionTo } = this.parts
    const reacting = stored.flatMap((of) => {
      const reaction = of.done.has(reactionName) ? null : reactionTo(of.event)
      return reaction ? [{ of, asking: reaction(of.event, { now: this.now, company }) }] : []
    })
    if (reacting.length === 0) return
    const committed = { ...this.sources, overlay: new Overlay(company.region) }
    const works = await rounds(
      reacting.map(({ asking }) => asking),
      committed,
    )
    for (const [index, { of }] of reacting.entries()) {
      const work = works[index]
      if (work && !work.ok) this.shared.onError(work.error)
      else if (work && work.result.length > 0) this.planReaction(of, work.result)
    }
  }

  /** A consequence as every other: the event is marked when it is committed. */
  private planReaction(of: Unheard, ops: readonly Op[]): void {
    of.left.add(reactionName)
    const done = () => this.hasHeard(reactionName, [{ event: of.event, watches: [], of }])
    this.units.push({
      ops,
      settled: (result) => {
        if (!result.ok && isPassing(result) && this.tried(of.event.id)) return this.hearAgain(of)
        this.feedFrom(result, ops)
        done()
      },
      failed: (error, isOutage) => {
        if (isOutage || this.tried(of.event.id)) return this.hearAgain(of)
        this.shared.onError(error)
        done()
      },
    })
  }

  private context(plan: EngineContext['plan']): EngineContext {
    const known = this.contexts.get(plan)
    if (known) return known
    const context: EngineContext = { ...this.parts, plan, now: this.now, suggestions: 'ask', held: this.shared.live.isHeld(plan.workflow) }
    this.contexts.set(plan, context)
    return context
  }

  private *advanceStored(loaded: LoadedRun, wakes: readonly Heard[]): Asking<Advance | null> {
    const plan = yield* askPlanOf(loaded.run)
    return plan ? yield* advanceRun(loaded, wakes, this.context(plan)) : null
  }

  /** Ticks that stand for many records become one event for each; those are heard in later turns. */
  private async expandTicks(): Promise<Unheard[]> {
    const single: Unheard[] = []
    for (const one of this.events) {
      const ops = await expandTick(one.event, this.shared.live, this.shared.store, this.now).catch((error) =>
        this.leaveOut(one.event, error),
      )
      if (!ops) single.push(one)
      else this.units.push({ ops, settled: (result) => this.feedFrom(result, ops), failed: () => this.shared.feed.push(one) })
    }
    return single
  }

  /** A trigger that throws loses its event, which is reported; it holds nobody else up. */
  private leaveOut(event: CrmEvent, error: unknown): Op[] {
    this.shared.onError(error)
    return [{ op: 'events-handled', ids: [event.id] }]
  }

  /** The watches that each event fires, by event id. */
  private async firedBy(events: readonly CrmEvent[]): Promise<ReadonlyMap<string, readonly WatchRow[]>> {
    const wanted = events.flatMap((event) => concerned(event).map((about) => ({ event: event.kind, about })))
    const rows = wanted.length === 0 ? [] : await this.shared.store.watchers(wanted)
    if (rows.length === 0) return new Map()
    const byTarget = new Map<string, WatchRow[]>()
    for (const row of rows) byTarget.set(`${row.event} ${row.about}`, [...(byTarget.get(`${row.event} ${row.about}`) ?? []), row])
    const firedBy = (event: CrmEvent) =>
      concerned(event).flatMap((about) => (byTarget.get(`${event.kind} ${about}`) ?? []).filter((row) => isFired(row, event)))
    return new Map(events.map((event) => [event.id, firedBy(event)]))
  }

  /** Runs that are due, that an event has woken, or that have to be tried again. */
  private async runsToAdvance(events: readonly Unheard[], fired: ReadonlyMap<string, readonly WatchRow[]>) {
    if (this.isHalted) return []
    const heard = new Map(this.shared.woken)
    this.woken = new Map(heard)
    this.shared.woken.clear()
    for (const one of events) {
      for (const watch of fired.get(one.event.id) ?? []) {
        if (one.done.has(watch.run)) continue
        one.left.add(watch.run)
        heard.set(watch.run, heardBy(heard.get(watch.run) ?? [], one, watch))
      }
    }
    const all = await this.shared.store.claim(this.now, mostRuns)
    const { runs: due, killers } = await this.shared.caution.choose(all, this.shared.store, this.now)
    for (const killer of killers) this.setAside(killer)
    const claimed = new Set(due.map(({ run }) => run.id))
    const others = await this.shared.store.runs([...heard.keys()].filter((id) => !claimed.has(id)))
    const active = [...due, ...others].filter(({ run }) => run.state === 'active')
    const going = new Set(active.map(({ run }) => run.id))
    for (const [id, wakes] of heard) if (!going.has(id)) this.hasHeard(id, wakes)
    return active.map((run) => ({ run, heard: heard.get(run.run.id) ?? [] }))
  }

  private setAside(loaded: LoadedRun): void {
    this.wasBusy = true
    const ops = this.parking(loaded, { code: 'parked-crashed' }, false)
    this.units.push({ ops, settled: (result) => this.feedFrom(result, ops), failed: () => {} })
  }

  private hasHeard(run: string, heard: readonly Heard[]): void {
    for (const { of } of heard) if (conclude(of, run)) this.shared.handled.push(of.event.id)
  }

  /** A submission is committed with the runs that its own events begin: stored, enrolled and carried out at once. */
  private planSubmission(
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
    const own = ops.map((op): Op => {
      if (op.op !== 'event' || op.state !== 'pending' || submission.alone || this.isHalted) return op
      const further = (fired.get(op.event.id) ?? []).length > 0 ? null : this.beginAtOnce(doors.get(op.event.id), beginnings)
      if (!further) return op
      merged.push(...further)
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
          this.feedFrom(result, all)
          submission.resolve({ result, value })
        }
      },
      failed: (error, isOutage) => {
        if (!isOutage && (merged.length > 0 || (submission.lasting && submission.tries < mostTries))) retry(true)
        else if (!isOutage || !this.isKept(submission)) submission.reject(error)
      },
    })
  }

  /** The operations of everything that an event begins; null when one of its runs has to go its own way. */
  private beginAtOnce(door: AtDoor | undefined, beginnings: ReadonlyMap<string, Advanced | undefined>): Op[] | null {
    const ops: Op[] = []
    if (door?.isLater || (door?.stopped.length ?? 0) > 0) return null
    for (const { loaded, entering } of door?.begun ?? []) {
      const advanced = beginnings.get(loaded.run.id)
      if (!advanced?.ok || !advanced.result) return null
      ops.push(...entering, ...advanced.result.ops)
    }
    return [...ops, ...(door?.refused ?? []).map((run): Op => ({ op: 'run-new', run }))]
  }

  /** Each run that a stored event begins is a unit of its own; an event without consequences is marked at once. */
  private planEvent(one: Unheard, door: AtDoor | undefined, beginnings: ReadonlyMap<string, Advanced | undefined>): void {
    this.wasBusy = true
    const { begun = [], refused = [], stopped = [], isLater = false } = door ?? {}
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
    if (advanced && !advanced.ok && advanced.error instanceof Later) this.hearAgain(of)
    else if (!advanced?.ok) this.planNew(this.parking(loaded, brokeOff(advanced?.error), true), id, of)
    else if (advanced.result) this.planNew([...entering, ...advanced.result.ops], id, of, loaded)
  }

  /** A run that is there already has begun before; one that cannot be committed is asked again, and parked in the end. */
  private planNew(ops: readonly Op[], id: string, of: Unheard, loaded?: LoadedRun): void {
    const again = (reason: Said) => {
      if (this.tried(id) || !loaded) this.hearAgain(of)
      else {
        const done = () => this.hasHeard(id, [{ event: of.event, watches: [], of }])
        this.hand(this.parking(loaded, reason, true), done, () => this.hearAgain(of))
      }
    }
    this.units.push({
      ops,
      settled: (result) => {
        if (!result.ok && result.problem !== 'enrolled') return again(result.said)
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

  private planRun(loaded: LoadedRun, heard: readonly Heard[], advanced: Advanced | undefined): void {
    this.wasBusy = true
    const { id } = loaded.run
    if (advanced && !advanced.ok && advanced.error instanceof Later) {
      this.shared.woken.set(id, heard)
      return
    }
    const ops =
      advanced?.ok && advanced.result
        ? advanced.result.ops
        : this.parking(loaded, brokeOff(advanced && !advanced.ok ? advanced.error : new Error('The version of this run is missing')), false)
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
    const task: Submission['task'] = function* ({ now, parts }) {
      const plan = yield* askPlan(run.version)
      if (!plan) return { ops: [], value: null }
      const ended = endOfTick(run, positions, { plan, now })
      const told = yield* tellOfParked(run, positions, plan, { now, zone: parts.company.zone })
      return { ops: ended ? [...told, { op: 'event', event: ended, state: 'pending' }] : told, value: null }
    }
    this.shared.queue.push({ task, tries: 0, alone: true, lasting: true, resolve: () => {}, reject: this.shared.onError })
    return [
      isNew ? { op: 'run-new', run } : { op: 'run', run: { ...run, revision: run.revision + 1 } },
      { op: 'positions', workflow: run.workflow, put: positions, remove: [] },
    ]
  }

  /** Hands in operations of the engine's own; `otherwise` when they are refused, because somebody else was quicker. */
  private hand(ops: readonly Op[], then: () => void, otherwise: () => void): void {
    // biome-ignore lint/correctness/useYield: nothing has to be asked
    const task = function* () {
      return { ops, value: null }
    }
    const resolve: Submission['resolve'] = ({ result }) => (result.ok ? then() : otherwise())
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

  private async commit(): Promise<void> {
    if (this.units.length === 0) return
    const results = await commitInHalves(this.shared.store, this.units)
    const isOutage = await isOutOfOrder(this.shared.store, results, this.now)
    for (const [index, planned] of this.units.entries()) {
      const result = results[index]
      if (result instanceof Error) planned.failed(result, isOutage)
      else if (result) planned.settled(result)
    }
    // It is the store, not a unit: the loop reports it and waits a moment.
    if (isOutage) throw results[0]
  }
}

/** Refused because somebody else was quicker: decided anew, it may pass. */
const isPassing = ({ problem }: Refusal): boolean => problem === 'stale' || problem === 'not-unique' || problem === 'enrolled'

function freshEvents(submission: Submission, decided: Decided | undefined): CrmEvent[] {
  if (!decided?.ok || submission.alone) return []
  return decided.result.ops.flatMap((op) => (op.op === 'event' && op.state === 'pending' ? [op.event] : []))
}

const brokeOff = (error: Error | undefined): Said => ({ code: 'step-threw', with: { message: error?.message ?? '' } })

/** Everything of this run that was about to go on needs attention now. */
function parked({ run, positions }: LoadedRun, reason: Said): LoadedRun {
  const isWhole = reason.code.startsWith('parked-')
  const problem: Said = isWhole ? reason : { code: 'parked-error', with: { reason: reason as unknown as Json } }
  const going = positions.filter(({ state }) => state !== 'forked' && state !== 'parked')
  return { run, positions: going.map((position) => ({ ...position, state: 'parked', dueAt: null, waitsFor: [], problem })) }
}
