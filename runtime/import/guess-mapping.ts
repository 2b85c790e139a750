/** Guesses where the columns of a table belong, by the names of fields in both languages and what else people call them. */
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { type ImportTarget, importTargets, keysOf } from '../../shared/import-targets.ts'

/** `field` is a path: `email`, or `order.number` of a record that the row points to. `format`: where only one reads every day. */
interface Guess {
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
  'contact.externalId': ['leadnumber', 'leadid', 'customerid', 'clientid', 'contactid', 'idклиента', 'кодклиента', 'номерклиента'],
  'company.externalId': ['accountid', 'companyid', 'инн'],
  'deal.externalId': ['opportunityid', 'dealid', 'номерсделки'],
  'order.externalId': [],
  sku: ['productid', 'stockcode', 'article', 'productcode', 'itemcode', 'артикул', 'код', 'кодтовара'],
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

/** Where a column may belong. */
interface Target extends ImportTarget {
  /** Of two that fit equally the nearer one is taken. */
  readonly distance: number
}

/** One guess per column; no target is given away twice. */
export function guessMapping(
  entity: EntityType,
  own: (entity: string) => Readonly<Record<string, Field>>,
  columns: readonly { readonly name: string; readonly formats: readonly string[] }[],
): readonly Guess[] {
  const targets = targetsOf(entity, own)
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
    !path.includes('.') || keysOf(of).some((key) => taken.has(`${path.split('.')[0]}.${key}`))
  return columns.map(({ formats }, index) => {
    const target = chosen.get(index)
    if (!target || !hasKey(target)) return { field: null, format: null }
    const isDate = target.field.type === 'day' || target.field.type === 'time'
    // A firm that a table names is made where it is not there yet.
    const isFirm = target.field.type === 'ref' && target.field.entity === 'company'
    const path = isFirm ? `${target.path}.name` : target.path
    if (isFirm && taken.has(path)) return { field: null, format: null }
    return { field: path, format: isDate && formats.length === 1 ? (formats[0] ?? null) : null }
  })
}

function targetsOf(entity: EntityType, own: (entity: string) => Readonly<Record<string, Field>>): readonly Target[] {
  const refs = Object.keys(entity.fields)
  const all = importTargets(entity, own).map(
    (target): Target => ({ ...target, distance: target.ref === null ? 0 : 1 + refs.indexOf(target.ref) }),
  )
  // The day of a line is that of its order: the column belongs to the order, and the line has it from there.
  const isInherited = ({ path, ref, field }: Target) =>
    ref === null && field.type === 'day' && all.some((other) => other.ref !== null && other.path.endsWith(`.${path}`))
  return all.filter((target) => !isInherited(target))
}

/** 4: the very name with its entity, 3: the name, 2: what else it is called, 0: no. */
function scoreOf(column: string, { path, entity, field, distance }: Target): number {
  const name = path.split('.').at(-1) ?? path
  if (column === plain(path)) return 4
  const names = [name, field.title.en, field.title.ru].map(plain)
  if (names.includes(column)) return distance === 0 ? 3 : 2.5
  return (synonyms[`${entity.name}.${name}`] ?? synonyms[name])?.includes(column) ? 2 : 0
}

/** Letters and digits in lower case. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^\p{L}\p{N}]/gu, '')
