import { defineNode, type Fields, fail, leaveBy, waitUntil } from '../../shared/node.ts'
import { choice, duration, params, pick } from '../../shared/params.ts'
import { chance } from '../../shared/seed.ts'
import { daytime, isOpen, jitter, nextOpen, readCalendar, usualCalendar } from '../../shared/work-calendar.ts'
import { isZone } from '../../shared/zones.ts'
import { contactIdOf, contactNeeds, contactOf } from '../acted-on.ts'

/** Goes on during working hours: at once while it is open, else at the next opening. */
export const waitBusinessHours = defineNode({
  type: 'wait.businessHours',
  group: 'wait',
  icon: 'Briefcase',
  title: { en: 'Wait for working hours', ru: 'Ждать рабочего времени' },
  about: {
    en: 'Goes on during working hours: at once, or when the next working day begins; never at night or on a day off.',
    ru: 'Идёт дальше в рабочее время: сразу или с началом рабочего дня; никогда ночью или в выходной.',
  },
  summary: {
    en: 'wait for the working hours {of}[ {calendar}][, up to {jitter} later]',
    ru: 'ждать рабочего времени {of}[ {calendar}][, с разбросом в {jitter}]',
  },
  synonyms: {
    en: [
      'business hours',
      'working hours',
      'office hours',
      'opening hours',
      'weekend',
      'night',
      'holiday',
      'morning',
      'quiet hours',
      'send time',
      'workday',
    ],
    ru: [
      'рабочее время',
      'рабочие часы',
      'часы работы',
      'выходные',
      'ночь',
      'праздник',
      'утро',
      'тихие часы',
      'время отправки',
      'рабочий день',
    ],
  },
  params: params({
    of: choice({
      label: { en: 'Whose hours', ru: 'Чьи часы' },
      default: 'owner',
      options: {
        owner: { en: 'of the owner', ru: 'ответственного' },
        department: { en: 'of the owner’s department', ru: 'отдела ответственного' },
        company: { en: 'of the company', ru: 'компании' },
        contact: { en: 'of the client, by day where they live', ru: 'клиента: днём по его времени' },
        calendar: { en: 'of the calendar', ru: 'по календарю' },
      },
    }),
    calendar: pick({
      from: 'calendars',
      optional: true,
      visibleWhen: { param: 'of', is: ['calendar'] },
      label: { en: 'Calendar', ru: 'Календарь' },
    }),
    jitter: duration({
      optional: true,
      advanced: true,
      label: { en: 'And by chance up to', ru: 'И случайно ещё до' },
      help: { en: 'At a human pace, never past closing time.', ru: 'Как у живого человека, но не позже конца дня.' },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  waits: true,
  needs(step) {
    const { of, calendar } = step.params
    if (of === 'contact') return contactNeeds(step)
    return { calendar: { kind: 'calendar', of: of === 'calendar' ? (calendar ?? 'company') : of, contact: contactIdOf(step) } }
  },
  run(step) {
    const { params, found, company, since, now, seed, wokenBy } = step
    const ofCompany = () => readCalendar(found['calendar']) ?? usualCalendar(company.zone)
    const calendar = params.of === 'contact' ? daytime(zoneOf(contactOf(step), company.zone)) : ofCompany()
    if (wokenBy && isOpen(now, calendar)) return leaveBy('out')
    const open = nextOpen(wokenBy ? now : since, calendar)
    if (!open) return fail('no-open-hours')
    const until = params.jitter ? jitter(open, params.jitter, chance(seed, 'jitter'), calendar) : open
    if (until <= now) return leaveBy('out')
    return waitUntil(until, { why: { code: 'waits-until', with: { until: until.toISOString() } } })
  },
  sample: { params: { of: 'owner', jitter: 'PT20M' } },
})

function zoneOf(contact: Fields | null, otherwise: string): string {
  const zone = contact?.['zone'] ?? null
  return typeof zone === 'string' && isZone(zone) ? zone : otherwise
}
