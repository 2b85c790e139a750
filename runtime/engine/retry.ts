/** How often and when what failed for a passing reason is tried again. */
import { secondsIn } from '../../shared/check-params.ts'
import { chance } from '../../shared/seed.ts'
import type { DeliveryRow } from '../store/rows.ts'
import type { Asking } from './asking.ts'
import { planBehind } from './run-plan.ts'

/** Tries in all, the first among them, and how long the first wait is. */
export interface Retry {
  readonly tries: number
  readonly firstWaitMs: number
}

/** Where a step says nothing. */
export const usualRetry: Retry = { tries: 8, firstWaitMs: 10_000 }

const longestWaitMs = 6 * 3_600_000

/** What the step of a delivery says (`common.retry`), and the usual where it says nothing. */
export function* retryOf(delivery: Pick<DeliveryRow, 'run' | 'node'>): Asking<Retry> {
  const own = (yield* planBehind(delivery))?.common?.retry
  const seconds = own?.wait === undefined ? null : secondsIn(own.wait)
  return { tries: own?.tries ?? usualRetry.tries, firstWaitMs: seconds === null ? usualRetry.firstWaitMs : seconds * 1000 }
}

/**
 * Each wait is three times the one before, give or take a fifth, at most six hours; longer when the other side asked for
 * it (`afterMs`), and none when that is 0.
 */
export function nextTry(
  { id, attempts }: Pick<DeliveryRow, 'id' | 'attempts'>,
  afterMs: number | null,
  now: Date,
  retry = usualRetry,
): Date {
  const spread = 0.8 + 0.4 * chance(id, `try ${attempts}`)
  const grown = Math.min(longestWaitMs, retry.firstWaitMs * 3 ** (attempts - 1) * spread)
  return new Date(now.getTime() + Math.max(afterMs === 0 ? 0 : grown, afterMs ?? 0))
}
