/** May this process be given requests? Asked by whoever stands before it, and told to admins in words. */
import type { HealthProblem } from '../health.ts'
import type { Parts } from '../http/parts.ts'

/** Why not. `late`: everything waits too long; `engine`: turns break, or one does not end; `unreachable`: the database. */
export type NotReady = HealthProblem | 'stopping' | 'engine' | 'late' | 'unreachable'

const longestAnswerMs = 2_000

/** Null when it may. Asks the database, and waits two seconds at most. */
export async function whyNotReady(parts: Parts): Promise<NotReady | null> {
  const { health, measures, engine } = parts
  if (health.stopping) return 'stopping'
  if (health.problem) return health.problem
  if (measures.engine() !== 'working') {
    // Nothing may be handed in before it is ready again, so it is asked to try.
    engine.pump.poke()
    return 'engine'
  }
  if (isLate(parts)) return 'late'
  return (await answers(parts)) ? null : 'unreachable'
}

/** Is it later than requests may be kept waiting? */
export const isLate = ({ lateness, settings }: Parts): boolean => settings.busyAfterMs > 0 && lateness.ms() > settings.busyAfterMs

/** Does the database answer a question, and soon? */
function answers({ store }: Parts): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), longestAnswerMs).unref())
  const asked = store.setting('company').then(
    () => true,
    () => false,
  )
  return Promise.race([asked, late])
}
