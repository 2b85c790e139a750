import { defineNode } from '../../shared/node.ts'
import { params } from '../../shared/params.ts'

/** The engine prepares at most so many steps into one suggestion. */
const prepared = 20

/**
 * Asks a person before what follows: everything up to the next wait is prepared, shown and kept until somebody decides.
 * Who decides, how long they have and what happens then are settings that every node has.
 */
export const humanSuggest = defineNode({
  type: 'human.suggest',
  group: 'approval',
  icon: 'HandStop',
  title: { en: 'Ask before going on', ru: 'Спросить, прежде чем делать' },
  about: {
    en: 'Prepares everything up to the next wait and shows it to a person; nothing happens before they approve.',
    ru: 'Готовит всё до следующего ожидания и показывает человеку; пока он не одобрит, ничего не происходит.',
  },
  summary: { en: 'ask a person before what follows', ru: 'спросить человека, прежде чем делать дальше' },
  synonyms: {
    en: [
      'approve',
      'approval',
      'suggest',
      'confirm',
      'permission',
      'review',
      'check',
      'gate',
      'operator',
      'manual',
      'decision',
      'sign off',
    ],
    ru: ['одобрение', 'одобрить', 'предложить', 'подтвердить', 'разрешение', 'согласование', 'проверка', 'оператор', 'вручную', 'решение'],
  },
  params: params({}),
  ports: {
    approved: { en: 'Approved', ru: 'Одобрено' },
    dismissed: { en: 'Dismissed', ru: 'Отклонено' },
    expired: { en: 'Nobody decided', ru: 'Никто не решил' },
    withdrawn: { en: 'No longer relevant', ru: 'Уже не нужно' },
  },
  acts: false,
  waits: true,
  run: () => ({ kind: 'hold', steps: prepared }),
  sample: { params: {} },
})
