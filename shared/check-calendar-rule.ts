/** Does a stored value say when something repeats? */
import { isJsonObject, type Json } from './json.ts'

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/

/** Can it be reckoned with? A cron pattern need only have its five parts. Total over any JSON. */
export function isCalendarRule(value: Json): boolean {
  if (!isJsonObject(value)) return false
  if (typeof value['cron'] === 'string') return value['cron'].trim().split(/\s+/).length >= 5
  if (value['every'] === 'minutes') return isWhole(value['count'], 1, 1_440)
  if (typeof value['at'] !== 'string' || !timeOfDay.test(value['at'])) return false
  switch (value['every']) {
    case 'day':
    case 'working-day':
      return true
    case 'week':
      return Array.isArray(value['on']) && value['on'].length > 0 && value['on'].every((day) => isWhole(day, 1, 7))
    case 'month':
      return value['day'] === 'last' || value['day'] === 'first-working' || isWhole(value['day'], 1, 31)
    case 'year':
      return isWhole(value['month'], 1, 12) && isWhole(value['day'], 1, daysOf[Number(value['month']) - 1] ?? 0)
    default:
      return false
  }
}

const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isWhole = (value: Json | undefined, from: number, to: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
