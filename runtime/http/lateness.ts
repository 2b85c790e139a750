/** How late everything is: above a limit, requests are refused before they make it later still. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Seconds by which timers were late. */
export interface Delays {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** `ms` is 0 until something was seen; the limit is `Settings.busyAfterMs`. */
export interface Lateness {
  /** By how much timers of the last second were late, on average. */
  ms(): number
  /** Of the last minute or two; none before anything was seen. */
  delays(): Delays
  close(): void
}

const everyMs = 20
const windowSeconds = 60
const startSeconds = 5

/** Watches the event loop until it is closed. */
export function openLateness(): Lateness {
  const last = monitorEventLoopDelay({ resolution: everyMs })
  const long = monitorEventLoopDelay({ resolution: everyMs })
  let before: Delays = { p50: 0, p99: 0, max: 0 }
  let seconds = 0
  let ms = 0

  const lateOf = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - everyMs) / 1000
  const present = (): Delays =>
    long.count === 0
      ? { p50: 0, p99: 0, max: 0 }
      : { p50: lateOf(long.percentile(50)), p99: lateOf(long.percentile(99)), max: lateOf(long.max) }

  const look = setInterval(() => {
    // Nothing was seen yet: that is no reason to refuse anybody.
    ms = last.count === 0 ? 0 : Math.max(0, last.mean / 1e6 - everyMs)
    last.reset()
    seconds++
    // What the start took kept nobody waiting.
    if (seconds === startSeconds) long.reset()
    if (seconds % windowSeconds > 0) return
    before = present()
    long.reset()
  }, 1000).unref()
  last.enable()
  long.enable()
  return {
    ms: () => ms,
    delays() {
      const now = present()
      return { p50: Math.max(now.p50, before.p50), p99: Math.max(now.p99, before.p99), max: Math.max(now.max, before.max) }
    },
    close() {
      clearInterval(look)
      last.disable()
      long.disable()
    },
  }
}
