/** How much one source may send: a bucket that fills steadily and holds four seconds' worth. */

/** Counts what each source takes; a source that is refused takes nothing. */
export interface Bucket {
  /** Zero when it may; else after how many seconds to try again. Milliseconds of real time. */
  take(source: string, nowMs: number): number
}

const burstSeconds = 4
const mostSources = 50_000

/** `rate` a second for each source. */
export function openBucket(rate: number): Bucket {
  const burst = rate * burstSeconds
  const levels = new Map<string, { level: number; at: number }>()
  return {
    take(source, nowMs) {
      // Whoever was silent for so long has a full bucket, like somebody new.
      if (levels.size >= mostSources) for (const [one, { at }] of levels) if (nowMs - at > burstSeconds * 1000) levels.delete(one)
      const before = levels.get(source) ?? { level: burst, at: nowMs }
      const level = Math.min(burst, before.level + ((nowMs - before.at) / 1000) * rate)
      const may = level >= 1
      levels.set(source, { level: may ? level - 1 : level, at: nowMs })
      return may ? 0 : Math.max(1, Math.ceil((1 - level) / rate))
    },
  }
}
