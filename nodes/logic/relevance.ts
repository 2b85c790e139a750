import { defineNode } from '../../shared/node.ts'
import { filter, params } from '../../shared/params.ts'

/** Watches that the steps after it still make sense. When the rule stops holding, what was planned is withdrawn. */
export const logicRelevance = defineNode({
  type: 'logic.relevance',
  group: 'logic',
  icon: 'ShieldCheck',
  title: { en: 'Only while it makes sense', ru: 'Пока это актуально' },
  about: {
    en: 'The steps after it happen only while a condition holds. When it stops, waits end and suggestions are withdrawn.',
    ru: 'Следующие шаги выполняются, только пока верно условие. Когда оно нарушено, ожидания прекращаются, а предложения снимаются.',
  },
  summary: { en: 'only while {condition}', ru: 'только пока {condition}' },
  synonyms: {
    en: ['relevance', 'relevant', 'still', 'only while', 'as long as', 'withdraw', 'cancel if', 'guard', 'unpaid', 'stop if'],
    ru: [
      'актуально',
      'актуальность',
      'ещё нужно',
      'только пока',
      'до тех пор',
      'отозвать',
      'отменить если',
      'страховка',
      'не оплачено',
      'прекратить если',
    ],
  },
  params: params({ condition: filter({ of: 'subject', label: { en: 'While', ru: 'Пока' } }) }),
  ports: { out: { en: 'Then', ru: 'Дальше' }, withdrawn: { en: 'No longer', ru: 'Уже нет' } },
  acts: false,
  run: ({ params }) => ({ kind: 'guard', guard: 'relevance', rule: params.condition }),
  sample: { params: { condition: { field: 'stage', is: 'is-not', value: 'lost' } } },
})
