/** What is to happen in the month that the demo company lives through, in the order of its moments. */

interface Entry {
  readonly at: Date
  readonly happen: () => Promise<void>
}

/** Each thing is given out once. More can be planned while the month goes on. */
export class Agenda {
  private readonly entries: Entry[] = []

  /** Things planned for the same moment happen in the order in which they were planned. */
  plan(at: Date, happen: () => Promise<void>): void {
    const after = this.entries.findIndex((entry) => entry.at > at)
    this.entries.splice(after < 0 ? this.entries.length : after, 0, { at, happen })
  }

  /** The next thing up to an instant; null when there is none. */
  next(until: Date): Entry | null {
    const first = this.entries[0]
    if (!first || first.at > until) return null
    this.entries.shift()
    return first
  }
}
