/** Who enters a workflow in a turn: whom its triggers want, and whom the enrolment policy lets in. */
import type { CrmEvent } from '../../shared/events.ts'
import type { Said } from '../../shared/json.ts'
import type { LoadedRun, Op, Store, TickedRun } from '../store/port.ts'
import type { Run } from '../store/rows.ts'
import {
  asksAboutBefore,
  type Candidate,
  candidates,
  type Enrolled,
  entering,
  newRun,
  refusedRun,
  runIdOf,
  whyNotEnrolled,
} from './enrol.ts'
import type { Unheard } from './hearing.ts'
import type { LiveWorkflows } from './live-workflows.ts'
import { type Going, overlapping } from './overlap.ts'
import { overlapOf } from './plan.ts'
import { learnStarts, longestChain, type Starts, tooLong, tooOften } from './runaway.ts'

interface DoorParts {
  readonly live: LiveWorkflows
  readonly store: Pick<Store, 'enrolments' | 'goingTicks' | 'settling' | 'startsSince' | 'runs' | 'workflow'>
  readonly starts: Starts
  readonly onError: (error: unknown) => void
}

/** A run that begins. */
export interface Begun {
  readonly candidate: Candidate
  readonly loaded: LoadedRun
  /** Comes before the run in its unit. */
  readonly entering: readonly Op[]
}

/** What an event did at the door: runs that begin, and recorded refusals. */
export interface AtDoor {
  readonly begun: readonly Begun[]
  readonly refused: readonly Run[]
  /** Runs that would go on and on: they stand at their trigger and need attention. */
  readonly stopped: readonly { readonly loaded: LoadedRun; readonly problem: Said }[]
  /** Somebody else entered in this turn as the same subject: the event is heard once more when it is known how that went. */
  readonly isLater: boolean
}

/** Used for one turn, in which a subject enters once: what came of it is known in the next. */
export class Door {
  private readonly parts: DoorParts
  private readonly now: Date
  private readonly entered = new Set<string>()
  /** What is wrong with events that too many runs stand behind, by their ids. */
  private readonly chains = new Map<string, Said>()

  constructor(parts: DoorParts, now: Date) {
    this.parts = parts
    this.now = now
  }

  /** What each event does at the door, by event id. */
  async enrol(events: readonly Unheard[]): Promise<ReadonlyMap<string, AtDoor>> {
    const wanted = events.map(({ event, done }) => ({
      event,
      candidates: this.candidatesFor(event).filter((one) => !done.has(runIdOf(one))),
    }))
    const all = wanted.flatMap((one) => one.candidates)
    const facts = await this.enrolments(all)
    const going = await this.going(all)
    await learnStarts(all, this.parts.starts, this.parts.store, this.now)
    await this.traceChains(all)
    const settling = await this.settling(all)
    return new Map(
      wanted.map(({ event, candidates }) => {
        // Heard by the run that waits for quiet, and no beginning of another.
        const others = candidates.filter((one) => !settles(one) || !settling.has(tickName(startedBy(one))))
        return [event.id, this.atDoor(others, facts, going)]
      }),
    )
  }

  private async traceChains(all: readonly Candidate[]): Promise<void> {
    for (const { event } of all) {
      if (event.cause.depth <= longestChain || this.chains.has(event.id)) continue
      this.chains.set(event.id, await tooLong(event, this.parts.store))
    }
  }

  private candidatesFor(event: CrmEvent): readonly Candidate[] {
    try {
      return candidates(event, this.parts.live.triggersFor(event))
    } catch (error) {
      this.parts.onError(error)
      return []
    }
  }

  private async enrolments(all: readonly Candidate[]): Promise<ReadonlyMap<string, Enrolled>> {
    const wanted = new Map(
      all
        .filter(asksAboutBefore)
        .map(({ plan, subject, key }) => [identity(plan.workflow, subject, key), { workflow: plan.workflow, subject, key }]),
    )
    const found = wanted.size === 0 ? [] : await this.parts.store.enrolments([...wanted.values()])
    return new Map(found.map((one) => [identity(one.workflow, one.subject, one.key), one]))
  }

  /** Ticks of one trigger never share a turn, so those that enter in it need not be counted. */
  private async going(all: readonly Candidate[]): Promise<ReadonlyMap<string, Going>> {
    const wanted = all.filter(({ trigger, event }) => event.kind === 'schedule-ticked' && overlapOf(trigger) !== 'allow').map(startedBy)
    const found = wanted.length === 0 ? [] : await this.parts.store.goingTicks(wanted)
    return new Map(found.map((one) => [tickName(one), one]))
  }

  private async settling(all: readonly Candidate[]): Promise<ReadonlySet<string>> {
    const wanted = all.filter(settles).map(startedBy)
    return new Set(wanted.length === 0 ? [] : (await this.parts.store.settling(wanted)).map(tickName))
  }

  private atDoor(all: readonly Candidate[], facts: ReadonlyMap<string, Enrolled>, ticks: ReadonlyMap<string, Going>): AtDoor {
    const begun: Begun[] = []
    const refused: Run[] = []
    const stopped: { loaded: LoadedRun; problem: Said }[] = []
    let isLater = false
    for (const candidate of all) {
      const name = identity(candidate.plan.workflow, candidate.subject, candidate.key)
      const asked = [...(asksAboutBefore(candidate) ? [name] : []), ...(settles(candidate) ? [tickName(startedBy(candidate))] : [])]
      if (asked.some((each) => this.entered.has(each))) {
        isLater = true
        continue
      }
      for (const each of asked) this.entered.add(each)
      const before = facts.get(name) ?? { active: 0, total: 0, lastEndedAt: null }
      const { why, behind } = this.mayEnter(candidate, before, ticks)
      const problem = why ? null : (this.chains.get(candidate.event.id) ?? tooOften(candidate, this.parts.starts))
      if (why) refused.push(refusedRun(candidate, why, this.now))
      else if (problem) stopped.push({ loaded: newRun(candidate, this.now), problem })
      else {
        const loaded = newRun(candidate, this.now, behind)
        begun.push({
          candidate,
          loaded,
          entering: asksAboutBefore(candidate) ? [entering(loaded.run, before.total, candidate.subject)] : [],
        })
      }
    }
    return { begun, refused, stopped, isLater }
  }

  private mayEnter(candidate: Candidate, before: Enrolled, ticks: ReadonlyMap<string, Going>): ReturnType<typeof overlapping> {
    const { why, behind } = overlapping(candidate, ticks.get(tickName(startedBy(candidate))) ?? null)
    // The run that it waits for will have ended by then.
    const active = before.active - (behind === null ? 0 : 1)
    return { why: why ?? whyNotEnrolled(candidate, { ...before, active }, this.now), behind }
  }
}

const settles = ({ trigger }: Candidate): boolean => trigger.type?.trigger?.settles?.(trigger.stored as never) ?? false

const startedBy = ({ plan, trigger, event }: Candidate): TickedRun => ({ workflow: plan.workflow, node: trigger.id, about: event.about })

const tickName = ({ workflow, node, about }: TickedRun): string => `${workflow} ${node} ${about ?? ''}`

const identity = (workflow: string, subject: string | null, key: string): string => `${workflow} ${subject ?? ''} ${key}`
