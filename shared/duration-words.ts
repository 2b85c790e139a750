/** Durations in words, with the right plural: 1 день, 2 дня, 5 дней. */
import { type Duration, parseDuration } from './time.ts'
import type { Language } from './words.ts'

type Unit = keyof Duration

const english: Readonly<Record<Unit, string>> = {
  years: 'year',
  months: 'month',
  weeks: 'week',
  days: 'day',
  hours: 'hour',
  minutes: 'minute',
  seconds: 'second',
}

interface RussianUnit {
  readonly one: string
  /** "через 1 неделю": the case after через, назад, за. */
  readonly accusative: string
  readonly few: string
  readonly many: string
  /** последн-ий or последн-юю, ближайш-ий or ближайш-ую. */
  readonly feminine: boolean
}

const russian: Readonly<Record<Unit, RussianUnit>> = {
  years: { one: 'год', accusative: 'год', few: 'года', many: 'лет', feminine: false },
  months: { one: 'месяц', accusative: 'месяц', few: 'месяца', many: 'месяцев', feminine: false },
  weeks: { one: 'неделя', accusative: 'неделю', few: 'недели', many: 'недель', feminine: true },
  days: { one: 'день', accusative: 'день', few: 'дня', many: 'дней', feminine: false },
  hours: { one: 'час', accusative: 'час', few: 'часа', many: 'часов', feminine: false },
  minutes: { one: 'минута', accusative: 'минуту', few: 'минуты', many: 'минут', feminine: true },
  seconds: { one: 'секунда', accusative: 'секунду', few: 'секунды', many: 'секунд', feminine: true },
}

const russianPlural = new Intl.PluralRules('ru')

/** "1 hour 30 minutes", "1 час 30 минут"; a text that is no duration stays as it is. */
export function durationWords(duration: string, language: Language): string {
  return wordsOf(duration, language, 'one')
}

/** How long something is done: "wait 1 week", «ждать 1 неделю». */
export const lastingWords = (duration: string, language: Language): string => wordsOf(duration, language, 'accusative')

/** "30 days ago", "30 дней назад". */
export function agoWords(duration: string, language: Language): string {
  if (isNothing(duration)) return language === 'ru' ? 'сейчас' : 'now'
  const words = wordsOf(duration, language, 'accusative')
  return language === 'ru' ? `${words} назад` : `${words} ago`
}

/** "in 7 days", "через 7 дней". */
export function aheadWords(duration: string, language: Language): string {
  if (isNothing(duration)) return language === 'ru' ? 'сейчас' : 'now'
  const words = wordsOf(duration, language, 'accusative')
  return language === 'ru' ? `через ${words}` : `in ${words}`
}

/** "in the last 90 days", "за последнюю неделю". */
export const lastWords = (duration: string, language: Language): string =>
  language === 'ru'
    ? `за ${agreeing(duration, { masculine: 'последний', feminine: 'последнюю', plural: 'последние' })}`
    : `in the last ${withoutOne(duration)}`

/** "in the next 7 days", "в ближайшую неделю". */
export const nextWords = (duration: string, language: Language): string =>
  language === 'ru'
    ? `в ${agreeing(duration, { masculine: 'ближайший', feminine: 'ближайшую', plural: 'ближайшие' })}`
    : `in the next ${withoutOne(duration)}`

interface Adjective {
  readonly masculine: string
  readonly feminine: string
  readonly plural: string
}

/** The adjective agrees with a single unit: последний месяц, последнюю неделю, последние 3 дня. */
function agreeing(duration: string, adjective: Adjective): string {
  const words = wordsOf(duration, 'ru', 'accusative')
  const [only, ...more] = partsOf(duration)
  if (!only || more.length > 0 || russianPlural.select(only.count) !== 'one') return `${adjective.plural} ${words}`
  const form = russian[only.unit].feminine ? adjective.feminine : adjective.masculine
  return `${form} ${only.count === 1 ? russian[only.unit].accusative : words}`
}

function withoutOne(duration: string): string {
  const [only, ...more] = partsOf(duration)
  return only?.count === 1 && more.length === 0 ? english[only.unit] : wordsOf(duration, 'en', 'one')
}

function wordsOf(duration: string, language: Language, one: 'one' | 'accusative'): string {
  const parts = partsOf(duration)
  if (parts.length === 0) return isNothing(duration) ? (language === 'ru' ? '0 дней' : '0 days') : duration
  return parts.map(({ count, unit }) => `${count} ${language === 'ru' ? inRussian(count, unit, one) : inEnglish(count, unit)}`).join(' ')
}

const inEnglish = (count: number, unit: Unit): string => (count === 1 ? english[unit] : `${english[unit]}s`)

function inRussian(count: number, unit: Unit, one: 'one' | 'accusative'): string {
  const plural = russianPlural.select(count)
  if (plural === 'one') return russian[unit][one]
  return plural === 'few' ? russian[unit].few : russian[unit].many
}

const units = Object.keys(english) as readonly Unit[]

function partsOf(duration: string): readonly { readonly unit: Unit; readonly count: number }[] {
  const parsed = parseDuration(duration)
  return parsed ? units.map((unit) => ({ unit, count: parsed[unit] })).filter(({ count }) => count > 0) : []
}

const isNothing = (duration: string): boolean => parseDuration(duration) !== null && partsOf(duration).length === 0
