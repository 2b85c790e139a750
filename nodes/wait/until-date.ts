import type { Json } from '../../shared/json.ts'
import { because, defineNode, fail, leaveBy, waitUntil } from '../../shared/node.ts'
import { choice, number, params, time, value } from '../../shared/params.ts'
import { add, addDays, isDay, isInstant, localTime, startOfDay, subtract } from '../../shared/time.ts'
import { dayUnit } from '../units.ts'

/** Waits for a date of the contact or of the data, or some days before or after it. When the date is moved, the wait moves with it. */
export const waitUntilDate = defineNode({
  type: 'wait.untilDate',
  group: 'wait',
  icon: 'CalendarTime',
  title: { en: 'Wait until a date', ru: 'Ждать до даты' },
  about: {
    en: 'Waits until a date of the contact or an earlier step, or some days before or after it, and follows when the date is moved.',
    ru: 'Ждёт до даты из карточки или прошлого шага, либо за несколько дней до или после неё; если дату перенесли, переносится и ожидание.',
  },
  summary: {
    en: 'wait until [when=before:{days} before ][when=after:{days} after ]“{date}”, {time}',
    ru: 'ждать: [when=before:за {days} до даты ][when=after:через {days} после даты ][when=on:до даты ]«{date}», {time}',
  },
  synonyms: {
    en: ['until', 'wait until', 'date', 'birthday', 'deadline', 'appointment', 'due date', 'specific day', 'scheduled', 'days before'],
    ru: ['до даты', 'ждать до', 'дата', 'день рождения', 'срок', 'встреча', 'срок оплаты', 'конкретный день', 'запланировать', 'дней до'],
  },
  params: params({
    date: value({ takes: 'date', label: { en: 'Date', ru: 'Дата' } }),
    when: choice({
      label: { en: 'When', ru: 'Когда' },
      default: 'on',
      options: { before: { en: 'before', ru: 'до' }, on: { en: 'on', ru: 'в день' }, after: { en: 'after', ru: 'после' } },
    }),
    days: number({
      default: 1,
      min: 1,
      max: 1825,
      visibleWhen: { param: 'when', is: ['before', 'after'] },
      label: { en: 'How many days', ru: 'Сколько дней' },
      unit: dayUnit,
    }),
    time: time({
      default: '09:00',
      label: { en: 'At', ru: 'Во сколько' },
      help: { en: 'Where the date has no time of its own.', ru: 'Если у даты нет своего времени.' },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' }, past: { en: 'Already past', ru: 'Уже прошла' } },
  acts: false,
  waits: true,
  follows: true,
  run(step) {
    const { params, company, now, wokenBy } = step
    const shift = params.when === 'on' ? 0 : params.when === 'before' ? -params.days : params.days
    const until = momentOf(params.date, shift, params.time, company.zone)
    if (!until) return fail('empty-date')
    if (until <= now) {
      return because(leaveBy(wokenBy?.kind === 'time' ? 'out' : 'past'), 'waited-until', { until: until.toISOString() })
    }
    return waitUntil(until, { why: { code: 'waits-until', with: { until: until.toISOString() } } })
  },
  sample: { params: { date: 'subject.birthday', when: 'before', days: 3, time: '09:00' }, values: { date: '2026-03-12' } },
})

/** A day counts at the chosen time of the company's zone, an instant at its own; null for what is no date. */
function momentOf(date: Json, shift: number, time: string, zone: string): Date | null {
  if (typeof date !== 'string') return null
  if (isDay(date)) {
    const day = addDays(date, shift)
    return localTime(day, time, zone) ?? startOfDay(day, zone)
  }
  if (!isInstant(date)) return null
  return shift < 0 ? subtract(new Date(date), `P${-shift}D`, zone) : add(new Date(date), `P${shift}D`, zone)
}
