import { defineNode } from '../../shared/node.ts'
import { choice, number, params } from '../../shared/params.ts'

/** Brings parallel ways together. Those that are not waited for are cancelled. */
export const logicJoin = defineNode({
  type: 'logic.join',
  group: 'logic',
  icon: 'GitMerge',
  title: { en: 'Wait for the other ways', ru: 'Дождаться других путей' },
  about: {
    en: 'Goes on when all parallel ways have come here, or the first, or a number of them; the rest are cancelled.',
    ru: 'Идёт дальше, когда сюда дошли все параллельные пути, первый из них или нужное число; остальные отменяются.',
  },
  summary: { en: 'wait for {mode}[: {count}]', ru: 'дождаться: {mode}[, {count}]' },
  synonyms: {
    en: ['join', 'merge', 'together', 'wait for all', 'first of', 'any', 'synchronise', 'bring together', 'both done'],
    ru: ['слияние', 'объединить', 'вместе', 'дождаться всех', 'первый из', 'любой', 'синхронизация', 'свести', 'оба готовы'],
  },
  params: params({
    mode: choice({
      label: { en: 'Goes on after', ru: 'Идти дальше' },
      default: 'all',
      options: {
        all: { en: 'all ways', ru: 'все пути' },
        any: { en: 'the first way', ru: 'первый путь' },
        some: { en: 'some of the ways', ru: 'несколько путей' },
      },
    }),
    count: number({ default: 2, min: 1, max: 100, visibleWhen: { param: 'mode', is: ['some'] }, label: { en: 'How many', ru: 'Сколько' } }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  run: ({ params }) => ({ kind: 'join', of: params.mode === 'some' ? params.count : params.mode }),
  sample: { params: { mode: 'all' } },
})
