/**
 * Stored events on their way into the turns. Each source has a lane of its own, and all lanes are served in turn, so that
 * a flood from one holds up no other. A lane that is full takes nothing more in: what it leaves out is stored, and read
 * again page by page when there is room. So memory stays flat, however much is pending.
 */
import type { CrmEvent } from '../../shared/events.ts'
import type { Store } from '../store/port.ts'
import { type Unheard, unheard } from './hearing.ts'

/** Events in memory of one source. */
const mostInLane = 5_000
const pageSize = 5_000

/** Whom an event comes from: a hook, a form, an import, a trigger by the clock; what runs and people do shares a lane each. */
function laneOf({ kind, cause }: CrmEvent): string {
  if (kind === 'schedule-ticked') return tickLane(String(cause.id))
  return cause.kind === 'run' || cause.kind === 'person' ? cause.kind : `${cause.kind} ${cause.id ?? ''}`
}

const tickLane = (schedule: string): string => `tick ${schedule}`

/** Kept from turn to turn. */
export class Feed {
  private readonly lanes = new Map<string, { readonly order: number; readonly one: Unheard }[]>()
  private readonly ids = new Set<string>()
  private order = 0
  /** Lanes that have left something out: they take nothing more in before that, so each keeps its order. */
  private short = new Set<string>()
  /** What is pending is read through, from the event after this one: for these lanes, or for all that there may be. */
  private reading: { after: string | null; readonly lanes: ReadonlySet<string> | null } | null = null

  get length(): number {
    return this.ids.size
  }

  /** Is there anything to take, or to read? */
  get isWanted(): boolean {
    return this.ids.size > 0 || this.reading !== null || this.short.size > 0
  }

  has(id: string): boolean {
    return this.ids.has(id)
  }

  /** At the end of its lane; left out where that is full. */
  push(one: Unheard): void {
    const name = laneOf(one.event)
    // What is being read comes before it, and so will it.
    if (!this.reading?.lanes?.has(name)) this.add(name, one)
  }

  private add(name: string, one: Unheard): void {
    if (this.ids.has(one.event.id)) return
    const lane = this.lanes.get(name) ?? []
    if (lane.length >= mostInLane || this.short.has(name)) return void this.short.add(name)
    this.ids.add(one.event.id)
    this.lanes.set(name, lane)
    lane.push({ order: this.order++, one })
  }

  /** What was taken and not heard comes first again, in its order; none of it may be here. */
  giveBack(all: readonly Unheard[]): void {
    for (const one of [...all].reverse()) {
      const name = laneOf(one.event)
      this.ids.add(one.event.id)
      this.lanes.set(name, [{ order: -this.order++, one }, ...(this.lanes.get(name) ?? [])])
    }
  }

  /** They are not to be heard any more. */
  drop(gone: ReadonlySet<string>): void {
    for (const [name, lane] of this.lanes) {
      const rest = lane.filter(({ one }) => !gone.has(one.event.id))
      if (rest.length > 0) this.lanes.set(name, rest)
      else this.lanes.delete(name)
    }
    for (const id of gone) this.ids.delete(id)
  }

  /** So many at most, of each lane as many as of the others; in the order in which they came. */
  take(most: number): Unheard[] {
    const taken: { readonly order: number; readonly one: Unheard }[] = []
    while (taken.length < most && this.lanes.size > 0) {
      const share = Math.max(1, Math.floor((most - taken.length) / this.lanes.size))
      for (const [name, lane] of this.lanes) {
        taken.push(...lane.splice(0, Math.min(share, most - taken.length)))
        if (lane.length === 0) this.lanes.delete(name)
      }
    }
    for (const { one } of taken) this.ids.delete(one.event.id)
    return taken.sort((a, b) => a.order - b.order).map(({ one }) => one)
  }

  /** Is a tick of this schedule on its way? */
  hasTick(schedule: string): boolean {
    return this.lanes.has(tickLane(schedule)) || this.short.has(tickLane(schedule))
  }

  /** Events were stored that were not pushed: the process has just begun, or everything was paused. */
  miss(): void {
    this.reading = { after: null, lanes: null }
  }

  /** Reads one page of what is stored and not here; `known` are those that are under way elsewhere. */
  async refill(store: Pick<Store, 'pendingEvents'>, known: ReadonlySet<string>): Promise<void> {
    if (this.reading === null && [...this.short].some((name) => (this.lanes.get(name)?.length ?? 0) < mostInLane / 2)) {
      this.reading = { after: null, lanes: this.short }
      this.short = new Set()
    }
    if (this.reading === null) return
    const { after, lanes } = this.reading
    const page = await store.pendingEvents(pageSize, after)
    for (const event of page) if (!known.has(event.id)) this.add(laneOf(event), unheard(event))
    const last = page.at(-1)
    const isFull = lanes !== null && [...lanes].every((name) => this.short.has(name))
    this.reading = last && page.length === pageSize && !isFull ? { after: last.id, lanes } : null
  }
}
