import { defineNode, fail } from '../../shared/node.ts'
import { number, params, value } from '../../shared/params.ts'
import { listIn } from '../listed.ts'

/** The longest list that one loop goes through. */
const most = 10_000

/**
 * Goes through a list, item by item, and leaves by `done` after the last. The records of `data.query` come as ids;
 * each branch sees the record itself, read when its turn comes, and the steps inside act on it.
 */
export const logicForEach = defineNode({
  type: 'logic.forEach',
  group: 'logic',
  icon: 'Repeat',
  title: { en: 'For each', ru: 'Для каждого' },
  about: {
    en: 'Does the same for every item of a list, such as the records that a search has found, and goes on after the last.',
    ru: 'Делает одно и то же для каждого элемента списка, например для найденных записей, и после последнего идёт дальше.',
  },
  summary: { en: 'for each of {list}', ru: 'для каждого из {list}' },
  synonyms: {
    en: ['for each', 'foreach', 'loop', 'iterate', 'every', 'list', 'repeat', 'all of them', 'go through', 'batch', 'cycle'],
    ru: ['для каждого', 'цикл', 'перебор', 'каждый', 'список', 'повторить', 'по всем', 'пройти по', 'пакетно', 'обход'],
  },
  params: params({
    list: value({ takes: 'list', label: { en: 'List', ru: 'Список' } }),
    max: number({ default: 1_000, min: 1, max: most, advanced: true, label: { en: 'At most', ru: 'Не больше' } }),
    concurrency: number({
      default: 1,
      min: 1,
      max: 100,
      advanced: true,
      label: { en: 'How many at once', ru: 'Сколько одновременно' },
      help: {
        en: 'One after the other keeps waits inside the loop in a row.',
        ru: 'По одному: ожидания внутри цикла идут друг за другом.',
      },
    }),
  }),
  ports: { item: { en: 'Each', ru: 'Каждый' }, done: { en: 'After the last', ru: 'После последнего' } },
  acts: false,
  run({ params }) {
    const { items, entity } = listIn(params.list)
    if (items === null) return fail('not-a-list')
    if (items.length > params.max) return fail('list-too-long', { most: params.max })
    if (items.length === 0) return { kind: 'leave', port: 'done', effects: [], why: { code: 'empty-list' } }
    return {
      kind: 'fork',
      branches: items.map((item) => ({ port: 'item' as const, item })),
      concurrency: params.concurrency,
      after: 'done',
      ...(entity ? { entity } : {}),
    }
  },
  sample: {
    params: { list: 'node.late.records', max: 1_000, concurrency: 1 },
    values: { list: { entity: 'contact', ids: ['anna'] } },
  },
})
