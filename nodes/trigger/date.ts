import { defineNode, leaveWith, type Step, waitUntil } from '../../shared/node.ts'
import { choice, dateField, filter, flag, number, params, pick, time } from '../../shared/params.ts'
import type { Rule } from '../../shared/rules.ts'
import { addDays, dayIn, localTime } from '../../shared/time.ts'
import { isZone } from '../../shared/zones.ts'
import { contactNeeds, contactOf } from '../acted-on.ts'
import { dayUnit } from '../units.ts'
import { eachDay, missedParam } from './missed.ts'

/**
 * Begins on, before or after a date of a record: birthdays, ends of contracts, due invoices. Follows changes of the date.
 * By the clock of the client it begins the night before and waits here until the hour has come where they live: no
 * place on earth is further ahead.
 */
export const triggerDate = defineNode({
  type: 'trigger.date',
  group: 'trigger',
  icon: 'CalendarEvent',
  title: { en: 'A date comes', ru: 'Наступает дата' },
  about: {
    en: 'Starts on, before or after a date of a record: a birthday, the end of a contract, an invoice that falls due.',
    ru: 'Начинает сценарий в день, до или после даты из записи: день рождения, конец договора, срок оплаты счёта.',
  },
  summary: {
    en: '[when=before:{days} before ][when=after:{days} after ][when=on:on ]“{field}” of the {entity}[{yearly}, every year], at {time}[clock=client: by the clock of the client]',
    ru: '[when=before:за {days} до даты ][when=after:через {days} после даты ][when=on:в день даты ]«{field}» ({entity})[{yearly}, каждый год], в {time}[clock=client: по часам клиента]',
  },
  synonyms: {
    en: [
      'date',
      'birthday',
      'anniversary',
      'due date',
      'deadline',
      'reminder',
      'days before',
      'days after',
      'contract end',
      'invoice due',
      'overdue',
      'expiry',
      'payment reminder',
    ],
    ru: [
      'дата',
      'день рождения',
      'годовщина',
      'срок оплаты',
      'дедлайн',
      'напоминание',
      'дней до',
      'дней после',
      'конец договора',
      'просрочка',
      'поздравление',
      'истекает',
    ],
  },
  params: params({
    entity: pick({ from: 'entities', default: 'contact', label: { en: 'Record', ru: 'Запись' } }),
    field: dateField({ of: '$entity', label: { en: 'Date', ru: 'Дата' } }),
    when: choice({
      label: { en: 'When', ru: 'Когда' },
      default: 'on',
      options: { before: { en: 'before', ru: 'до' }, on: { en: 'on', ru: 'в день' }, after: { en: 'after', ru: 'после' } },
    }),
    days: number({
      default: 7,
      min: 1,
      max: 1825,
      visibleWhen: { param: 'when', is: ['before', 'after'] },
      label: { en: 'How many days', ru: 'Сколько дней' },
      unit: dayUnit,
    }),
    yearly: flag({
      default: false,
      label: { en: 'Every year', ru: 'Каждый год' },
      help: { en: 'For birthdays and anniversaries.', ru: 'Для дней рождения и годовщин.' },
    }),
    time: time({ default: '09:00', label: { en: 'At', ru: 'Во сколько' } }),
    clock: choice({
      default: 'company',
      advanced: true,
      label: { en: 'By whose clock', ru: 'По чьим часам' },
      options: {
        company: { en: 'that of the company', ru: 'по часам компании' },
        client: { en: 'that of the client', ru: 'по часам клиента' },
      },
    }),
    who: filter({ of: '$entity', optional: true, label: { en: 'Only those', ru: 'Только те' } }),
    missed: missedParam,
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  waits: true,
  output: { at: { type: 'time', label: { en: 'Began at', ru: 'Начало' } } },
  trigger: {
    events: ['schedule-ticked'],
    matches: () => true,
    schedule: ({ clock, time }) => ({ every: 'day', at: clock === 'client' ? '00:00' : time }),
    missed: eachDay,
    query({ entity, field, when, days, yearly, clock, who }) {
      const ahead = clock === 'client' ? 1 : 0
      const shift = (when === 'on' ? 0 : when === 'before' ? days : -days) + ahead
      const date = yearly ? { field, is: 'anniversary' as const, value: fromToday(shift) } : onDay(field, shift)
      return { entity, rule: who ? { all: [date, who] } : date }
    },
    standing({ entity, field, when, days, yearly, who }) {
      if (when !== 'before' || yearly) return null
      const near: Rule[] = [
        { field, is: 'at-least', value: fromToday(0) },
        { field, is: 'before', value: fromToday(days + 1) },
      ]
      return { entity, rule: { all: who ? [...near, who] : near } }
    },
  },
  needs: (step) => (step.params.clock === 'client' ? contactNeeds(step) : {}),
  run(step) {
    const { params, event, now, wokenBy } = step
    const hour = params.clock === 'client' ? hourOfClient(step, params.time, event?.at ?? now) : null
    if (hour && hour > now && !wokenBy) return waitUntil(hour, { why: { code: 'waits-until', with: { until: hour.toISOString() } } })
    return leaveWith('out', { at: (hour ?? event?.at ?? now).toISOString() })
  },
  sample: {
    params: { entity: 'contact', field: 'birthday', when: 'before', days: 3, yearly: true, time: '09:00' },
    output: { at: '2026-03-02T08:00:00.000Z' },
  },
})

/** The chosen time of the day after the tick, where the client lives; of the company where nobody knows. */
function hourOfClient(step: Step, time: string, tick: Date): Date | null {
  const zone = contactOf(step)?.['zone'] ?? null
  const day = addDays(dayIn(tick, step.company.zone), 1)
  return localTime(day, time, typeof zone === 'string' && isZone(zone) ? zone : step.company.zone)
}

/** The date is that day, whole days from today: one tick a day finds each date exactly once, days and instants alike. */
export const onDay = (field: string, shift: number): Rule => ({
  all: [
    { field, is: 'at-least', value: fromToday(shift) },
    { field, is: 'before', value: fromToday(shift + 1) },
  ],
})

const fromToday = (days: number) => (days < 0 ? { ago: `P${-days}D` } : { in: `P${days}D` })
