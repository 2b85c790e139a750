/** The store's figures, kept a while: whoever asks often costs no more than whoever asks seldom. */
import type { StoreFigures } from '../store/figures.ts'

const keptForMs = 2_000
/** Counting takes at most a fiftieth of one processor. */
const restPerWork = 50

/** Counts anew when the last count is two seconds old, or fifty times as old as it took. Those who ask meanwhile share it. */
export function keptFigures(count: () => Promise<StoreFigures>): () => Promise<StoreFigures> {
  let kept: Promise<StoreFigures> | null = null
  let goodUntil = 0

  async function anew(): Promise<StoreFigures> {
    const began = performance.now()
    goodUntil = Number.POSITIVE_INFINITY
    try {
      const figures = await count()
      const ended = performance.now()
      goodUntil = ended + Math.max(keptForMs, (ended - began) * restPerWork)
      return figures
    } catch (error) {
      kept = null
      throw error
    }
  }

  return () => {
    if (!kept || performance.now() > goodUntil) kept = anew()
    return kept
  }
}
