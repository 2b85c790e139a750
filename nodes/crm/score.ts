import { defineNode, fail, leaveBy } from '../../shared/node.ts'
import { choice, number, params, pick, text } from '../../shared/params.ts'
import { dayIn } from '../../shared/time.ts'
import { contactIdOf, isRecord } from '../acted-on.ts'
import { pointUnit } from '../units.ts'

/** Adds points to the contact, as a line with its reason. */
export const crmScore = defineNode({
  type: 'crm.score',
  group: 'score',
  icon: 'Gauge',
  title: { en: 'Add points', ru: 'Начислить баллы' },
  about: {
    en: 'Adds points to the score of the contact or takes them away, with a reason that everybody can read.',
    ru: 'Начисляет контакту баллы или снимает их, с причиной, которую видят все.',
  },
  summary: {
    en: 'add[ {points}][ points by the rule {rule}] for {reason}[ {counts}]',
    ru: 'начислить[ {points}][ баллы по правилу {rule}] за {reason}[ {counts}]',
  },
  synonyms: {
    en: ['score', 'points', 'lead score', 'scoring', 'rating', 'hot', 'interest', 'add points', 'subtract', 'grade'],
    ru: ['баллы', 'скоринг', 'очки', 'начислить', 'снять баллы', 'рейтинг', 'интерес', 'горячий', 'оценка', 'прибавить'],
  },
  params: params({
    rule: pick({
      from: 'score-rules',
      optional: true,
      label: { en: 'Points by the rule', ru: 'Баллы по правилу' },
      help: {
        en: 'Rules stand in the settings: there their points can be changed, also for what was added before. Without one the step has points of its own.',
        ru: 'Правила живут в настройках: там их баллы можно поменять, в том числе для уже начисленного. Без правила у шага свои баллы.',
      },
    }),
    points: number({
      default: 10,
      min: -1_000,
      max: 1_000,
      label: { en: 'Points', ru: 'Баллы' },
      unit: pointUnit,
      visibleWhen: { param: 'rule', is: [null] },
    }),
    reason: text({ label: { en: 'Reason', ru: 'За что' } }),
    counts: choice({
      default: 'always',
      label: { en: 'Counts', ru: 'Учитывать' },
      options: {
        always: { en: 'every time', ru: 'каждый раз' },
        daily: { en: 'once a day', ru: 'раз в день' },
        once: { en: 'once for this reason', ru: 'один раз за эту причину' },
      },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: true,
  effects: ['add-score'],
  needs: ({ params }) => (params.rule === null ? {} : { rule: { kind: 'keyed', entity: 'scoreRule', key: params.rule } }),
  run(step) {
    const { params, since, company } = step
    const id = contactIdOf(step)
    if (id === null) return fail('no-contact')
    const rule = step.found['rule'] ?? null
    if (params.rule !== null && !isRecord(rule)) return fail('no-points-rule', { rule: params.rule })
    const points = isRecord(rule) ? Number(rule['points']) : Math.round(params.points)
    const key = { always: null, daily: `${params.reason} ${dayIn(since, company.zone)}`, once: params.reason }[params.counts]
    const line = { kind: 'add-score', entity: 'contact', id, points, reason: params.reason, key } as const
    return leaveBy('out', isRecord(rule) ? { ...line, rule: rule.id } : line)
  },
  sample: { params: { points: 10, reason: ['Opened the price list'], counts: 'daily' } },
})
