/** The tables of records: one per entity, made from its description, and what is kept about all of them. */
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { type Column, type Index, index, may, must, type Table } from './table.ts'

/** The columns of a field: money takes two, all others one of their own name. */
export function columnsOf(name: string, field: Field): Readonly<Record<string, Column>> {
  switch (field.type) {
    case 'money':
      return { [`${name}_cents`]: may('integer'), [`${name}_currency`]: may('text') }
    case 'number':
      return { [name]: may('number') }
    case 'flag':
      return { [name]: may('flag') }
    case 'time':
      return { [name]: may('time') }
    case 'tags':
    case 'json':
      return { [name]: may('json') }
    default:
      return { [name]: may('text') }
  }
}

/** The table of an entity. It carries the entity's name; required fields are checked when they are written, so that a later version may add one. */
export function entityTable(entity: EntityType): Table {
  const columns: Record<string, Column> = { id: must('text') }
  const indexes: Index[] = [index('createdAt', 'id')]
  for (const [name, field] of Object.entries(entity.fields)) {
    Object.assign(columns, columnsOf(name, field))
    if (field.type === 'ref' || field.indexed) indexes.push({ on: [name], where: `"${name}" is not null` })
    if (field.unique) indexes.push({ on: [name], unique: true, where: '"archivedAt" is null' })
  }
  Object.assign(columns, {
    custom: may('json'),
    createdAt: must('time'),
    updatedAt: must('time'),
    archivedAt: may('time'),
    revision: must('integer'),
  })
  return { name: entity.name, columns, key: ['id'], indexes }
}

/** What happened to records, one row per field; `about` names whom the record is about, so that a person's timeline is one look-up. */
export const changes: Table = {
  name: 'changes',
  columns: {
    id: must('text'),
    entity: must('text'),
    record: must('text'),
    about: may('text'),
    field: may('text'),
    old: may('json'),
    new: may('json'),
    at: must('time'),
    cause: must('json'),
  },
  key: ['id'],
  indexes: [index('record', 'at'), { on: ['about', 'at'], where: '"about" is not null' }],
}

/** Addresses of contacts: one contact per channel and address. */
export const identities: Table = {
  name: 'identities',
  columns: { channel: must('text'), address: must('text'), contact: must('text') },
  key: ['channel', 'address'],
  indexes: [index('contact')],
}

/** What the search box looks through. `words` are folded and parted by spaces (`search-words.ts`). */
export const searchable: Table = {
  name: 'searchable',
  columns: {
    number: must('sequence'),
    record: must('text'),
    entity: must('text'),
    owner: may('text'),
    title: must('text'),
    detail: must('text'),
    words: must('text'),
    archived: must('flag'),
  },
  key: ['number'],
  indexes: [{ on: ['record'], unique: true }],
}
