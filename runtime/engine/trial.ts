/**
 * Walks a workflow with one record and sends and changes nothing: the same engine over an overlay that is never
 * committed. Waits are jumped, and what depends on others, the operator among them, goes the way that was chosen.
 */
import type { CrmEvent } from '../../shared/events.ts'
import type { JsonObject, Said } from '../../shared/json.ts'
import type { WaitsFor } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import type { LoadedRun, Reads } from '../store/port.ts'
import type { Position, StepRow } from '../store/rows.ts'
import { type Advance, advanceRun, beginRun, type Wake } from './advance.ts'
import type { Asking } from './asking.ts'
import type { EngineContext, Parts } from './context.ts'
import { newRun } from './enrol.ts'
import type { Plans } from './lookups.ts'
import { Overlay } from './overlay.ts'
import { firstPortOf, type Plan } from './plan.ts'
import { answerAll } from './rounds.ts'

/** How a walk goes over one plan, which need not be published or even stored. */
interface Way {
  readonly plan: Plan
  /** Which port is taken where the way depends on others: `{ ask: 'replied' }`. */
  readonly choices: Readonly<Record<string, string>>
  /** Waits that would end later are not jumped; null: all are. */
  readonly until: Date | null
  /** Only this stay at a node is told, and the walk goes no further than it must; null or left out: the whole way. */
  readonly only?: Stay | null
}

/** A stay at a node, counted from 1. */
type Stay = Pick<StepRow, 'node' | 'visit'>

/** A walk from a trigger. */
export interface TrialRequest extends Way {
  /** The node it begins at. */
  readonly trigger: string
  readonly subject: string | null
  /** Makes the subject first, of somebody who comes in by the trigger; like everything else it is not committed. */
  readonly arrive?: (now: Date) => Asking<string | null>
  readonly event: CrmEvent
}

/** How far it came; nothing of it is stored. */
export interface Trial {
  /** With In, Out and Why in `detail`; letters are frozen as they would leave. */
  readonly steps: readonly StepRow[]
  /** Nodes where the way could go on differently. */
  readonly open: readonly { readonly node: string; readonly ports: readonly string[]; readonly chosen: string }[]
  /** Why it ended; null when it was left waiting. */
  readonly ended: Said | null
  /** Where it stands when it was left. */
  readonly positions: readonly Position[]
}

const mostJumps = 500

/** Resolves when the run has ended, waits for ever, or has been walked long enough. */
export async function tryOut(request: TrialRequest, reads: Reads, parts: Parts, now: Date): Promise<Trial> {
  const walk = new Walk(request, reads, parts)
  const { arrive } = request
  const arrived = arrive ? await walk.ask(arrive(now), now) : null
  const first = firstRun(arrived === null ? request : about(request, arrived), now)
  return walk.from((context) => beginRun(first, context), now)
}

/** What is planned for a run that is under way, as it stands now: the steps it would take if nothing else happened. */
export async function foresee(loaded: LoadedRun, way: Way, reads: Reads, parts: Parts, now: Date): Promise<Trial> {
  const run = { ...loaded.run, paused: false }
  const positions = loaded.positions.map(
    (position): Position => (position.state === 'suggested' ? { ...position, state: 'ready', dueAt: now } : position),
  )
  return new Walk(way, reads, parts).from((context) => advanceRun({ run, positions }, [], context), now)
}

/** One walk; what it changes is seen by its own later steps alone. */
class Walk {
  private readonly way: Way
  private readonly reads: Reads
  private readonly parts: Parts
  private readonly overlay: Overlay
  private readonly open = new Map<string, Trial['open'][number]>()

  constructor(way: Way, reads: Reads, parts: Parts) {
    this.way = way
    this.reads = reads
    this.parts = parts
    this.overlay = new Overlay(parts.company.region)
  }

  ask<Result>(asking: Asking<Result>, now: Date): Promise<Result> {
    return answerAll(asking, { reads: this.reads, overlay: this.overlay, now, plans: noOthers, isTrial: true, away: this.parts.away })
  }

  async from(begin: (context: EngineContext) => Asking<Advance>, now: Date): Promise<Trial> {
    let at = now
    let came = await this.advance(begin, at)
    const steps = [...came.steps]
    for (let jump = 0; jump < mostJumps && came.loaded.run.state === 'active' && !this.hasSeen(steps); jump++) {
      const { loaded } = came
      const next = came.again ? { at, wakes: [] } : nextMoment(loaded, this.way, at, this.open)
      if (!next) break
      at = next.at
      came = await this.advance((context) => advanceRun(loaded, next.wakes, context), at)
      steps.push(...came.steps)
    }
    const { run, positions } = came.loaded
    const { only } = this.way
    if (only) return { steps: steps.filter((step) => isOf(step, only)), open: [...this.open.values()], ended: null, positions }
    const parked = positions.find(({ state }) => state === 'parked')
    return { steps, open: [...this.open.values()], ended: run.ended ?? parked?.problem ?? null, positions }
  }

