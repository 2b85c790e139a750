import type { OneOfMany } from '../../shared/effects.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import type { Said } from '../../shared/json.ts'
import { defineNode, type Fields, fail, type Lookup, leaveWith } from '../../shared/node.ts'
import { filter, flag, params, pick, text, value } from '../../shared/params.ts'
import { recordTitle } from '../../shared/record-title.ts'
import type { Rule } from '../../shared/rules.ts'
import { isRecord } from '../acted-on.ts'
import { listIn } from '../listed.ts'

/** More than anybody looks through before they approve. */
const most = 1_000

/**
 * Puts many records into the archive, as one suggestion with its exceptions: who has an open deal, owes something or wants
 * personal care is left out with the reason, and the operator may put anybody in or take them out.
 */
export const crmArchive = defineNode({
  type: 'crm.archive',
  group: 'record',
  icon: 'Archive',
  title: { en: 'Put into the archive', ru: 'Убрать в архив' },
  about: {
    en: 'Takes a list of records out of lists, counts and letters, all with one decision; exceptions stay, and everything can be brought back.',
    ru: 'Убирает записи списка из списков, подсчётов и рассылок одним решением; исключения остаются, и всё можно вернуть.',
  },
  summary: {
    en: 'put {list} into the archive[{openDeals}, but nobody with an open deal][{debts}, but nobody with an unpaid invoice][, but not where {except}]',
    ru: 'убрать в архив {list}[{openDeals}, кроме тех, у кого открытая сделка][{debts}, кроме тех, у кого неоплаченный счёт][, кроме тех, где {except}]',
  },
  synonyms: {
    en: ['archive', 'remove', 'delete', 'clean up', 'dead contacts', 'batch', 'let go', 'hide', 'many at once'],
    ru: ['архив', 'удалить', 'убрать', 'почистить базу', 'мёртвые контакты', 'пакетно', 'отпустить', 'скрыть', 'сразу много'],
  },
  params: params({
    entity: pick({ from: 'entities', default: 'contact', label: { en: 'Records', ru: 'Записи' } }),
    list: value({ takes: 'list', label: { en: 'List', ru: 'Список' } }),
    openDeals: flag({
      default: true,
      visibleWhen: { param: 'entity', is: ['contact', 'company'] },
      label: { en: 'Leave out who has an open deal', ru: 'Не трогать тех, у кого открытая сделка' },
    }),
    debts: flag({
      default: true,
      visibleWhen: { param: 'entity', is: ['contact', 'company'] },
      label: { en: 'Leave out who has an unpaid invoice', ru: 'Не трогать тех, у кого неоплаченный счёт' },
    }),
    except: filter({ of: '$entity', optional: true, advanced: true, label: { en: 'Leave out as well', ru: 'Не трогать также' } }),
    note: text({
      lines: 'many',
      optional: true,
      label: { en: 'Note on the timeline of each', ru: 'Заметка в истории каждого' },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: true,
  startsAs: 'suggest',
  effects: ['change-many'],
  output: { count: { type: 'number', label: { en: 'How many were proposed', ru: 'Сколько предложено' } } },
  needs(step) {
    const { items } = listIn(step.params.list)
    const ids = idsIn(items)
    if (ids.length === 0 || ids.length > most) return {}
    const { entity } = step.params
    const records = ids.map((id): [string, Lookup] => [`record:${id}`, { kind: 'record', entity, id }])
    const exceptions = exceptionsOf(step.params).map(({ said, rule }): [string, Lookup] => [
      said.code,
      { kind: 'query', entity, rule: { all: [{ field: 'id', is: 'one-of', value: ids }, rule] }, limit: most },
    ])
    return Object.fromEntries([...records, ...exceptions])
  },
  run(step) {
    const { params, found } = step
    const { items: listed } = listIn(params.list)
    if (listed === null) return fail('not-a-list')
    if (listed.length > most) return fail('list-too-long', { most })
    const exceptions = exceptionsOf(step.params).map(({ said }) => ({ said, ids: new Set(idsIn(found[said.code])) }))
    const items = idsIn(listed).flatMap((id): OneOfMany[] => {
      const record = found[`record:${id}`] ?? null
      if (!isRecord(record) || record['archivedAt'] != null) return []
      const leftOut = reasonFor(record, exceptions)
      return [{ id, title: titleOf(params.entity, record), leftOut, included: leftOut === null }]
    })
    const count = items.filter(({ included }) => included).length
    if (items.length === 0) return leaveWith('out', { count: 0 })
    return leaveWith(
      'out',
      { count },
      { kind: 'change-many', entity: params.entity, change: 'archive', fields: {}, note: params.note ?? '', items },
    )
  },
  sample: {
    params: { entity: 'contact', list: 'node.dead.records', openDeals: true, debts: true, note: ['Silent for a year.'] },
    values: { list: { entity: 'contact', ids: ['anna'] } },
    found: {
      'record:anna': { id: 'anna', firstName: 'Anna', lastName: 'Weber', archivedAt: null },
      'left-out-open-deal': [],
      'left-out-debt': [],
    },
    output: { count: 1 },
  },
})

const idsIn = (list: unknown): readonly string[] => (Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [])

interface Chosen {
  readonly entity: string
  readonly openDeals: boolean
  readonly debts: boolean
  readonly except: Rule | null
}

interface Exception {
  readonly said: Said
  readonly rule: Rule
}

/** Whom to leave out, in the order in which reasons are told. */
function exceptionsOf(params: Chosen): readonly Exception[] {
  const isClient = params.entity === 'contact' || params.entity === 'company'
  const openDeal: Rule = { some: 'deals', where: { field: 'stage.kind', is: 'is', value: 'open' } }
  const debt: Rule = { some: 'invoices', where: { field: 'status', is: 'one-of', value: ['open', 'partly-paid'] } }
  return [
    ...(isClient && params.openDeals ? [{ said: { code: 'left-out-open-deal' }, rule: openDeal }] : []),
    ...(isClient && params.debts ? [{ said: { code: 'left-out-debt' }, rule: debt }] : []),
    ...(params.except ? [{ said: { code: 'left-out-rule' }, rule: params.except }] : []),
  ]
}

/** The first that speaks against it. Personal care always does: nobody is to be among many then. */
function reasonFor(record: Fields, exceptions: readonly { readonly said: Said; readonly ids: ReadonlySet<string> }[]): Said | null {
  const found = exceptions.find(({ ids }) => ids.has(record.id))
  return found?.said ?? (record['personalCare'] === true ? { code: 'left-out-care' } : null)
}

const titleOf = (entity: string, record: Fields): string => (hasEntity(entity) && recordTitle(entityNamed(entity), record)) || record.id
