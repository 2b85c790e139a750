/** How many due runs one turn takes: about as many as it gets through in the time that others may have to wait for it. */

/** Fewer would spend the time on commits. */
const least = 20
const most = 500

/** Learns from the turns that took a whole portion; begins with a small one. */
export class Portion {
  size: number
  private readonly turnMs: number

  /** `turnMs`: for so many milliseconds others may wait for one turn; with `Infinity` every portion is as large as may be. */
  constructor(turnMs: number) {
    this.turnMs = turnMs
    this.size = Number.isFinite(turnMs) ? 100 : most
  }

  /** A turn took so many runs and so many milliseconds. */
  learn(runs: number, ms: number): void {
    if (runs < this.size) return
    const fitting = ms > this.turnMs ? Math.floor((this.size * this.turnMs) / ms) : Math.ceil(this.size * 1.5)
    this.size = Math.min(most, Math.max(least, fitting))
  }
}
