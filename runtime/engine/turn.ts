/** One turn of the pump: gather, enrol and wake, advance in rounds, and hand over what is to be committed. */
import type { CrmEvent } from '../../shared/events.ts'
import { add } from '../../shared/time.ts'
import type { LoadedRun, Op } from '../store/port.ts'
import type { WatchRow } from '../store/rows.ts'
import { type Advance, advanceRun, beginRun } from './advance.ts'
import type { Asking } from './asking.ts'
import type { EngineContext, Parts } from './context.ts'
import { type AtDoor, Door } from './door.ts'
import { concerned, type Heard, heardBy, isFired, type Unheard, unheard } from './hearing.ts'
import type { Sources } from './lookups.ts'
import { Overlay } from './overlay.ts'
import type { Plan } from './plan.ts'
import { readOnce } from './read-once.ts'
import { rounds } from './rounds.ts'
import { askPlanOf } from './run-plan.ts'
import { expandTick, isForMany, tick } from './tick.ts'
import { foresee } from './trial.ts'
import { type Decided, reactionName, type Submission, type TurnParts, TurnUnits } from './turn-units.ts'

/** What was written, and whether there was anything to do; if so, the pump looks again at once. */
export interface Concluded {
  readonly ops: readonly Op[]
  readonly wasBusy: boolean
  /** So many runs were due and taken. */
  readonly runs: number
  /** Tells whoever handed something in what became of it. */
  answer(): void
}

/** So far ahead a scenario is shown to whoever gives leave for it. */
const ahead = 'P90D'

const mostSubmissions = 1_000
const mostEvents = 500

/** Used once: `take` does the whole turn, `giveBack` is for a turn whose `take` threw. */
export class Turn {
  private readonly now: Date
  private readonly parts: Parts
  private readonly shared: TurnParts
  private readonly sources: Sources
  private readonly units: TurnUnits
  private taken: Submission[] = []
  private events: Unheard[] = []
  private marks: readonly string[] = []
  private claimed = 0
  private woken: ReadonlyMap<string, readonly Heard[]> = new Map()
  private readonly contexts = new Map<EngineContext['plan'], EngineContext>()

  constructor(shared: TurnParts, now: Date, parts: Parts) {
    this.shared = shared
    this.now = now
    this.parts = parts
    this.units = new TurnUnits(shared, now)
    const until = add(now, ahead, parts.company.zone)
    const foreseen = async (loaded: LoadedRun, plan: Plan) =>
      (await foresee(loaded, { plan, choices: {}, until }, shared.store, parts, now)).steps
    const overlay = new Overlay(parts.company.region)
    this.sources = { reads: readOnce(shared.store), overlay, now, plans: shared.live, away: parts.away, foresee: foreseen }
  }

  async take(): Promise<Concluded> {
    const { live, queue, feed, handled, caution } = this.shared
    this.taken = caution.beginTurn() ? [] : queue.splice(0, mostSubmissions)
    const kept = await live.refresh(this.parts.company.zone, this.now)
    await this.readMissed()
    this.events = this.isHalted ? [] : feed.take(mostEvents)
    if (kept.length > 0) this.units.chore(kept, () => live.lookAgain())
    this.marks = handled.splice(0)
    if (this.marks.length > 0) this.units.mark(this.marks)
    await this.tickSchedules()
    await this.work()
    await this.units.commit()
    return { ops: this.units.written, wasBusy: this.units.wasBusy, runs: this.claimed, answer: () => this.units.answer() }
  }

  private get isHalted(): boolean {
    return this.shared.live.isHeld(null)
  }

  private async readMissed(): Promise<void> {
    const { feed, handled, woken, putOff, store } = this.shared
    if (this.isHalted) return feed.miss()
    const underWay = [...woken.values()].flat().map(({ of }) => of.event.id)
    await feed.refill(store, new Set([...underWay, ...handled, ...putOff.ids]))
  }

  /** The turn broke down: whoever handed something in is told, what has not been heard or marked is next time. */
  giveBack(error: unknown): void {
    const { feed, handled, woken } = this.shared
    for (const submission of this.taken) if (!this.units.isKept(submission)) submission.reject(error)
    const again = this.events.filter(({ event }) => !feed.has(event.id))
    for (const { left } of again) left.clear()
    feed.giveBack(again)
    handled.push(...this.marks.filter((id) => !handled.includes(id)))
    for (const [run, heard] of this.woken) if (!woken.has(run)) woken.set(run, heard)
  }

