import { because, defineNode, fail, leaveBy, waitUntil } from '../../shared/node.ts'
import { duration, params } from '../../shared/params.ts'
import { chance } from '../../shared/seed.ts'
import { jitter } from '../../shared/work-calendar.ts'
import { deadline, deadlineNeeds } from '../deadline.ts'

/** Waits for so long, and a little longer by chance if asked to. */
export const waitDelay = defineNode({
  type: 'wait.delay',
  group: 'wait',
  icon: 'Clock',
  title: { en: 'Wait', ru: 'Ждать' },
  about: { en: 'Waits for some minutes, hours, days or working days.', ru: 'Ждёт несколько минут, часов, дней или рабочих дней.' },
  summary: {
    en: 'wait {duration}[ and up to {jitter} more]',
    ru: 'ждать {duration}[ с разбросом в {jitter}]',
  },
  synonyms: {
    en: ['wait', 'delay', 'pause', 'sleep', 'later', 'timer', 'days', 'hours', 'minutes', 'hold', 'after some time'],
    ru: ['ждать', 'задержка', 'пауза', 'подождать', 'позже', 'таймер', 'дней', 'часов', 'минут', 'отложить', 'через некоторое время'],
  },
  params: params({
    duration: duration({ workingDays: true, default: 'P1D', label: { en: 'How long', ru: 'Сколько' } }),
    jitter: duration({
      optional: true,
      advanced: true,
      label: { en: 'And by chance up to', ru: 'И случайно ещё до' },
      help: { en: 'So that letters do not all leave at the same second.', ru: 'Чтобы письма не уходили все в одну секунду.' },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  waits: true,
  needs: (step) => deadlineNeeds(step, step.params.duration),
  run(step) {
    const { params, seed, now, wokenBy } = step
    if (wokenBy) return because(leaveBy('out'), 'waited-until', { until: now.toISOString() })
    const over = deadline(step, params.duration)
    if (!over) return fail('no-open-hours')
    const until = params.jitter ? jitter(over, params.jitter, chance(seed, 'jitter'), null) : over
    return waitUntil(until, { why: { code: 'waits-until', with: { until: until.toISOString() } } })
  },
  sample: { params: { duration: 'P2D', jitter: 'PT30M' } },
})
