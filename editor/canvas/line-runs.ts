/** The straight pieces of lines that run one way, found by where they run: a large canvas has thousands. */
interface Run {
  readonly at: number
  readonly from: number
  readonly to: number
  readonly line: { readonly id: string; readonly to: string }
}

const bucket = 64

/** One for each direction: `at` is the place across it, in pixels of the canvas. */
export class Runs {
  readonly #buckets = new Map<number, Run[]>()

  /** A piece at `at`, from one place to another along it, in either order. */
  add(at: number, from: number, to: number, line: Run['line']): void {
    const run = { at, from: Math.min(from, to), to: Math.max(from, to), line }
    const key = Math.floor(at / bucket)
    const known = this.#buckets.get(key)
    if (known) known.push(run)
    else this.#buckets.set(key, [run])
  }

  /** The pieces that run closer than `gap` to the one asked about, beside it or on it. */
  near(at: number, from: number, to: number, gap: number): readonly Run[] {
    const [start, end] = [Math.min(from, to) - gap, Math.max(from, to) + gap]
    const found: Run[] = []
    for (let key = Math.floor((at - gap) / bucket); key <= Math.floor((at + gap) / bucket); key++)
      for (const run of this.#buckets.get(key) ?? []) if (Math.abs(run.at - at) < gap && run.from < end && run.to > start) found.push(run)
    return found
  }
}
