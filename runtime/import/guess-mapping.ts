/** Guesses where the columns of a table belong, by the names of fields in both languages and what else people call them. */
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { entityNamed } from '../../shared/entities.ts'
import { guessDayFormat } from './read-cell.ts'
import { keysOf } from './record-keys.ts'

/** `field` is a path: `email`, or `order.number` of a record that the row points to. */
export interface Guess {
  readonly field: string | null
  readonly format: string | null
}

/** Other names, by the field, or by entity and field where they mean something else; in the form of `plain`. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  firstName: ['first', 'fname', 'givenname', 'forename', 'имя'],
  lastName: ['last', 'lname', 'surname', 'familyname', 'фамилия'],
  name: ['fullname', 'contactname', 'customername', 'фио', 'наименование', 'название', 'title', 'account', 'accountname'],
  email: ['mail', 'emailaddress', 'почта', 'электроннаяпочта', 'емейл', 'имейл', 'адресэлпочты'],
  phone: ['tel', 'telephone', 'mobile', 'phonenumber', 'cell', 'тел', 'телефон', 'мобильный', 'номертелефона'],
  company: ['organization', 'organisation', 'employer', 'account', 'организация', 'фирма', 'предприятие', 'клиент'],
  city: ['town', 'location', 'officelocation', 'город'],
  birthday: ['dateofbirth', 'birthdate', 'dob', 'датарождения', 'др'],
  owner: ['manager', 'responsible', 'salesagent', 'assignedto', 'менеджер', 'ответственный'],
  source: ['leadsource', 'channel', 'источник', 'канал'],
  externalId: ['id', 'externalid', 'код', 'номер'],
  'contact.externalId': ['customerid', 'clientid', 'contactid', 'idклиента', 'кодклиента', 'номерклиента'],
  'company.externalId': ['accountid', 'companyid', 'инн'],
  'deal.externalId': ['opportunityid', 'dealid', 'номерсделки'],
  'order.externalId': [],
  sku: ['stockcode', 'article', 'productcode', 'itemcode', 'артикул', 'код', 'кодтовара'],
  number: ['invoiceno', 'orderno', 'ordernumber', 'orderid', 'invoicenumber', 'no', 'номер', 'номерзаказа', 'номерсчета'],
  orderedOn: ['invoicedate', 'orderdate', 'date', 'purchasedate', 'дата', 'датазаказа'],
  quantity: ['qty', 'count', 'pieces', 'колво', 'количество', 'штук'],
  price: ['unitprice', 'salesprice', 'цена', 'ценазаединицу', 'стоимость'],
  amount: ['sum', 'total', 'value', 'closevalue', 'revenue', 'сумма', 'итого'],
  total: ['sum', 'amount', 'сумма', 'итого'],
  description: ['itemname', 'item', 'описание'],
  closesOn: ['closedate', 'датазакрытия'],
  tags: ['labels', 'метки', 'теги'],
}

/** Where a column may belong: fields of the entity, and of what its records point to. */
interface Target {
  readonly path: string
  readonly entity: string
  readonly field: Field
  /** Of two that fit equally the nearer one is taken. */
  readonly distance: number
}

/** Parents that a row of this entity often brings along, before others. */
const broughtAlong: Readonly<Record<string, readonly string[]>> = {
  orderLine: ['order', 'product', 'contact', 'company'],
  order: ['contact', 'company'],
  deal: ['contact', 'company', 'product'],
  invoice: ['contact', 'company'],
  payment: ['invoice', 'contact'],
  contact: ['company'],
  task: ['contact'],
}

/** One guess per column; no target is given away twice. */
export function guessMapping(
  entity: EntityType,
  custom: Readonly<Record<string, Field>>,
  columns: readonly { readonly name: string; readonly samples: readonly string[] }[],
): readonly Guess[] {
  const targets = targetsOf(entity, custom)
  const scored = columns.flatMap(({ name }, index) =>
    targets.map((target) => ({ index, target, score: scoreOf(plain(name), target) })).filter(({ score }) => score > 0),
  )
  scored.sort((a, b) => b.score - a.score || a.target.distance - b.target.distance)
  const chosen = new Map<number, Target>()
  const taken = new Set<string>()
  for (const { index, target } of scored) {
    if (chosen.has(index) || taken.has(target.path)) continue
    chosen.set(index, target)
    taken.add(target.path)
  }
  // Without a column that tells them apart such records could not be found or made.
  const hasKey = ({ path, entity: of }: Target) =>
    !path.includes('.') || keysOf(entityNamed(of)).some((key) => taken.has(`${path.split('.')[0]}.${key}`))
  return columns.map(({ samples }, index) => {
    const target = chosen.get(index)
    if (!target || !hasKey(target)) return { field: null, format: null }
    const isDate = target.field.type === 'day' || target.field.type === 'time'
    return { field: target.path, format: isDate ? guessDayFormat(samples) : null }
  })
}

function targetsOf(entity: EntityType, custom: Readonly<Record<string, Field>>): readonly Target[] {
  const own = fieldsOf(entity, custom).map(([name, field]) => ({ path: name, entity: entity.name, field, distance: 0 }))
  const parents = (broughtAlong[entity.name] ?? []).flatMap((ref, index) => {
    const field = entity.fields[ref]
    if (field?.type !== 'ref') return []
    return fieldsOf(entityNamed(field.entity), {}).map(([name, inner]) => ({
      path: `${ref}.${name}`,
      entity: field.entity,
      field: inner,
      distance: index + 1,
    }))
  })
  // The day of a line is that of its order: the column belongs to the order, and the line has it from there.
  const isInherited = ({ path, field }: Target) => field.type === 'day' && parents.some((other) => other.path.endsWith(`.${path}`))
  return [...own.filter((target) => !isInherited(target)), ...parents.filter(({ field }) => field.type !== 'ref')]
}

const fieldsOf = (entity: EntityType, custom: Readonly<Record<string, Field>>): readonly (readonly [string, Field])[] => [
  ...Object.entries(entity.fields).filter(([, field]) => !field.readonly && field.type !== 'json'),
  ...(entity.name === 'contact' ? [['name', wholeName] as const] : []),
  ...Object.entries(custom),
]

/** A whole name in one column; the import takes it apart. */
export const wholeName: Field = { type: 'text', title: { en: 'Name', ru: 'Имя и фамилия' } }

/** 4: the very name with its entity, 3: the name, 2: what else it is called, 0: no. */
function scoreOf(column: string, { path, entity, field, distance }: Target): number {
  const name = path.split('.').at(-1) ?? path
  if (column === plain(path)) return 4
  const names = [name, field.title.en, field.title.ru].map(plain)
  if (names.includes(column)) return distance === 0 ? 3 : 2.5
  return (synonyms[`${entity}.${name}`] ?? synonyms[name])?.includes(column) ? 2 : 0
}

/** Letters and digits in lower case. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^\p{L}\p{N}]/gu, '')
