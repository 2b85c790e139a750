/** Instants as `<input type="datetime-local">` writes them, in the zone of the person and not of their machine. */
import { dayIn, localTime, timeIn } from '../../shared/time.ts'

/** For whoever is not signed in; UTC where the browser does not tell. */
export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

/** "2026-03-02T10:00" for an instant. */
export function toLocalInput(at: string, zone: string): string {
  const moment = new Date(at)
  return `${dayIn(moment, zone)}T${timeIn(moment, zone)}`
}

/** The instant of "2026-03-02T10:00"; null for an empty field and for an hour that the clocks skip. */
export function fromLocalInput(text: string, zone: string): string | null {
  const [day = '', time = ''] = text.split('T')
  if (day === '' || time === '') return null
  return localTime(day, time.slice(0, 5), zone)?.toISOString() ?? null
}
