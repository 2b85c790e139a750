/** How late everything is: above a limit, requests are refused before they make it later still. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** `ms` is 0 until something was seen; the limit is `Settings.busyAfterMs`. */
export interface Lateness {
  /** By how much timers of the last second were late, on average. */
  ms(): number
  close(): void
}

const everyMs = 20

/** Watches the event loop until it is closed. */
export function openLateness(): Lateness {
  const delays = monitorEventLoopDelay({ resolution: everyMs })
  let ms = 0
  const look = setInterval(() => {
    // Nothing was seen yet: that is no reason to refuse anybody.
    ms = delays.count === 0 ? 0 : Math.max(0, delays.mean / 1e6 - everyMs)
    delays.reset()
  }, 1000).unref()
  delays.enable()
  return {
    ms: () => ms,
    close() {
      clearInterval(look)
      delays.disable()
    },
  }
}