  /** Is the stay over that alone is asked for? */
  private hasSeen(steps: readonly StepRow[]): boolean {
    const { only } = this.way
    return only ? steps.some((step) => isOf(step, only) && !['wait', 'suggest'].includes(step.outcome)) : false
  }

  private advance(asker: (context: EngineContext) => Asking<Advance>, now: Date): Promise<Advance> {
    const { plan } = this.way
    return this.ask(asker({ ...this.parts, plan, now, suggestions: (node) => decided(node, this.way, this.open), held: false }), now)
  }
}

const isOf = (step: StepRow, { node, visit }: Stay): boolean => step.node === node && step.visit === visit

/** A walk goes over one plan, which it is given. */
const noOthers: Plans = { known: () => undefined, load: async () => null }

function firstRun({ plan, trigger, subject, event }: TrialRequest, now: Date): LoadedRun {
  const planned = plan.nodes.get(trigger)
  if (!planned) throw new Error(`There is no node "${trigger}"`)
  return newRun({ plan, trigger: planned, event, subject, key: '' }, now)
}

const about = (request: TrialRequest, contact: string): TrialRequest => ({
  ...request,
  subject: contact,
  event: { ...request.event, about: contact, records: { ...request.event.records, contact } },
})

interface Moment {
  readonly at: Date
  readonly wakes: readonly Wake[]
}

/** What happens next: the chosen event, else the answer of the outside, else the time that comes first. */
function nextMoment(loaded: LoadedRun, request: Way, now: Date, open: Map<string, Trial['open'][number]>): Moment | null {
  const waiting = loaded.positions.filter(({ state }) => state === 'waiting')
  for (const position of waiting) {
    const waitsFor = chosenEvent(position, request, open)
    if (waitsFor) return { at: now, wakes: [{ event: made(waitsFor, position, request, now), watches: [] }] }
  }
  const lateJoins = loaded.positions.filter(({ state }) => state === 'forked')
  const due = [...waiting, ...lateJoins].flatMap(({ dueAt }) => (dueAt ? [dueAt] : [])).sort((a, b) => a.getTime() - b.getTime())[0]
  if (!due || (request.until && due > request.until)) return null
  return { at: new Date(Math.max(due.getTime(), now.getTime())), wakes: [] }
}

/** What the operator does with the suggestion of a node: it is approved unless the choice is otherwise. */
function decided(node: string, { plan, choices }: Way, open: Map<string, Trial['open'][number]>): 'approve' | 'dismiss' {
  const first = firstPortOf(plan, node)
  const isDismissed = choices[node] === dismissed
  open.set(node, { node, ports: [first, dismissed], chosen: isDismissed ? dismissed : first })
  return isDismissed ? 'dismiss' : 'approve'
}

const dismissed = 'dismissed'

/** The event that a waiting step is given: what it sent gets through, and of others it hears what was chosen. */
function chosenEvent(position: Position, request: Way, open: Map<string, Trial['open'][number]>): WaitsFor | null {
  const [first] = position.waitsFor
  if (!first) return null
  const ports = portsOf(position, request)
  const isOutside = first.event === 'effect-done'
  const last = ports.includes('timeout') ? 'timeout' : String(ports.at(-1))
  const byDefault = isOutside || !position.dueAt ? firstPortOf(request.plan, position.node) : last
  const chosen = request.choices[position.node] ?? byDefault
  const offered = open.get(position.node)?.ports.includes(dismissed) ? [...ports, dismissed] : ports
  open.set(position.node, { node: position.node, ports: offered, chosen })
  return isOutside || chosen !== byDefault || !position.dueAt ? first : null
}

function portsOf(position: Position, { plan }: Way): string[] {
  return Object.keys({ ...plan.nodes.get(position.node)?.type?.ports }).filter((port) => port !== 'each' && port !== 'plus')
}

function made(waitsFor: WaitsFor, position: Position, { choices }: Way, now: Date): CrmEvent {
  const state = choices[position.node] ?? 'sent'
  const fields: JsonObject =
    waitsFor.event === 'effect-done'
      ? { id: waitsFor.about, result: { state, status: state === 'error' ? 500 : 200, body: null } }
      : { ...waitsFor.with }
  return {
    id: idFor(position.id, `trial ${position.visit}`, now),
    kind: waitsFor.event,
    at: now,
    about: waitsFor.about,
    records: {},
    fields,
    cause: { kind: 'system', id: null, depth: 0 },
  }
}
