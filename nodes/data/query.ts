import { because, defineNode, leaveWith } from '../../shared/node.ts'
import { choice, filter, number, params, pick } from '../../shared/params.ts'

/** Finds many records. They stay ids until somebody looks at one, so a long list costs little. */
export const dataQuery = defineNode({
  type: 'data.query',
  group: 'data',
  icon: 'ListSearch',
  title: { en: 'Find many records', ru: 'Найти записи' },
  about: {
    en: 'Finds all records that fit, to count them or to go through them one by one.',
    ru: 'Находит все подходящие записи, чтобы посчитать их или обойти по одной.',
  },
  summary: {
    en: 'find up to {limit} records of the kind {entity}[ where {where}]',
    ru: 'найти записи «{entity}»[, где {where}] (не больше {limit})',
  },
  synonyms: {
    en: ['query', 'find all', 'list', 'search', 'segment', 'filter', 'select', 'records', 'count', 'how many', 'everyone who'],
    ru: ['выборка', 'найти все', 'список', 'поиск', 'сегмент', 'фильтр', 'выбрать', 'записи', 'посчитать', 'сколько', 'все, кто'],
  },
  params: params({
    entity: pick({ from: 'entities', default: 'contact', label: { en: 'Records', ru: 'Записи' } }),
    where: filter({ of: '$entity', optional: true, label: { en: 'Which ones', ru: 'Какие' } }),
    order: choice({
      default: 'newest',
      advanced: true,
      label: { en: 'In the order', ru: 'Порядок' },
      options: { newest: { en: 'newest first', ru: 'сначала новые' }, oldest: { en: 'oldest first', ru: 'сначала старые' } },
    }),
    limit: number({ default: 1_000, min: 1, max: 10_000, advanced: true, label: { en: 'At most', ru: 'Не больше' } }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    records: { type: 'list', entity: '$entity', label: { en: 'Records', ru: 'Записи' } },
    count: { type: 'number', label: { en: 'How many', ru: 'Сколько' } },
    more: { type: 'flag', label: { en: 'There are more', ru: 'Есть ещё' } },
  },
  needs: ({ params }) => ({
    ids: {
      kind: 'query',
      entity: params.entity,
      rule: params.where ?? { all: [] },
      sort: params.order === 'newest' ? '-createdAt' : 'createdAt',
      limit: params.limit + 1,
    },
  }),
  run({ params, found }) {
    const all = Array.isArray(found['ids']) ? found['ids'] : []
    const ids = all.slice(0, params.limit)
    const more = all.length > ids.length
    const leaving = leaveWith('out', { records: { entity: params.entity, ids }, count: ids.length, more })
    return more ? because(leaving, 'list-cut', { most: params.limit }) : leaving
  },
  sample: {
    params: { entity: 'contact', where: { field: 'lastReplyAt', is: 'before', value: { ago: 'P180D' } }, limit: 1_000 },
    found: { ids: ['anna'] },
    output: { records: { entity: 'contact', ids: ['anna'] }, count: 1, more: false },
  },
})
