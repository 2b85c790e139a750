/** How much has been taken in and not been heard yet: above a limit, strangers are asked to come again. */
import type { Reads } from '../store/port.ts'

/** Asked by every request from outside. */
export interface Backlog {
  /** Is there no room for more at the moment? */
  isFull(): Promise<boolean>
}

/** What it answers may be so old, in milliseconds of real time: counting for each request would be more work than the request. */
const keptMs = 1_000

/** `most` stored events may be pending. */
export function openBacklog(store: Pick<Reads, 'countPending'>, most: number): Backlog {
  let at = Number.NEGATIVE_INFINITY
  let full: Promise<boolean> = Promise.resolve(false)
  return {
    isFull() {
      const now = performance.now()
      if (now - at < keptMs) return full
      at = now
      full = store.countPending(most).then((count) => count >= most)
      full.catch(() => {
        at = Number.NEGATIVE_INFINITY
      })
      return full
    },
  }
}
