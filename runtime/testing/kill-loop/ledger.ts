/** What the clients of an installation know: what they have asked for, and what they were told is done. */

/** Instances live as long as the loop, over all lives of the program. */
export class Ledger {
  /** By the number of the order: the event that the answer named; null while there was no answer. */
  readonly orders = new Map<number, string | null>()
  /** By suggestion: whether the approval was answered. */
  readonly approvals = new Map<string, boolean>()
  /** By contact: the highest value that was answered, and the highest that was tried. */
  readonly edits = new Map<string, { answered: number; tried: number }>()

  /** The next order that has had no answer yet, an older one first; null when `most` are there and all are answered. */
  nextOrder(most: number, underWay: ReadonlySet<number>): number | null {
    for (const [number, event] of this.orders) if (event === null && !underWay.has(number)) return number
    if (this.orders.size >= most) return null
    const number = this.orders.size + 1
    this.orders.set(number, null)
    return number
  }

  /** Orders that were answered. */
  accepted(): readonly (readonly [number: number, event: string])[] {
    return [...this.orders].flatMap(([number, event]) => (event === null ? [] : [[number, event] as const]))
  }
}
