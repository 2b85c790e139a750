/** What numbers of parameters count, in words that agree with them: 1 day, 1 день, 2 дня, 5 дней. */
import type { Words } from '../shared/words.ts'

/** Days of the calendar, weekends included. */
export const dayUnit: Words = {
  en: '{count, plural, one {day} other {days}}',
  ru: '{count, plural, one {день} few {дня} many {дней} other {дня}}',
}

/** Days on which somebody works, by a `WorkCalendar`. */
export const workingDayUnit: Words = {
  en: '{count, plural, one {working day} other {working days}}',
  ru: '{count, plural, one {рабочий день} few {рабочих дня} many {рабочих дней} other {рабочего дня}}',
}

/** Points of the score of a contact. */
export const pointUnit: Words = {
  en: '{count, plural, one {point} other {points}}',
  ru: '{count, plural, one {балл} few {балла} many {баллов} other {балла}}',
}
