/** Lists of records as the API, exports and rules ask for them. */

import { Check } from 'typebox/value'
import type { EntityType } from '../../shared/entities/entity.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import type { Fields } from '../../shared/node.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Link } from '../../shared/suggestion.ts'
import { RuleSchema } from '../../shared/workflow-schema.ts'
import { titleOf } from '../crm/catalogue.ts'
import type { ListRequest, Reads } from '../store/port.ts'
import { readJson } from './json-body.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'
import { asksSecret, seenAmong, visibleRule } from './record-rights.ts'
import type { Person } from './rights.ts'

interface ListAsked {
  readonly filter?: string
  readonly search?: string
  readonly sort?: string
  readonly cursor?: string
  readonly limit?: string
  readonly archived?: 'true' | 'false'
}

/** What the store is asked, bounded by what the person may see. */
export function listRequest(entity: EntityType, asked: ListAsked, person: Person, parts: Parts, most = 200): ListRequest {
  if (asked.sort && asksSecret(asked.sort)) throw new Refused(422, 'field-unknown')
  const rule = allOf(asked.filter ? readRule(readJson(asked.filter)) : null, visibleRule(entity, person))
  return {
    entity: entity.name,
    rule,
    search: asked.search ?? null,
    sort: asked.sort ?? null,
    cursor: asked.cursor ?? null,
    limit: Math.min(Math.max(Number(asked.limit ?? 50), 1), most),
    archived: asked.archived === 'true',
    now: parts.clock.now(),
  }
}

/** A rule that somebody sent; throws `Refused` for one that cannot be read or asks what nobody may know. */
export function readRule(value: unknown): Rule {
  if (!Check(RuleSchema, value) || asksSecret(value)) throw new Refused(422, 'field-rule')
  return value as Rule
}

/** One rule that asks for all of these; null for no restriction, as which null counts, too. */
export function allOf(...rules: readonly (Rule | null)[]): Rule | null {
  const given = rules.filter((rule) => rule !== null)
  return given.length === 0 ? null : given.length === 1 ? (given[0] ?? null) : { all: given }
}

/** The titles of everything these records point to, by id, as far as the person may see it. */
export async function refsOf(
  entity: EntityType,
  records: readonly Fields[],
  person: Person,
  parts: Pick<Parts, 'store' | 'catalogue'>,
): Promise<Record<string, Link>> {
  const fields = { ...entity.fields, ...(await parts.catalogue.customFields(entity.name)) }
  const wanted = new Map<string, Set<string>>()
  for (const [name, field] of Object.entries(fields)) {
    if (field.type !== 'ref') continue
    for (const record of records) {
      const id = record[name]
      if (typeof id === 'string') wanted.set(field.entity, (wanted.get(field.entity) ?? new Set()).add(id))
    }
  }
  return linksTo(wanted, person, parts.store)
}

/** Marks the links, of these, that lead to records out of sight; their titles are known to the reader from elsewhere. */
export async function asSeen(links: readonly Link[], person: Person, store: Reads): Promise<(link: Link) => Link> {
  const wanted = new Map<string, Set<string>>()
  for (const { entity, id } of links) wanted.set(entity, (wanted.get(entity) ?? new Set()).add(id))
  const known = person.scope.owners === null ? {} : await linksTo(wanted, person, store)
  return (link) => (known[link.id]?.hidden ? { ...link, hidden: true } : link)
}

/** Links to records by entity and id; those out of sight have no title. */
async function linksTo(wanted: ReadonlyMap<string, ReadonlySet<string>>, person: Person, store: Reads): Promise<Record<string, Link>> {
  const links: Record<string, Link> = {}
  for (const [name, ids] of wanted) {
    if (!hasEntity(name)) continue
    const entity = entityNamed(name)
    const records = await store.records(name, [...ids])
    for (const { id } of records) links[id] = { entity: name, id, title: '', hidden: true }
    for (const record of await seenAmong(entity, records, person, store)) links[record.id] = linkTo(entity, record)
  }
  return links
}

/** A record by its title. Whether the reader may see it is asked by the caller. */
export const linkTo = (entity: EntityType, record: Fields): Link => ({ entity: entity.name, id: record.id, title: titleOf(entity, record) })
