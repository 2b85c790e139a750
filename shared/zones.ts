/** Time zones, as the platform knows them. */

/** A zone by its IANA name; UTC for a name nobody knows, so that a typing error never stops a run. */
export const zoneNamed = (name: string): string => (isZone(name) ? name : 'UTC')

/** Does this platform know the zone of this name? */
export const isZone = (name: string): boolean => clockIn(name) !== null

/** In minutes east of UTC, at an instant in milliseconds. Of a zone that nobody knows: 0. */
export function offsetIn(zone: string, at: number): number {
  if (zone === 'UTC') return 0
  // Zones change their clocks on whole minutes, and asking is slow, so the answer is kept for each minute.
  const key = `${zone} ${Math.floor(at / 60_000)}`
  const kept = offsets.get(key)
  if (kept !== undefined) return kept
  if (offsets.size >= 5_000) offsets.clear()
  const asked = askedOffset(zone, at)
  offsets.set(key, asked)
  return asked
}

const offsets = new Map<string, number>()

/** The clock says its distance from Greenwich: `GMT+05:30`, long ago with seconds, and plain `GMT` for none. */
function askedOffset(zone: string, at: number): number {
  if (Number.isNaN(new Date(at).getTime())) return Number.NaN
  const [, sign, hours, minutes, seconds = 0] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(clockIn(zone)?.format(at) ?? '') ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes) + Number(seconds) / 60)
}

/** Null for a name nobody knows. */
function clockIn(zone: string): Intl.DateTimeFormat | null {
  const kept = clocks.get(zone)
  if (kept) return kept
  try {
    const clock = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    clocks.set(zone, clock)
    return clock
  } catch {
    return null
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>()
