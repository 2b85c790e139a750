import type { EntityType } from '../../shared/entities/entity.ts'

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
