/** When something that is put off comes back, by the calendar of a zone. */
import { add, addDays, dayIn, localTime, weekdayOf } from '../../shared/time.ts'

interface LaterTimes {
  readonly hour: Date
  /** At nine, when the working day begins. */
  readonly tomorrow: Date
  /** The next Monday at nine, a week from now when today is one. */
  readonly monday: Date
}

/** In an hour; tomorrow and next Monday, never today, at nine. */
export function laterTimes(now: Date, zone: string): LaterTimes {
  const today = dayIn(now, zone)
  const atNine = (day: string): Date => localTime(day, '09:00', zone) ?? add(now, 'P1D', zone)
  return { hour: add(now, 'PT1H'), tomorrow: atNine(addDays(today, 1)), monday: atNine(addDays(today, 8 - weekdayOf(today))) }
}
