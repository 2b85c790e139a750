/**
 * Places steps as one would draw them by hand: the way on straight below, the ways of a branch side by side in the order of
 * their ports, and a step where ways meet again below the middle of them. Pure; knows rows and widths, nothing of workflows.
 */
export interface Step {
  readonly id: string
  /** What stands beside its card on the right. */
  readonly beside: number
  /** The steps its lines lead to, in the order in which they stand. */
  readonly next: readonly string[]
}

interface Place {
  /** The middle of the card. */
  readonly x: number
  readonly row: number
}

/** The places of steps, by id. */
export type Places = ReadonlyMap<string, Place>

/** The place of every step, in the order they came in. `width` is that of a card, `gap` the least distance between two of them. */
export function treeLayout(steps: readonly Step[], width: number, gap: number): Places {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const sorted = inOrder(steps, byId)
  const rank = new Map(sorted.map(({ id }, at) => [id, at]))
  const before = new Map<string, string[]>()
  for (const { id, next } of sorted)
    for (const to of next) if ((rank.get(to) ?? -1) > (rank.get(id) ?? 0)) before.set(to, [...(before.get(to) ?? []), id])
  const rows = new Map<string, number>()
  for (const { id } of sorted) rows.set(id, Math.max(-1, ...(before.get(id) ?? []).map((from) => rows.get(from) ?? 0)) + 1)
  const owned = ownedBy(sorted, before)

  /** The steps that can only be reached through one, around it at x = 0. */
  const block = (id: string | null): Block => {
    const own = owned.get(id) ?? []
    const ways = own.filter((each) => (before.get(each) ?? []).every((from) => from === id))
    const made = new Block(gap)
    for (const way of ways) made.putRight(block(way))
    made.shift(-made.middleOf(ways))
    const step = id === null ? undefined : byId.get(id)
    if (step) made.add(step.id, rows.get(step.id) ?? 0, width, step.beside)
    for (const meeting of own.filter((each) => !ways.includes(each))) made.putNear(block(meeting), made.middleOf(before.get(meeting) ?? []))
    return made
  }
  const { spots } = block(null)
  return new Map(steps.map(({ id }) => [id, { x: spots.get(id) ?? 0, row: rows.get(id) ?? 0 }]))
}

/** Every step after those that lead to it; lines that close a loop do not count. */
function inOrder(steps: readonly Step[], byId: ReadonlyMap<string, Step>): readonly Step[] {
  const led = new Set(steps.flatMap(({ id, next }) => next.filter((to) => to !== id)))
  const met = new Set<string>()
  const done: Step[] = []
  const visit = (step: Step) => {
    if (met.has(step.id)) return
    met.add(step.id)
    for (const id of step.next.toReversed()) {
      const next = byId.get(id)
      if (next) visit(next)
    }
    done.push(step)
  }
  for (const step of steps.toReversed()) if (!led.has(step.id)) visit(step)
  for (const step of steps) visit(step)
  return done.reverse()
}

/** Which steps belong to which: to the last one that every way to them passes, or to none (`null`). */
function ownedBy(sorted: readonly Step[], before: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string | null, readonly string[]> {
  const owner = new Map<string, string | null>()
  const depth = new Map<string | null, number>([[null, 0]])
  const common = (a: string | null, b: string | null): string | null => {
    let [one, other] = [a, b]
    while (one !== other) {
      if ((depth.get(one) ?? 0) < (depth.get(other) ?? 0)) [one, other] = [other, one]
      one = one === null ? null : (owner.get(one) ?? null)
    }
    return one
  }
  const owned = new Map<string | null, string[]>()
  for (const { id } of sorted) {
    const [first, ...others] = before.get(id) ?? []
    const found = first === undefined ? null : others.reduce<string | null>(common, first)
    owner.set(id, found)
    depth.set(id, (depth.get(found) ?? 0) + 1)
    owned.set(found, [...(owned.get(found) ?? []), id])
  }
  return owned
}

/** Some steps that keep their distances, with what they cover of each row. */
class Block {
  spots = new Map<string, number>()
  #rows = new Map<number, readonly [left: number, right: number]>()
  readonly #gap: number

  constructor(gap: number) {
    this.#gap = gap
  }

  add(id: string, row: number, width: number, beside: number): void {
    this.spots.set(id, 0)
    this.#cover(row, -width / 2, width / 2 + beside)
  }

  shift(by: number): void {
    if (by === 0) return
    for (const [id, x] of this.spots) this.spots.set(id, x + by)
    for (const [row, [left, right]] of this.#rows) this.#rows.set(row, [left + by, right + by])
  }

  /** Between the first and the last of some steps. */
  middleOf(ids: readonly string[]): number {
    const all = ids.map((id) => this.spots.get(id) ?? 0)
    return all.length === 0 ? 0 : (Math.min(...all) + Math.max(...all)) / 2
  }

  putRight(other: Block): void {
    this.#take(other, this.spots.size === 0 ? 0 : this.#clearances(other)[1])
  }

  /** Where it is wanted, else beside what stands there. */
  putNear(other: Block, wanted: number): void {
    other.shift(wanted)
    const [left, right] = this.#clearances(other)
    if (left >= 0 || right <= 0) this.#take(other, 0)
    else this.#take(other, -left < right ? left : right)
  }

  /** How far another block has to move to stand left or right of this one in every row. */
  #clearances(other: Block): readonly [left: number, right: number] {
    let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const [row, [otherLeft, otherRight]] of other.#rows) {
      const own = this.#rows.get(row)
      if (!own) continue
      left = Math.min(left, own[0] - this.#gap - otherRight)
      right = Math.max(right, own[1] + this.#gap - otherLeft)
    }
    return [left, right]
  }

  #take(other: Block, shift: number): void {
    other.shift(Number.isFinite(shift) ? shift : 0)
    if (this.spots.size === 0) {
      this.spots = other.spots
      this.#rows = other.#rows
      return
    }
    for (const [id, x] of other.spots) this.spots.set(id, x)
    for (const [row, [left, right]] of other.#rows) this.#cover(row, left, right)
  }

  #cover(row: number, left: number, right: number): void {
    const own = this.#rows.get(row)
    this.#rows.set(row, own ? [Math.min(own[0], left), Math.max(own[1], right)] : [left, right])
  }
}
