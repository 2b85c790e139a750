/** When something repeats, as a part of a sentence: "every Monday and Friday at 09:00", «по понедельникам и пятницам в 09:00». */

import { localeOf } from './date-words.ts'
import type { CalendarRule } from './params.ts'
import { phrase } from './phrase.ts'
import type { Language, Words } from './words.ts'

/** A rule of the calendar in words. A rule that makes no sense is said as well as it can be; it never throws. */
export function calendarWords(rule: CalendarRule, language: Language): string {
  if ('cron' in rule) return { en: `by the pattern ${rule.cron}`, ru: `по шаблону ${rule.cron}` }[language]
  if (rule.every === 'minutes') {
    return phrase(everyMinutes[language], { count: rule.count }, { language })
  }
  return `${days(rule, language)} ${{ en: 'at', ru: 'в' }[language]} ${rule.at}`
}

const everyMinutes: Words = {
  en: 'every {count, plural, one {minute} other {# minutes}}',
  ru: '{count, plural, one {каждую # минуту} few {каждые # минуты} many {каждые # минут} other {каждые # минуты}}',
}

function days(rule: Exclude<CalendarRule, { cron: string } | { every: 'minutes' }>, language: Language): string {
  switch (rule.every) {
    case 'day':
      return { en: 'every day', ru: 'каждый день' }[language]
    case 'working-day':
      return { en: 'every working day', ru: 'по рабочим дням' }[language]
    case 'week': {
      const names = [...rule.on].sort().map((day) => weekdays[language][day - 1] ?? '…')
      const listed = new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
      return { en: `every ${listed}`, ru: `по ${listed}` }[language]
    }
    case 'month':
      if (rule.day === 'last') return { en: 'on the last day of every month', ru: 'в последний день каждого месяца' }[language]
      if (rule.day === 'first-working')
        return { en: 'on the first working day of every month', ru: 'в первый рабочий день каждого месяца' }[language]
      return { en: `on day ${rule.day} of every month`, ru: `${rule.day}-го числа каждого месяца` }[language]
    case 'year': {
      const day = new Date(Date.UTC(2024, rule.month - 1, rule.day))
      const named = Number.isNaN(day.getTime())
        ? '…'
        : new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(day)
      return { en: `every year on ${named}`, ru: `каждый год ${named}` }[language]
    }
  }
}

/** In Russian in the case after «по». */
const weekdays = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  ru: ['понедельникам', 'вторникам', 'средам', 'четвергам', 'пятницам', 'субботам', 'воскресеньям'],
} as const
