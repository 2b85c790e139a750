/** The clock of the engine: the real one, or one that is turned by hand and goes from due moment to due moment. */
export interface Clock {
  now(): Date
  /** Resolves when the instant has come, or `cancel` is called; at most a minute later it is asked again. */
  sleep(until: Date): { readonly done: Promise<void>; cancel(): void }
  /** Resolves after so many milliseconds, whatever the clock is set to; one that is turned by hand holds nobody up. */
  pause(ms: number): Promise<void>
}

/** Longer sleeps are cut, so that a jump of the machine's clock is noticed and no timer overflows. */
const longestSleepMs = 60_000

/** Sleeping keeps no process alive. */
export const realClock = (): Clock => ({
  now: () => new Date(Date.now()),
  sleep(until) {
    let cancel = () => {}
    const done = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(longestSleepMs, Math.max(0, until.getTime() - Date.now())))
      timer.unref?.()
      cancel = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    return { done, cancel }
  },
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
})

/** Time stands between two calls of `set`. It wakes no sleeper: whoever turns the clock gives the pump something to do. */
export interface ManualClock extends Clock {
  set(now: Date): void
}

/** Stands still until it is set. */
export function manualClock(start: Date): ManualClock {
  let now = start
  return {
    now: () => now,
    set(next) {
      now = next
    },
    sleep() {
      let cancel = () => {}
      const done = new Promise<void>((resolve) => {
        cancel = resolve
      })
      return { done, cancel }
    },
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  }
}

/** A clock that can leave its home for another time, where it stands until it is set, and come back. */
export interface TravellingClock extends ManualClock {
  depart(to: Date): void
  arrive(): void
}

/** While it is away it is turned by hand; at home it shows the time of the clock it was made from. */
export function travellingClock(home: Clock): TravellingClock {
  let away: ManualClock | null = null
  return {
    now: () => (away ?? home).now(),
    sleep: (until) => (away ?? home).sleep(until),
    pause: (ms) => (away ?? home).pause(ms),
    set: (now) => away?.set(now),
    depart(to) {
      away = manualClock(to)
    },
    arrive() {
      away = null
    },
  }
}
