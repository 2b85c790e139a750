import { defineNode, leaveWith } from '../../shared/node.ts'
import { choice, filter, params, pick } from '../../shared/params.ts'
import { isRecord } from '../acted-on.ts'

/** Finds the first record that fits, for the steps after it. */
export const crmFind = defineNode({
  type: 'crm.find',
  group: 'record',
  icon: 'Search',
  title: { en: 'Find a record', ru: 'Найти запись' },
  about: {
    en: 'Looks for one record that fits, such as the last open deal of the contact, and goes another way when there is none.',
    ru: 'Ищет одну подходящую запись, например последнюю открытую сделку клиента; если её нет, идёт другим путём.',
  },
  summary: {
    en: 'find the {order} record of the kind {entity} where {where}',
    ru: 'найти запись «{entity}» ({order}), где {where}',
  },
  synonyms: {
    en: ['find', 'search', 'look up', 'lookup', 'get record', 'exists', 'is there', 'open deal', 'last order', 'check if'],
    ru: ['найти', 'поиск', 'искать', 'получить запись', 'есть ли', 'существует', 'открытая сделка', 'последний заказ', 'проверить наличие'],
  },
  params: params({
    entity: pick({ from: 'entities', default: 'deal', label: { en: 'Record', ru: 'Запись' } }),
    where: filter({ of: '$entity', label: { en: 'Which one', ru: 'Какую' } }),
    order: choice({
      default: 'newest',
      label: { en: 'Of several take', ru: 'Из нескольких взять' },
      options: { newest: { en: 'newest', ru: 'самую новую' }, oldest: { en: 'oldest', ru: 'самую старую' } },
    }),
  }),
  ports: { found: { en: 'Found', ru: 'Нашлась' }, none: { en: 'There is none', ru: 'Нет такой' } },
  acts: false,
  output: {
    id: { type: 'record', entity: '$entity', label: { en: 'Record', ru: 'Запись' } },
    record: { type: 'json', entity: '$entity', label: { en: 'Its fields', ru: 'Её поля' } },
  },
  needs({ params, found }) {
    const sort = params.order === 'newest' ? '-createdAt' : 'createdAt'
    const ids = found['ids']
    const id = Array.isArray(ids) ? ids[0] : null
    return {
      ids: { kind: 'query', entity: params.entity, rule: params.where, sort, limit: 1 },
      ...(typeof id === 'string' ? { record: { kind: 'record', entity: params.entity, id } as const } : {}),
    }
  },
  run({ found }) {
    const record = found['record'] ?? null
    return isRecord(record) ? leaveWith('found', { id: record.id, record }) : leaveWith('none', { id: null, record: null })
  },
  sample: {
    params: {
      entity: 'deal',
      where: {
        all: [
          { field: 'contact', is: 'is', value: { ref: 'subject.id' } },
          { field: 'stage.kind', is: 'is', value: 'open' },
        ],
      },
      order: 'newest',
    },
    found: { ids: ['deal-1'], record: { id: 'deal-1', title: 'Two ovens' } },
    output: { id: 'deal-1', record: { id: 'deal-1', title: 'Two ovens' } },
  },
})
