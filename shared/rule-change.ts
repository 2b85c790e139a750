/**
 * When a rule may answer otherwise although nothing but time has changed: "silent for 30 days" becomes true, "due within
 * a week" becomes true and false again. So whoever waits by such a rule is asked at that moment, and nobody before.
 */
import { isJsonObject, type Json } from './json.ts'
import type { RuleSource } from './rule-test.ts'
import type { FieldRule, RelatedRule, Rule } from './rules.ts'
import { add, addDays, dayIn, isDay, isInstant, isLeapYear, parseDuration, startOfDay, subtract } from './time.ts'

/** Where the values come from, and when the number of related records may be another. */
export interface ChangeSource extends RuleSource {
  /** The first moment after now; null for none. */
  relatedChange(rule: RelatedRule): Date | null
}

/** Can time alone change the answer? Of a segment it is its own rule that says so, and that may be written anew at any time. */
export function isTimed(rule: Rule): boolean {
  if ('all' in rule) return rule.all.some(isTimed)
  if ('any' in rule) return rule.any.some(isTimed)
  if ('not' in rule) return rule.not.some(isTimed)
  if ('segment' in rule) return true
  if ('field' in rule) return rule.is === 'anniversary' || shiftsOf(rule).length > 0
  return rule.last !== undefined || (rule.where !== undefined && isTimed(rule.where))
}

/**
 * The first moment after `now` at which the rule may answer otherwise; null when it never does. Never later than the
 * answer really changes, save that months of different lengths and an hour that clocks show twice may make it some hours;
 * it may be earlier, and the rule is asked in vain then.
 */
export function nextChange(rule: Rule, source: ChangeSource, now: Date): Date | null {
  if ('all' in rule) return earliest(rule.all.map((each) => nextChange(each, source, now)))
  if ('any' in rule) return earliest(rule.any.map((each) => nextChange(each, source, now)))
  if ('not' in rule) return earliest(rule.not.map((each) => nextChange(each, source, now)))
  if ('segment' in rule) return nextChange(source.segment(rule.segment), source, now)
  if ('field' in rule) return earliest(changesOf(rule, source, now).filter((at) => at > now))
  return isTimed(rule) ? source.relatedChange(rule) : null
}

/** The first of some moments, those that there are. */
export function earliest(moments: readonly (Date | null)[]): Date | null {
  const known = moments.flatMap((at) => (at && !Number.isNaN(at.getTime()) ? [at.getTime()] : []))
  return known.length === 0 ? null : new Date(Math.min(...known))
}

function changesOf(rule: FieldRule, source: RuleSource, now: Date): readonly Date[] {
  const shifts = shiftsOf(rule)
  if (shifts.length === 0 && rule.is !== 'anniversary') return []
  const value = source.value(rule.field) ?? null
  const zone = source.zone ?? 'UTC'
  if (typeof value !== 'string') return []
  if (rule.is === 'anniversary') return isDay(value) ? anniversaries(value, shifts[0] ?? still, now, zone) : []
  if (isDay(value))
    return shifts.flatMap((shift) => daysCrossed.map((ahead) => crossing(startOfDay(addDays(value, ahead), zone), shift, zone)))
  return isInstant(value) ? shifts.flatMap((shift) => around(crossing(new Date(value), shift, zone), shift)) : []
}

/** Now and this much before or after it is what the value is compared with. */
interface Shift {
  readonly is: 'ago' | 'in'
  readonly duration: string
}

const still: Shift = { is: 'in', duration: 'P0D' }

function shiftsOf({ is, value }: FieldRule): readonly Shift[] {
  const within = (direction: Shift['is']): Shift[] => [...shiftOf(direction, value), still]
  if (is === 'within-last') return within('ago')
  if (is === 'within-next') return within('in')
  return isJsonObject(value) ? [...shiftOf('ago', value['ago']), ...shiftOf('in', value['in'])] : []
}

const shiftOf = (is: Shift['is'], duration: Json | undefined): Shift[] =>
  typeof duration === 'string' && parseDuration(duration) ? [{ is, duration }] : []

/** The moment at which the shifted now comes to the value. */
const crossing = (value: Date, { is, duration }: Shift, zone: string): Date =>
  is === 'ago' ? add(value, duration, zone) : subtract(value, duration, zone)

/** The day itself begins and ends, and after a short month the days that it has not. */
const daysCrossed = [0, 1, 2, 3, 4] as const

const hour = 3_600_000

/** At the moment and right after it; where the months differ in length it may come again within some days. */
function around(at: Date, { duration }: Shift): readonly Date[] {
  const parts = parseDuration(duration)
  const isByMonths = parts !== null && parts.years + parts.months > 0
  const later = isByMonths ? Array.from({ length: 17 }, (_, index) => (index + 1) * 6 * hour) : [hour]
  return [0, 1, ...later].map((ms) => new Date(at.getTime() + ms))
}

/** The days on which the year of the shifted now, the one before and the one after have the day of the value, and their ends. */
function anniversaries(value: string, shift: Shift, now: Date, zone: string): readonly Date[] {
  const shifted = shift.is === 'in' ? add(now, shift.duration, zone) : subtract(now, shift.duration, zone)
  const year = Number(dayIn(shifted, zone).slice(0, 4))
  return [year - 1, year, year + 1].flatMap((each) => {
    const inYear = value.slice(5) === '02-29' && !isLeapYear(each) ? '02-28' : value.slice(5)
    const day = `${String(each).padStart(4, '0')}-${inYear}`
    return daysCrossed.map((ahead) => crossing(startOfDay(addDays(day, ahead), zone), shift, zone))
  })
}
