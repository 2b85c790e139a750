/**
 * Whose turn it is. What waits to be delivered is kept by channel (a mailbox, a host): five of one channel are on their
 * way at once, a channel may have a pace, and however much waits for one holds up no other. Of one contact only one
 * delivery at a time is decided about, so that what is counted per contact is counted right.
 */
import type { WaitingDelivery } from '../store/port.ts'

/** So many deliveries of one channel are on their way at once. */
const places = 5

/**
 * So many more are decided about before there is a place for them, where the other side answers quickly: one commit for
 * ten costs little more than one for two, and the next need not wait for it.
 */
const ahead = 5

/** An answer within so many milliseconds is a quick one. */
const quickMs = 100

/** Nobody who is decided about waits longer for a place: what was decided may be different by then. */
const longestAheadMs = 1_000

/** Due before everything else, whatever its row says. */
const reopened = new Date(0)

/** Was it taken because its channel opened again, though its own time has not come? */
export const isReopened = ({ dueAt }: WaitingDelivery): boolean => dueAt === reopened

/** It may go, and has no place yet. */
interface Grant {
  readonly contact: string | null
  /** Null until it asks for its place. */
  tell: ((hasPlace: boolean) => void) | null
}

interface Channel {
  readonly waiting: Map<string, WaitingDelivery>
  /** All that wait, earliest first, and here and there one that waits no longer or at another moment: `waiting` knows. */
  readonly order: WaitingDelivery[]
  /** Decided about or on their way. */
  readonly underWay: Set<string>
  /** Places that are taken. */
  taken: number
  /** By id of the delivery, earliest first; that it may go is perhaps not even written yet. */
  readonly grants: Map<string, Grant>
  /** When a place was last taken, in milliseconds of the engine's clock. */
  takenAt: number
  /** Has the other side answered quickly, the last time? */
  isQuick: boolean
  /** The next of a paced channel goes then, in milliseconds of the engine's clock. */
  notBefore: number
  /** Milliseconds between two deliveries; 0: no pace. */
  everyMs: number
  /** When the first that could go is due; null: look again. */
  soonest: number | null
}

/** Knows instants only as they are handed in; empty at first. */
export class Channels {
  readonly #channels = new Map<string, Channel>()
  readonly #channelOf = new Map<string, Channel>()
  /** Contacts of whom something is being decided. */
  readonly #asked = new Set<string>()
  /** Paused, with their run, their workflow or everything. */
  readonly #held = new Map<string, WaitingDelivery>()

  /** It waits, from now on until then. */
  wait(delivery: WaitingDelivery): void {
    const channel = this.#named(delivery.channel)
    enqueue(channel, delivery)
    this.#held.delete(delivery.id)
    this.#channelOf.set(delivery.id, channel)
  }

  /** It waits no longer. */
  leave(id: string): void {
    const channel = this.#channelOf.get(id)
    if (!channel) return
    channel.waiting.delete(id)
    channel.soonest = null
    this.#held.delete(id)
    this.#channelOf.delete(id)
  }

  /** It is paused: nobody looks at it until everything is released, or it waits anew. */
  hold(id: string): void {
    const channel = this.#channelOf.get(id)
    const one = channel?.waiting.get(id)
    if (!channel || !one) return
    channel.waiting.delete(id)
    channel.soonest = null
    this.#held.set(id, one)
  }

