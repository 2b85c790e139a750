import { defineNode } from '../../shared/node.ts'
import { filter, params } from '../../shared/params.ts'

/** Watches a rule from here on. When it comes true, wherever the participant is by then, the way continues at `reached`. */
export const logicGoal = defineNode({
  type: 'logic.goal',
  group: 'logic',
  icon: 'Target',
  title: { en: 'Goal', ru: 'Цель' },
  about: {
    en: 'From here on watches for a goal. When it is reached, the steps after it end at once and the way goes on from “reached”.',
    ru: 'С этого места следит за целью. Когда она достигнута, следующие шаги сразу прекращаются, путь идёт от выхода «Достигнута».',
  },
  summary: { en: 'until the goal is reached: {goal}', ru: 'пока не достигнута цель: {goal}' },
  synonyms: {
    en: ['goal', 'target', 'success', 'conversion', 'reached', 'bought', 'until', 'jump', 'exit when', 'achieved'],
    ru: ['цель', 'успех', 'конверсия', 'достигнута', 'купил', 'пока не', 'переход', 'выйти когда', 'результат', 'добились'],
  },
  params: params({ goal: filter({ of: 'subject', label: { en: 'Reached when', ru: 'Достигнута, когда' } }) }),
  ports: { out: { en: 'Then', ru: 'Дальше' }, reached: { en: 'Reached', ru: 'Достигнута' } },
  acts: false,
  run: ({ params }) => ({ kind: 'guard', guard: 'goal', rule: params.goal }),
  sample: { params: { goal: { field: 'stage', is: 'is', value: 'client' } } },
})
