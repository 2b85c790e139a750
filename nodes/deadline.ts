/** How long a node waits at most: a length of time, or working days by the calendar of whoever keeps the contact. */
import type { Lookup, Step } from '../shared/node.ts'
import { workingDaysIn } from '../shared/params.ts'
import { add } from '../shared/time.ts'
import { addWorkingDays, readCalendar, usualCalendar } from '../shared/work-calendar.ts'
import { contactIdOf } from './acted-on.ts'

/** The look-up that `deadline` rests on, if it counts working days. */
export const deadlineNeeds = (step: Step, duration: string | null): Readonly<Record<string, Lookup>> =>
  duration === null || workingDaysIn(duration) === null ? {} : { calendar: { kind: 'calendar', of: 'owner', contact: contactIdOf(step) } }

/** The instant so long after the branch came to the node; null when the calendar has no working days. */
export function deadline(step: Step, duration: string): Date | null {
  const days = workingDaysIn(duration)
  if (days === null) return add(step.since, duration, step.company.zone)
  return addWorkingDays(step.since, days, readCalendar(step.found['calendar']) ?? usualCalendar(step.company.zone))
}
