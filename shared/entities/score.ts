/** What says how interested somebody is: points by rules, and the lines that their score is the sum of. */
import { entity } from './entity.ts'

/** What a kind of sign is worth. It is live: flows name it by its key, and lines that were added by it can be counted anew. */
export const scoreRule = entity({
  name: 'scoreRule',
  plural: 'score-rules',
  icon: 'Gauge',
  access: 'shared',
  key: 'key',
  titleFields: ['name'],
  title: { en: 'Points rule', ru: 'Правило баллов' },
  titles: { en: 'Points rules', ru: 'Правила баллов' },
  fields: {
    key: { type: 'text', required: true, unique: true, title: { en: 'Key', ru: 'Ключ' } },
    name: { type: 'text', required: true, column: true, search: true, title: { en: 'For what', ru: 'За что' } },
    points: { type: 'number', required: true, column: true, shape: 'points', title: { en: 'Points each time', ru: 'Баллов за раз' } },
    /** Null: as many as come together. */
    most: { type: 'number', column: true, shape: 'count', title: { en: 'At most for one contact', ru: 'Не больше на контакт' } },
    /** Days after which a line no longer counts; null: it counts for good. */
    lasts: { type: 'number', column: true, shape: 'count', title: { en: 'Counts for days', ru: 'Действует дней' } },
  },
})

/** One line of a score. The score of a contact is the sum of its lines that have not faded. */
export const scoreEvent = entity({
  name: 'scoreEvent',
  plural: 'score-events',
  icon: 'Gauge',
  access: 'shared',
  titleFields: ['reason'],
  system: true,
  about: 'contact',
  title: { en: 'Score line', ru: 'Начисление' },
  titles: { en: 'Score lines', ru: 'Начисления' },
  fields: {
    contact: { type: 'ref', entity: 'contact', required: true, title: { en: 'Contact', ru: 'Контакт' } },
    points: { type: 'number', required: true, column: true, title: { en: 'Points', ru: 'Баллы' } },
    reason: { type: 'text', required: true, column: true, title: { en: 'Reason', ru: 'За что' } },
    /** One line per contact and key counts; null counts every time. */
    key: { type: 'text', hidden: true, title: { en: 'Counts once per', ru: 'Один раз на' } },
    at: { type: 'time', required: true, column: true, title: { en: 'When', ru: 'Когда' } },
    rule: { type: 'ref', entity: 'scoreRule', title: { en: 'Rule', ru: 'Правило' } },
    /** Until it has faded. */
    fadesAt: { type: 'time', indexed: true, title: { en: 'Counts until', ru: 'Действует до' } },
    fadedAt: { type: 'time', title: { en: 'No longer counts since', ru: 'Не действует с' } },
  },
})
