/** The hours in which a step may send: outside of them a delivery waits for the next opening. */
import { chance } from '../../shared/seed.ts'
import { daytime, isOpen, jitter, nextOpen, readCalendar, usualCalendar, type WorkCalendar } from '../../shared/work-calendar.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { isZone } from '../../shared/zones.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { type Asking, askCalendar, askRecord } from './asking.ts'
import { planBehind } from './run-plan.ts'

/** When it may be sent, if not now; null: now. Hours that never open hold nothing back. */
export function* heldUntil(delivery: Pick<DeliveryRow, 'id' | 'run' | 'node' | 'contact'>, now: Date, zone: string): Asking<Date | null> {
  const behind = yield* planBehind(delivery)
  const window = behind?.common?.window ?? behind?.plan.content.settings.window
  return window ? yield* openingIn(window, delivery, now, zone) : null
}

type Window = NonNullable<Workflow['settings']['window']>

/** The same, where the window is known already. */
export function* openingIn(
  window: Window,
  { id, contact }: Pick<DeliveryRow, 'id' | 'contact'>,
  now: Date,
  zone: string,
): Asking<Date | null> {
  const calendar = window.calendar === 'contact' ? yield* daytimeOf(contact, zone) : yield* calendarNamed(window.calendar, contact, zone)
  const open = isOpen(now, calendar) ? null : nextOpen(now, calendar)
  return open && window.jitter ? jitter(open, window.jitter, chance(id, 'window'), calendar) : open
}

function* calendarNamed(key: string, contact: string | null, zone: string): Asking<WorkCalendar> {
  return readCalendar(yield* askCalendar(key, contact)) ?? usualCalendar(zone)
}

/** From eight to eight where the contact lives, on any day. */
function* daytimeOf(id: string | null, zone: string): Asking<WorkCalendar> {
  const contact = yield* askRecord('contact', id)
  const own = contact?.['zone']
  return daytime(typeof own === 'string' && isZone(own) ? own : zone)
}
