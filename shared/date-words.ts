/** Days and instants in the words of a language. */
import { isDay, isInstant } from './time.ts'
import type { Language } from './words.ts'
import { zoneNamed } from './zones.ts'

/** Which parts of a date are written and how; without `timeZone`, which each caller gives by itself. */
export type DateStyle = Intl.DateTimeFormatOptions

/** The day before the month in English, too: on screens, in letters and in what flows say, a date is written in one way. */
export const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : 'ru-RU')

/** A day as it is stored, which is the same in every zone; null for a text that is none. */
export const dayWords = (text: string, language: Language, style: DateStyle): string | null =>
  isDay(text) ? dateFormat(language, { ...style, timeZone: 'UTC' }).format(new Date(text)) : null

/** An instant as clocks in a zone show it; null for a text that is none. */
export const instantWords = (text: string, language: Language, style: DateStyle, zone: string): string | null =>
  isInstant(text) ? dateFormat(language, { ...style, timeZone: zoneNamed(zone) }).format(new Date(text)) : null

/** A format that is kept: making one is far dearer than using it. Throws a RangeError for a zone that nobody knows. */
export function dateFormat(language: Language, style: DateStyle): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(style)}`
  const kept = formats.get(key)
  if (!kept && formats.size >= 500) formats.clear()
  const format = kept ?? new Intl.DateTimeFormat(localeOf(language), style)
  formats.set(key, format)
  return format
}

const formats = new Map<string, Intl.DateTimeFormat>()
