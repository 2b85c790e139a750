import { defineNode } from '../../shared/node.ts'
import { branches, params } from '../../shared/params.ts'

/** Goes several ways at the same time; `logic.join` brings them together again. */
export const logicParallel = defineNode({
  type: 'logic.parallel',
  group: 'logic',
  icon: 'GitFork',
  title: { en: 'Do both', ru: 'Параллельно' },
  about: {
    en: 'Goes several ways at the same time: the letter to the client and the task for accounting, for example.',
    ru: 'Идёт сразу несколькими путями: например, письмо клиенту и задача бухгалтерии.',
  },
  summary: { en: 'do at the same time: {branches}', ru: 'делать одновременно: {branches}' },
  synonyms: {
    en: ['parallel', 'both', 'at the same time', 'fork', 'fan out', 'simultaneously', 'several', 'and also'],
    ru: ['параллельно', 'одновременно', 'сразу', 'оба', 'несколько путей', 'разветвить', 'вместе', 'и ещё'],
  },
  params: params({
    branches: branches({
      weighted: false,
      label: { en: 'Ways', ru: 'Пути' },
      default: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
    }),
  }),
  ports: { each: 'branches', plus: {} },
  acts: false,
  run: ({ params }) => ({
    kind: 'fork',
    branches: params.branches.map((branch) => ({ port: branch.id })),
    concurrency: params.branches.length,
    after: null,
  }),
  sample: {
    params: {
      branches: [
        { id: 'letter', name: 'Letter' },
        { id: 'accounting', name: 'Accounting' },
      ],
    },
  },
})
