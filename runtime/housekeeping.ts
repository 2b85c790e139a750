/** Throws away what counts no longer: keys of deliveries that were seen, sessions that have ended. */
import type { Unit, UnitResult } from './store/port.ts'
import { rememberedForMs } from './store/port.ts'

const everyMs = 60 * 60_000

interface Housekeeping {
  /** Once, now. */
  tidy(): Promise<void>
  close(): void
}

/** Begins to tidy up, at the start and every hour. `now` is the time of the engine; sessions end by real time. */
export function openHousekeeping(
  submit: (unit: Unit) => Promise<UnitResult>,
  now: () => Date,
  onError: (error: unknown) => void,
): Housekeeping {
  const tidy = async () => {
    await submit({ ops: [{ op: 'forget', seenUntil: new Date(now().getTime() - rememberedForMs), sessionsUntil: new Date() }] })
  }
  const tidyQuietly = () => void tidy().catch(onError)
  const timer = setInterval(tidyQuietly, everyMs).unref()
  tidyQuietly()
  return { tidy, close: () => clearInterval(timer) }
}
