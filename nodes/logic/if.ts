import { defineNode, leaveBy } from '../../shared/node.ts'
import { params, rule } from '../../shared/params.ts'

/** Goes one way when a condition holds and another when it does not; an empty field holds nothing but "is empty". */
export const logicIf = defineNode({
  type: 'logic.if',
  group: 'logic',
  icon: 'ArrowsSplit2',
  title: { en: 'If', ru: 'Если' },
  about: {
    en: 'Asks a question about the contact or the data and goes by yes or by no.',
    ru: 'Проверяет условие о клиенте или данных и идёт по «да» или по «нет».',
  },
  summary: { en: 'if {condition}', ru: 'если {condition}' },
  synonyms: {
    en: ['if', 'condition', 'branch', 'filter', 'check', 'when', 'yes or no', 'decision', 'only if', 'compare', 'segment'],
    ru: ['если', 'условие', 'ветка', 'фильтр', 'проверка', 'да или нет', 'развилка', 'только если', 'сравнить', 'сегмент', 'ветвление'],
  },
  params: params({ condition: rule({ about: 'subject', label: { en: 'Condition', ru: 'Условие' } }) }),
  ports: { yes: { en: 'Yes', ru: 'Да' }, no: { en: 'No', ru: 'Нет' } },
  acts: false,
  run: ({ params }) => leaveBy(params.condition.holds ? 'yes' : 'no'),
  sample: { params: { condition: { field: 'score', is: 'at-least', value: 50 } } },
})
