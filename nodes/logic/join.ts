import { defineNode, fail } from '../../shared/node.ts'
import { choice, duration, number, params } from '../../shared/params.ts'
import { deadline, deadlineNeeds } from '../deadline.ts'

/** Brings parallel ways together. Those that are not waited for, or come too late, are cancelled. */
export const logicJoin = defineNode({
  type: 'logic.join',
  group: 'logic',
  icon: 'GitMerge',
  title: { en: 'Wait for the other ways', ru: 'Дождаться других путей' },
  about: {
    en: 'Goes on when all parallel ways have come here, or the first, or a number of them; the rest are cancelled. If they take too long, it goes another way.',
    ru: 'Идёт дальше, когда сюда дошли все параллельные пути, первый из них или нужное число; остальные отменяются. Если ждать слишком долго, идёт другим путём.',
  },
  summary: {
    en: '[mode=all:go on after all ways][mode=any:go on after the first way][mode=some:go on after {count} of the ways][, wait {patience} at most]',
    ru: '[mode=all:дождаться всех путей][mode=any:дождаться первого пути][mode=some:дождаться путей: {count}][, ждать {patience}]',
  },
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
    patience: duration({
      workingDays: true,
      optional: true,
      label: { en: 'Wait at most', ru: 'Ждать не дольше' },
      help: {
        en: 'Counts from the first way that comes here. Leave empty to wait as long as it takes.',
        ru: 'Считается от первого пришедшего пути. Пусто: ждать сколько потребуется.',
      },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' }, timeout: { en: 'Time is over', ru: 'Время вышло' } },
  acts: false,
  needs: (step) => deadlineNeeds(step, step.params.patience),
  run(step) {
    const { mode, count, patience } = step.params
    const until = patience === null ? null : deadline(step, patience)
    if (patience !== null && until === null) return fail('no-open-hours')
    return { kind: 'join', of: mode === 'some' ? count : mode, until }
  },
  sample: { params: { mode: 'all', patience: '3 working days' } },
})
