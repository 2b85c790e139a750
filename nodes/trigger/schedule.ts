import { defineNode, leaveWith } from '../../shared/node.ts'
import { calendarRule, filter, params, pick } from '../../shared/params.ts'
import { missedTicksParam, overlapParam } from './missed.ts'

/** Begins by the calendar: once, or once for every record that is found at that moment. */
export const triggerSchedule = defineNode({
  type: 'trigger.schedule',
  group: 'trigger',
  icon: 'CalendarRepeat',
  title: { en: 'On a schedule', ru: 'По расписанию' },
  about: {
    en: 'Starts every day, week or month at a time you choose: once, or for each record that fits.',
    ru: 'Начинает сценарий каждый день, неделю или месяц в выбранное время: один раз или для каждой подходящей записи.',
  },
  summary: { en: '{when}[, for each {entity}][ where {who}]', ru: '{when}[, по каждой записи «{entity}»][, где {who}]' },
  synonyms: {
    en: ['schedule', 'cron', 'timer', 'every day', 'daily', 'weekly', 'monthly', 'every morning', 'repeat', 'regular', 'calendar', 'batch'],
    ru: [
      'расписание',
      'крон',
      'таймер',
      'каждый день',
      'ежедневно',
      'еженедельно',
      'ежемесячно',
      'по утрам',
      'регулярно',
      'календарь',
      'обход',
    ],
  },
  params: params({
    when: calendarRule({ label: { en: 'When', ru: 'Когда' }, default: { every: 'working-day', at: '09:00' } }),
    entity: pick({
      from: 'entities',
      optional: true,
      label: { en: 'For each', ru: 'По каждой записи' },
      help: { en: 'Leave empty to start once.', ru: 'Оставьте пустым, чтобы начать один раз.' },
    }),
    who: filter({ of: '$entity', optional: true, label: { en: 'Which ones', ru: 'Какие именно' } }),
    missed: missedTicksParam,
    overlap: overlapParam,
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: { at: { type: 'time', label: { en: 'Planned for', ru: 'На какое время' } } },
  trigger: {
    events: ['schedule-ticked'],
    matches: () => true,
    schedule: (params) => params.when,
    missed: ({ missed }) => (({ late: 'one', all: 'each', none: 'none' }) as const)[missed],
    overlap: ({ overlap }) => overlap,
    query: ({ entity, who }) => (entity ? { entity, rule: who ?? { all: [] } } : null),
  },
  run: ({ event, now }) => leaveWith('out', { at: (event?.at ?? now).toISOString() }),
  sample: {
    params: {
      when: { every: 'week', on: [1], at: '09:00' },
      entity: 'contact',
      who: { field: 'lastReplyAt', is: 'before', value: { ago: 'P90D' } },
    },
    output: { at: '2026-03-02T08:00:00.000Z' },
  },
})
