import { defineNode } from '../../shared/node.ts'
import { cases, params } from '../../shared/params.ts'

/** Goes by the first case that holds, else by `else`. */
export const logicSwitch = defineNode({
  type: 'logic.switch',
  group: 'logic',
  icon: 'ArrowFork',
  title: { en: 'Choose a way', ru: 'Выбрать путь' },
  about: {
    en: 'Has several cases, each with its condition; the first that fits is taken.',
    ru: 'Несколько случаев, у каждого своё условие; выбирается первый подходящий.',
  },
  summary: { en: 'depending on the case: {cases}', ru: 'в зависимости от случая: {cases}' },
  synonyms: {
    en: ['switch', 'cases', 'choose', 'router', 'many branches', 'route', 'paths', 'else', 'sector', 'depending on'],
    ru: [
      'выбор',
      'случаи',
      'варианты',
      'маршрут',
      'несколько веток',
      'ветвление',
      'развилка',
      'пути',
      'иначе',
      'отрасль',
      'в зависимости от',
      'переключатель',
    ],
  },
  params: params({ cases: cases({ label: { en: 'Cases', ru: 'Случаи' } }) }),
  ports: { each: 'cases', plus: { else: { en: 'Otherwise', ru: 'Иначе' } } },
  acts: false,
  run({ params }) {
    const first = params.cases.find((one) => one.holds)
    if (!first) return { kind: 'leave', port: 'else', effects: [], why: { code: 'no-case' } }
    return { kind: 'leave', port: first.id, effects: [] }
  },
  sample: {
    params: {
      cases: [
        { id: 'it', name: 'IT companies', rule: { field: 'company.sector', is: 'is', value: 'it' } },
        { id: 'food', name: 'Food', rule: { field: 'company.sector', is: 'is', value: 'food' } },
      ],
    },
  },
})
