/** How regularly somebody buys something, told from the days of the purchases. */
import { addDays } from '../../shared/time.ts'

/** Older purchases say nothing about today's habits. */
export const rememberedPurchases = 12

const fewest = 3
/** Whoever buys more often than this simply comes along often. */
const shortestDays = 7
/** The longest and the shortest interval differ from the usual one by at most this share, or by three days. */
const spread = 0.25

interface NoticedCycle {
  readonly periodDays: number
  readonly toleranceDays: number
  readonly purchases: number
  readonly lastOrderedOn: string
  readonly nextDueOn: string
}

/** The cycle in these days ("2026-03-02", ascending, each once); null while there are fewer than three or they are irregular. */
export function cycleFrom(days: readonly string[]): NoticedCycle | null {
  const last = days.at(-1)
  if (days.length < fewest || last === undefined) return null
  const intervals = days.slice(1).map((day, index) => daysBetween(days[index] ?? day, day))
  const sorted = [...intervals].sort((a, b) => a - b)
  const periodDays = sorted[Math.floor(sorted.length / 2)] ?? 0
  const toleranceDays = Math.max(...intervals.map((days) => Math.abs(days - periodDays)))
  if (periodDays < shortestDays || toleranceDays > Math.max(3, periodDays * spread)) return null
  return { periodDays, toleranceDays, purchases: days.length, lastOrderedOn: last, nextDueOn: nextDue(last, periodDays) }
}

/** The day of the next purchase, `"2026-03-02"`; parts of a day are rounded. */
export const nextDue = (lastOrderedOn: string, periodDays: number): string => addDays(lastOrderedOn, Math.round(periodDays))

const dayMs = 86_400_000

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
