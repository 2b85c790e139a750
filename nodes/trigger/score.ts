import { defineNode, leaveWith } from '../../shared/node.ts'
import { choice, number, params } from '../../shared/params.ts'

/** Begins when the score crosses a line, not each time it changes beyond it. */
export const triggerScore = defineNode({
  type: 'trigger.score',
  group: 'trigger',
  icon: 'Gauge',
  title: { en: 'The score crosses a line', ru: 'Баллы пересекли порог' },
  about: {
    en: 'Starts at the moment when the score of a contact rises to a number of points or falls below it.',
    ru: 'Начинает сценарий в момент, когда баллы контакта дошли до порога или упали ниже него.',
  },
  summary: { en: 'when the score {direction} {threshold}', ru: 'когда баллы {direction} {threshold}' },
  synonyms: {
    en: ['score', 'points', 'lead score', 'threshold', 'hot lead', 'ready to buy', 'rating', 'cooled down', 'qualified'],
    ru: ['баллы', 'скоринг', 'очки', 'порог', 'горячий лид', 'готов купить', 'рейтинг', 'остыл', 'квалифицирован'],
  },
  params: params({
    direction: choice({
      label: { en: 'Direction', ru: 'Куда' },
      default: 'up',
      options: { up: { en: 'rises to', ru: 'поднялись до' }, down: { en: 'falls below', ru: 'упали ниже' } },
    }),
    threshold: number({ default: 50, min: -10_000, max: 10_000, label: { en: 'Points', ru: 'Баллы' } }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    from: { type: 'number', label: { en: 'Score before', ru: 'Баллы до' } },
    to: { type: 'number', label: { en: 'Score now', ru: 'Баллы после' } },
    points: { type: 'number', label: { en: 'Points added', ru: 'Начислено' } },
    reason: { type: 'text', label: { en: 'Reason', ru: 'За что' } },
  },
  trigger: {
    events: ['score-changed'],
    matches({ direction, threshold }, event) {
      const from = Number(event.fields['from'] ?? 0)
      const to = Number(event.fields['to'] ?? 0)
      return direction === 'up' ? from < threshold && to >= threshold : from >= threshold && to < threshold
    },
    standing: ({ direction, threshold }) => ({
      entity: 'contact',
      rule: { field: 'score', is: direction === 'up' ? 'at-least' : 'under', value: threshold },
    }),
  },
  run: ({ event }) =>
    leaveWith('out', {
      from: event?.fields['from'] ?? null,
      to: event?.fields['to'] ?? null,
      points: event?.fields['points'] ?? null,
      reason: event?.fields['reason'] ?? null,
    }),
  sample: { params: { direction: 'up', threshold: 50 }, output: { from: 40, to: 55, points: 15, reason: 'Opened the price list' } },
})
