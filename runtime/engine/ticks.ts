/** When a calendar rule ticks next; patterns of cron are croner's. */
import { Cron } from 'croner'
import { nextTick as nextByCalendar } from '../../shared/next-tick.ts'
import type { CalendarRule } from '../../shared/params.ts'

/** The first tick after an instant; null for a rule that never ticks. A skipped local time is the end of the gap, a doubled one ticks once. */
export const nextTick = (rule: CalendarRule, zone: string, after: Date): Date | null =>
  nextByCalendar(rule, after, zone, { cron: nextByCron })

function nextByCron(pattern: string, after: Date, zone: string): Date | null {
  try {
    return new Cron(pattern, { timezone: zone, paused: true }).nextRun(after)
  } catch {
    return null
  }
}
