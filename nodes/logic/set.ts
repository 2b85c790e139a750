import { defineNode } from '../../shared/node.ts'
import { fields, params } from '../../shared/params.ts'

/** Keeps values under names of the author's choice, for the steps after it. */
export const logicSet = defineNode({
  type: 'logic.set',
  group: 'logic',
  icon: 'Variable',
  title: { en: 'Remember a value', ru: 'Запомнить значение' },
  about: {
    en: 'Keeps values under names of your own, so that later steps can use them.',
    ru: 'Запоминает значения под вашими именами, чтобы использовать их в следующих шагах.',
  },
  summary: { en: 'remember {values}', ru: 'запомнить {values}' },
  synonyms: {
    en: ['set', 'variable', 'remember', 'value', 'store', 'calculate', 'assign', 'save for later', 'name', 'counter'],
    ru: ['переменная', 'запомнить', 'значение', 'сохранить', 'вычислить', 'присвоить', 'задать', 'имя', 'счётчик', 'на потом'],
  },
  params: params({ values: fields({ of: 'vars', label: { en: 'Values', ru: 'Значения' } }) }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  run: ({ params }) => ({
    kind: 'leave',
    port: 'out',
    effects: [],
    vars: Object.fromEntries(params.values.map(({ field, value }) => [field, value])),
  }),
  sample: { params: { values: [{ field: 'offer', value: ['Spring offer for ', { ref: 'subject.firstName', or: 'you' }] }] } },
})
