/** Where the columns of a table may go: fields of the record itself, and of the records that a row points to. */
import { commonFields, type EntityType, type Field } from './entities/entity.ts'
import { entityNamed } from './entities.ts'

/** One place for a column. */
export interface ImportTarget {
  /** `email`, or `order.number` of a record that the row points to. */
  readonly path: string
  /** The ref that leads there; null for the record itself. */
  readonly ref: string | null
  /** Whose field it is. */
  readonly entity: EntityType
  readonly field: Field
}

/** How days are written in tables. A table may read in several of these; then somebody has to say which it is. */
export const dayFormats = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD.MM.YY', 'M/D/YYYY', 'D/M/YYYY', 'YYYY/MM/DD', 'YYYYMMDD', 'DD-MM-YYYY'] as const

/** A whole name in one column; the import takes it apart. */
export const wholeName: Field = { type: 'text', title: { en: 'Whole name', ru: 'Имя целиком' } }

/** Records that an import makes where rows point to them and they are not there, so that what others point to is made first. */
export const makingOrder: readonly string[] = ['company', 'contact', 'product', 'deal', 'order', 'invoice']

/** Every place that an import of this entity offers. `own` are the fields that users added, by entity. */
export function importTargets(entity: EntityType, own: (entity: string) => Readonly<Record<string, Field>>): readonly ImportTarget[] {
  const direct = fieldsOf(entity, own).map(([name, field]): ImportTarget => ({ path: name, ref: null, entity, field }))
  const further = Object.entries(entity.fields).flatMap(([ref, field]) => {
    if (field.type !== 'ref' || !makingOrder.includes(field.entity)) return []
    const other = entityNamed(field.entity)
    return fieldsOf(other, own)
      .filter(([, inner]) => inner.type !== 'ref')
      .map(([name, inner]): ImportTarget => ({ path: `${ref}.${name}`, ref, entity: other, field: inner }))
  })
  return [...direct, ...further]
}

const fieldsOf = (entity: EntityType, own: (entity: string) => Readonly<Record<string, Field>>): readonly (readonly [string, Field])[] => [
  ...(entity.name === 'contact' ? [['name', wholeName] as const] : []),
  ...Object.entries({ ...entity.fields, ...own(entity.name) }).filter(([name, field]) => isOffered(name, field)),
]

/** The number elsewhere is not shown on cards, but tables are told apart by it. */
const isOffered = (name: string, field: Field): boolean =>
  !field.readonly && field.type !== 'json' && (!field.hidden || name === 'externalId') && !Object.hasOwn(commonFields, name)

/** Fields by which a record of an entity is known, the best first. */
const keys: Readonly<Record<string, readonly string[]>> = {
  contact: ['externalId', 'email', 'phone'],
  company: ['externalId', 'name'],
  deal: ['externalId', 'title'],
  order: ['externalId', 'number'],
  invoice: ['number'],
  product: ['sku', 'name'],
  user: ['email', 'name'],
}

/** The fields by which records of an entity are told apart. */
export const keysOf = (entity: EntityType): readonly string[] => keys[entity.name] ?? (entity.key ? [entity.key] : entity.titleFields)