  private async tickSchedules(): Promise<void> {
    if (this.isHalted) return
    for (const { schedule, found } of this.shared.live.dueSchedules(this.now)) {
      if (this.isOnItsWay(schedule.id)) continue
      // Another process may have been quicker: then this one looks where the schedule stands.
      this.units.chore(tick(schedule, found, this.now), () => this.shared.live.lookAgain())
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
    const fresh = this.shared.caution.isOn ? [] : this.taken.flatMap((submission, index) => freshEvents(submission, works[index]))
    const fired = await this.firedBy([...stored.map(({ event }) => event), ...fresh])
    const doors = await new Door(this.shared, this.now).enrol(this.isHalted ? [] : [...stored, ...fresh.map(unheard)])
    const begun = [...doors.values()].flatMap((door) => door.begun)
    const loaded = await this.runsToAdvance(stored, fired)
    const all = [...begun.map((one) => one.loaded.run.id), ...loaded.map((one) => one.run.run.id)]
    const chosen = await this.shared.caution.choose(all, this.shared.store, this.now)
    if (chosen.over.length > 0) this.units.chore(chosen.over, chosen.failed)
    const advances = await rounds<Advance | null>(
      [
        ...begun.map(({ candidate, loaded }) => chosen.refusal(loaded.run.id) ?? beginRun(loaded, this.context(candidate.plan))),
        ...loaded.map(({ run, heard }) => chosen.refusal(run.run.id) ?? this.advanceStored(run, heard)),
      ],
      this.sources,
    )
    const beginnings = new Map(begun.map((one, index) => [one.loaded.run.id, advances[index]]))

    for (const [index, submission] of this.taken.entries()) this.units.planSubmission(submission, works[index], doors, fired, beginnings)
    await this.react(stored)
    // All of them were at the door; one that is handed in once more meanwhile is there under the same id.
    for (const one of stored) this.units.planEvent(one, doors.get(one.event.id) as AtDoor, beginnings)
    for (const [index, one] of loaded.entries()) this.units.planRun(one.run, one.heard, advances[begun.length + index])
  }

  /** What the CRM keeps in step by itself, told from committed records only: changes of this turn have events of their own. */
  private async react(stored: readonly Unheard[]): Promise<void> {
    const { company, reactionTo } = this.parts
    const { putOff } = this.shared
    const again = this.isHalted ? [] : putOff.due(this.now)
    const early = stored.filter(({ event }) => putOff.isEarly(event.id, this.now))
    for (const { left } of early) left.add(reactionName)
    const reacting = [...new Set([...again, ...stored])].flatMap((of) => {
      const reaction = of.done.has(reactionName) || early.includes(of) ? null : reactionTo(of.event)
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
      if (work && !work.ok) this.units.putOff(of, work.error)
      else if (work && work.result.length > 0) this.units.planReaction(of, work.result)
      else this.units.hasReacted(of)
    }
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
      else this.units.chore(ops, () => this.shared.feed.push(one))
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
    const wanted = events.flatMap((event) =>
      concerned(event).map((about) => ({ event: event.kind, about, related: about !== event.about })),
    )
    const rows = wanted.length === 0 ? [] : await this.shared.store.watchers(wanted)
    if (rows.length === 0) return new Map()
    const byTarget = new Map<string, WatchRow[]>()
    for (const row of rows) {
      const target = `${row.event} ${row.about}`
      const known = byTarget.get(target)
      if (known) known.push(row)
      else byTarget.set(target, [row])
    }
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
    const midway = new Map(this.shared.midway)
    this.shared.midway.clear()
    const due = await this.shared.store.claim(this.now, this.shared.portion.size, midway)
    this.claimed = due.length
    const claimed = new Set(due.map(({ run }) => run.id))
    const others = await this.shared.store.runs([...heard.keys()].filter((id) => !claimed.has(id)))
    const active = [...due, ...others].filter(({ run }) => run.state === 'active')
    const going = new Set(active.map(({ run }) => run.id))
    for (const [id, wakes] of heard) if (!going.has(id)) this.units.hasHeard(id, wakes)
    return active.map((run) => ({ run, heard: heard.get(run.run.id) ?? [] }))
  }
}

function freshEvents(submission: Submission, decided: Decided | undefined): CrmEvent[] {
  if (!decided?.ok || submission.alone) return []
  return decided.result.ops.flatMap((op) => (op.op === 'event' && op.state === 'pending' && !isForMany(op.event) ? [op.event] : []))
}
