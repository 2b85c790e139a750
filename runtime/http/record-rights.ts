/** Which records a person may see and write, by entity. What is not to be seen is answered as if it were not there. */
import type { EntityType } from '../../shared/entities/entity.ts'
import type { Fields } from '../../shared/node.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Reads } from '../store/port.ts'
import { isWithin, type Person, type Role, reaches } from './rights.ts'

/** Who writes the records of an entity; everything that is not named is the daily work of operators. */
const writers: Readonly<Record<string, Role>> = {
  user: 'admin',
  department: 'admin',
  calendar: 'admin',
  mailbox: 'admin',
  form: 'marketer',
  hook: 'marketer',
  questionSet: 'marketer',
  segment: 'marketer',
  scoreRule: 'marketer',
  pipeline: 'marketer',
  stage: 'marketer',
  product: 'marketer',
}

const writerOf = (entity: EntityType): Role => writers[entity.name] ?? 'operator'

/** By role alone, whatever the record; what only the program writes nobody may. Whether they may see it is `maySee`. */
export const mayWrite = (entity: EntityType, person: Person): boolean => !entity.system && reaches(person.role, writerOf(entity))

/** The field that says whose a record is: its owner, or the contact it is about. */
function ownership(entity: EntityType): { readonly owner: string } | { readonly contact: string } | null {
  if (entity.access === 'owned') return { owner: 'owner' }
  const about = entity.about ?? (entity.fields['contact'] ? 'contact' : null)
  return about === 'contact' ? { contact: about } : null
}

/** What a list has to ask for besides what was asked; null for someone who sees everything. */
export function visibleRule(entity: EntityType, person: Person): Rule | null {
  const { owners } = person.scope
  // Notices are for one person, whoever else may be in charge.
  if (entity.name === 'notification') return { field: 'owner', is: 'is', value: person.id }
  if (owners === null) return null
  const of = ownership(entity)
  if (!of) return null
  const owner = 'owner' in of ? of.owner : `${of.contact}.owner`
  return {
    any: [
      { field: owner, is: 'empty' },
      { field: owner, is: 'one-of', value: owners },
    ],
  }
}

/** May this record be seen? */
export const maySee = async (entity: EntityType, record: Fields, person: Person, store: Reads): Promise<boolean> =>
  (await seenAmong(entity, [record], person, store)).length > 0

/** Those of these records that may be seen; at most one read for all of them. */
export async function seenAmong(entity: EntityType, records: readonly Fields[], person: Person, store: Reads): Promise<readonly Fields[]> {
  if (entity.name === 'notification') return records.filter(({ owner }) => owner === person.id)
  const of = person.scope.owners === null ? null : ownership(entity)
  if (!of) return records
  if ('owner' in of) return records.filter((record) => isWithin(person.scope, record[of.owner]))
  const ids = new Set(records.map((record) => record[of.contact]).filter((id) => typeof id === 'string'))
  const owners = new Map((await store.records('contact', [...ids])).map((contact) => [contact.id, contact['owner']]))
  return records.filter((record) => isWithin(person.scope, owners.get(String(record[of.contact]))))
}

/** Values that never leave the server, and may not be asked about either. */
const secrets = new Set(['passwordHash', 'secret'])

/** Large values of a record that nobody reads in a list. */
const heavy = new Set(['raw', 'html'])

/** A record as it may be shown. */
export function shown<Record extends Fields>(record: Record, inList: boolean): Record {
  const kept = Object.entries(record).filter(([name]) => !secrets.has(name) && !(inList && heavy.has(name)))
  return Object.fromEntries(kept) as unknown as Record
}

/** Does a rule or a sort ask about something that is kept secret, here or through a ref? */
export const asksSecret = (asked: unknown): boolean => {
  if (typeof asked === 'string') return asked.split('.').some((part) => secrets.has(part.replace(/^-/, '')))
  if (Array.isArray(asked)) return asked.some(asksSecret)
  if (typeof asked !== 'object' || asked === null) return false
  return Object.entries(asked).some(([key, value]) => key !== 'value' && asksSecret(value))
}