  /** What was paused may go on: all that are held are looked at again. */
  release(): void {
    const all = [...this.#held.values()]
    this.#held.clear()
    for (const one of all) enqueue(this.#named(one.channel), one)
  }

  /** What stood in the way of a channel is gone: all that waits for it may be looked at again. */
  reopen(name: string): void {
    const channel = this.#channels.get(name)
    if (!channel) return
    for (const one of [...channel.waiting.values()]) enqueue(channel, { ...one, dueAt: reopened })
    for (const one of this.#held.values()) if (one.channel === name) this.#held.set(one.id, { ...one, dueAt: reopened })
  }

  /** Those whose turn it is, earliest first in each channel; each is under way until `finish`. */
  take(now: Date): WaitingDelivery[] {
    const taken: WaitingDelivery[] = []
    for (const channel of this.#channels.values()) {
      if (stuckAt(channel) <= now.getTime()) callOff(channel)
      for (let free = spaceIn(channel, now); free > 0; free--) {
        const next = this.#first(channel)
        if (!next || next.dueAt > now) break
        channel.underWay.add(next.id)
        if (next.contact !== null) this.#asked.add(next.contact)
        this.#lookAgain()
        taken.push(next)
      }
    }
    return taken
  }

  /** May one of this channel go now, at a pace of one in so many milliseconds (0: none)? Then the next goes after that. */
  keepsPace(name: string, everyMs: number, now: Date): boolean {
    const channel = this.#named(name)
    channel.everyMs = everyMs
    if (everyMs > 0 && channel.notBefore > now.getTime()) return false
    channel.notBefore = now.getTime() + everyMs
    return true
  }

  /** It is decided whether it goes; another of its contact may be decided about. */
  decided({ contact }: WaitingDelivery): void {
    if (contact === null) return
    this.#asked.delete(contact)
    this.#lookAgain()
  }

  /** It is decided that it may go, in a commit that is still to come: until it has its place it may be called off. */
  grant({ id, channel, contact }: WaitingDelivery): void {
    this.#named(channel).grants.set(id, { contact, tell: null })
  }

  /**
   * For one that may go: resolves when it has one of the places of its channel, until `free`; with false, and without a
   * place, when it is called off or was already.
   */
  place({ id, channel }: WaitingDelivery, now: Date): Promise<boolean> {
    const of = this.#named(channel)
    const granted = of.grants.get(id)
    if (!granted) return Promise.resolve(false)
    return new Promise((resolve) => {
      granted.tell = resolve
      fill(of, now)
    })
  }

  /** A place is free again. It was taken at `from` and all went well; null: it did not, and those decided about ahead are called off. */
  free({ channel }: WaitingDelivery, from: Date | null, now: Date): void {
    const of = this.#named(channel)
    of.taken--
    if (from) of.isQuick = now.getTime() - from.getTime() <= quickMs
    else callOff(of)
    fill(of, now)
  }

  /** Whoever has no place yet does not go; of one contact, or all of them. */
  callOff(contact?: string): void {
    for (const channel of this.#channels.values()) {
      if (contact === undefined || [...channel.grants.values()].some((one) => one.contact === contact)) callOff(channel)
    }
  }

  /** It is under way no more, whether it has gone or waits again. */
  finish({ id, channel }: WaitingDelivery): void {
    const of = this.#named(channel)
    of.underWay.delete(id)
    of.grants.delete(id)
    this.#lookAgain()
  }

  /** When there is something to take, as far as that is known; null: never. */
  nextDue(): Date | null {
    let next = Number.POSITIVE_INFINITY
    for (const channel of this.#channels.values()) {
      next = Math.min(next, stuckAt(channel))
      if (channel.underWay.size >= mostOf(channel)) continue
      channel.soonest ??= this.#first(channel)?.dueAt.getTime() ?? Number.POSITIVE_INFINITY
      next = Math.min(next, Math.max(channel.soonest, channel.everyMs > 0 ? channel.notBefore : 0))
    }
    return Number.isFinite(next) ? new Date(next) : null
  }

  #named(name: string): Channel {
    const known = this.#channels.get(name)
    if (known) return known
    const channel: Channel = {
      waiting: new Map(),
      order: [],
      underWay: new Set(),
      taken: 0,
      grants: new Map(),
      takenAt: 0,
      isQuick: false,
      notBefore: 0,
      everyMs: 0,
      soonest: null,
    }
    this.#channels.set(name, channel)
    return channel
  }

  /** The earliest that is not under way, and nobody of whose contact is being decided about. */
  #first({ waiting, order, underWay }: Channel): WaitingDelivery | null {
    while (order[0] && waiting.get(order[0].id) !== order[0]) order.shift()
    const mayGo = (one: WaitingDelivery) =>
      waiting.get(one.id) === one && !underWay.has(one.id) && !(one.contact !== null && this.#asked.has(one.contact))
    return order.find(mayGo) ?? null
  }

  #lookAgain(): void {
    for (const channel of this.#channels.values()) channel.soonest = null
  }
}

/** It waits after all others that are due no later. */
function enqueue(channel: Channel, delivery: WaitingDelivery): void {
  const { waiting, order } = channel
  waiting.set(delivery.id, delivery)
  channel.soonest = null
  let [from, to] = [0, order.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const there = order[middle]
    if (there && there.dueAt <= delivery.dueAt) from = middle + 1
    else to = middle
  }
  order.splice(from, 0, delivery)
}

/** From then on whoever has no place yet has waited too long for one. */
function stuckAt({ grants, takenAt }: Channel): number {
  const asksInVain = [...grants.values()].some(({ tell }) => tell)
  return asksInVain ? takenAt + longestAheadMs : Number.POSITIVE_INFINITY
}

function fill(channel: Channel, now: Date): void {
  for (const [id, { tell }] of channel.grants) {
    if (channel.taken >= places) return
    if (!tell) continue
    channel.grants.delete(id)
    channel.taken++
    channel.takenAt = now.getTime()
    tell(true)
  }
}

function callOff(channel: Channel): void {
  channel.isQuick = false
  const called = [...channel.grants.values()]
  channel.grants.clear()
  for (const { tell } of called) tell?.(false)
}

const mostOf = ({ isQuick }: Channel): number => places + (isQuick ? ahead : 0)

/** A paced channel is asked one at a time: whether the next may go is known only when this one has. */
function spaceIn(channel: Channel, now: Date): number {
  const { underWay, everyMs, notBefore } = channel
  const free = mostOf(channel) - underWay.size
  if (everyMs === 0) return free
  return notBefore > now.getTime() ? 0 : Math.min(1, free)
}
