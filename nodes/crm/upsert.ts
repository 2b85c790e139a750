import type { ChangeRecord } from '../../shared/effects.ts'
import { entities } from '../../shared/entities.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import { because, defineNode, type Fields, fail, type Lookup, leaveWith } from '../../shared/node.ts'
import { choice, fields, params, pick, text } from '../../shared/params.ts'
import { idFor } from '../../shared/seed.ts'
import { isRecord } from '../acted-on.ts'

const others = entities.map((entity) => entity.name).filter((name) => name !== 'contact')

/**
 * Creates a record, or changes it when it is there already. A contact is told by e-mail, then phone; when the two name
 * different people, the one with the e-mail is taken and the way leads by `duplicate`. In a run about nobody the
 * record becomes what the run is about.
 */
export const crmUpsert = defineNode({
  type: 'crm.upsert',
  group: 'record',
  icon: 'DatabasePlus',
  title: { en: 'Create or update a record', ru: 'Создать или обновить запись' },
  about: {
    en: 'Finds a contact by e-mail or phone, or any other record by a field, and updates it; creates it when it is not there.',
    ru: 'Находит контакт по почте или телефону, а другую запись по полю, и обновляет её; если её нет, создаёт.',
  },
  summary: {
    en: 'create or update a record of the kind {entity}[ with the e-mail {email}][ with the phone {phone}][ told by {matchBy}]: {fields}',
    ru: 'создать или обновить запись «{entity}»[ с почтой {email}][ с телефоном {phone}][, узнать по полю {matchBy}]: {fields}',
  },
  synonyms: {
    en: ['create', 'new', 'add', 'upsert', 'insert', 'update', 'save', 'contact', 'lead', 'deal', 'order', 'find or create', 'import'],
    ru: [
      'создать',
      'новый',
      'добавить',
      'обновить',
      'сохранить',
      'завести',
      'контакт',
      'лид',
      'сделка',
      'заказ',
      'найти или создать',
      'карточка',
    ],
  },
  params: params({
    entity: pick({ from: 'entities', default: 'contact', label: { en: 'Record', ru: 'Запись' } }),
    email: text({ optional: true, visibleWhen: { param: 'entity', is: ['contact'] }, label: { en: 'E-mail', ru: 'Почта' } }),
    phone: text({ optional: true, visibleWhen: { param: 'entity', is: ['contact'] }, label: { en: 'Phone', ru: 'Телефон' } }),
    matchBy: pick({
      from: 'entity-fields',
      of: '$entity',
      optional: true,
      visibleWhen: { param: 'entity', is: others },
      label: { en: 'Told by the field', ru: 'Узнать по полю' },
      help: {
        en: 'One of the fields below. Leave empty to create a new record every time.',
        ru: 'Одно из полей ниже. Пусто: каждый раз создаётся новая запись.',
      },
    }),
    fields: fields({ of: '$entity', default: [], label: { en: 'Fields', ru: 'Поля' }, optional: true }),
    existing: choice({
      default: 'update',
      label: { en: 'If it is there already', ru: 'Если уже есть' },
      options: {
        update: { en: 'overwrite its fields', ru: 'перезаписать поля' },
        fill: { en: 'only fill empty fields', ru: 'заполнить только пустые' },
        keep: { en: 'leave it as it is', ru: 'не менять' },
      },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' }, duplicate: { en: 'Two people', ru: 'Два человека' } },
  acts: true,
  effects: ['change-record'],
  output: {
    record: { type: 'record', entity: '$entity', label: { en: 'Record', ru: 'Запись' } },
    created: { type: 'flag', label: { en: 'Is new', ru: 'Новая' } },
  },
  needs({ params, found }) {
    if (params.entity === 'contact') return { ...identity('byEmail', params.email, null), ...identity('byPhone', null, params.phone) }
    const wanted = valuesOf(params.fields)[params.matchBy ?? ''] ?? null
    if (params.matchBy === null || wanted === null) return {}
    const ids = found['ids']
    const id = Array.isArray(ids) ? ids[0] : null
    return {
      ids: { kind: 'query', entity: params.entity, rule: { field: params.matchBy, is: 'is', value: wanted }, limit: 1 },
      ...(typeof id === 'string' ? { byField: { kind: 'record', entity: params.entity, id } as const } : {}),
    }
  },
  run({ params, found, seed, since, subject }) {
    const isContact = params.entity === 'contact'
    if (isContact && !params.email && !params.phone) return fail('empty-value', { field: 'email' })
    const [byEmail, byPhone, byField] = ['byEmail', 'byPhone', 'byField'].map((name) => recordIn(found[name]))
    const existing = byEmail ?? byPhone ?? byField ?? null
    const wanted = { ...valuesOf(params.fields), ...(isContact ? valuesOf(addresses(params.email, params.phone)) : {}) }
    const id = existing?.id ?? idFor(seed, 'record', since)
    const changed = existing ? changesOf(existing, wanted, params.existing) : wanted
    const effect: ChangeRecord = {
      kind: 'change-record',
      entity: params.entity,
      id,
      change: existing ? 'update' : 'create',
      fields: changed,
    }
    const effects = existing && Object.keys(changed).length === 0 ? [] : [effect]
    const two = byEmail && byPhone && byEmail.id !== byPhone.id
    const leaving = leaveWith(two ? 'duplicate' : 'out', { record: id, created: existing === null }, ...effects)
    return {
      ...(two ? because(leaving, 'two-people') : leaving),
      ...(subject === null ? { subject: { entity: params.entity, id } } : {}),
    }
  },
  sample: {
    params: {
      entity: 'contact',
      email: [{ ref: 'event.email' }],
      fields: [{ field: 'firstName', value: [{ ref: 'event.name' }] }],
      existing: 'fill',
    },
    found: { byEmail: null },
    output: { record: 'anna', created: true },
  },
})

const identity = (name: string, email: string | null, phone: string | null): Record<string, Lookup> =>
  email || phone ? { [name]: { kind: 'identity', email: email || null, phone: phone || null } } : {}

const addresses = (email: string | null, phone: string | null) => [
  { field: 'email', value: email?.trim() ?? null },
  { field: 'phone', value: phone?.trim() ?? null },
]

/** Nothing is written for a value that is empty: what the record has stays. */
const valuesOf = (assignments: readonly { readonly field: string; readonly value: Json }[] | null): JsonObject =>
  Object.fromEntries((assignments ?? []).filter(({ value }) => value !== null && value !== '').map(({ field, value }) => [field, value]))

function recordIn(value: Json | undefined): Fields | null {
  return value !== undefined && isRecord(value) ? value : null
}

/** What would be written over an existing record; an address it has stays, another one never replaces it. */
function changesOf(existing: Fields, wanted: JsonObject, rule: 'update' | 'fill' | 'keep'): JsonObject {
  if (rule === 'keep') return {}
  const isEmpty = (name: string) => [undefined, null, ''].includes(existing[name] as string | null | undefined)
  const fillsOnly = (name: string) => rule === 'fill' || name === 'email' || name === 'phone'
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => (fillsOnly(name) ? isEmpty(name) : !isSame(existing[name], value))),
  )
}

const isSame = (before: Json | undefined, after: Json | undefined) => JSON.stringify(before) === JSON.stringify(after)
