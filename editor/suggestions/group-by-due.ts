/** Puts what waits for a decision into the order in which it should be decided. */
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { addDays, dayIn } from '../../shared/time.ts'

/** `failed`: approved, but it did not work out. `gone`: nobody needs to decide it any more. */
const dues = ['failed', 'today', 'tomorrow', 'later', 'gone'] as const

type Due = (typeof dues)[number]

/** The soonest first. */
export interface DueGroup {
  readonly due: Due
  readonly items: readonly SuggestionData[]
}

/** Groups in their order, none empty; what is overdue is due today, what has no deadline comes last. Days are those of `zone`. */
export function groupByDue(items: readonly SuggestionData[], now: Date, zone: string): readonly DueGroup[] {
  const sorted = [...items].sort(bySoonest)
  return dues
    .map((due) => ({ due, items: sorted.filter((each) => dueOf(each, now, zone) === due) }))
    .filter((group) => group.items.length > 0)
}

function dueOf({ status, decideBy }: SuggestionData, now: Date, zone: string): Due {
  if (status === 'failed') return 'failed'
  if (status === 'withdrawn' || status === 'expired') return 'gone'
  if (decideBy === null) return 'later'
  const [today, day] = [dayIn(now, zone), dayIn(new Date(decideBy), zone)]
  return day <= today ? 'today' : day === addDays(today, 1) ? 'tomorrow' : 'later'
}

const bySoonest = (a: SuggestionData, b: SuggestionData): number =>
  (a.decideBy ?? '9999').localeCompare(b.decideBy ?? '9999') || a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id)
