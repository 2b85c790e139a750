/** Chance that is the same for the same seed: mulberry32, quick and good enough to draw worlds with. */
export interface Dice {
  /** A number from 0 up to but not including 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  /** True with this probability. */
  happens(probability: number): boolean
  /** One of them; throws when there is none. */
  pick<Item>(items: readonly Item[]): Item
  /** One of them, by weight. */
  weigh<Item>(weighted: readonly (readonly [number, Item])[]): Item
}

/** Begins anew for each seed, a whole number. */
export function diceOf(seed: number): Dice {
  let state = (seed ^ 0x9e3779b9) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new Error('There is nothing to pick from')
    return items[Math.floor(next() * items.length)] as Item
  }
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: (probability) => next() < probability,
    pick,
    weigh(weighted) {
      let left = next() * weighted.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, item] of weighted) {
        left -= weight
        if (left < 0) return item
      }
      return pick(weighted)[1]
    },
  }
}
