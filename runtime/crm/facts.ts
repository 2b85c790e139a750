/** What is so of records at the moment somebody decides about them: from it, conditions are proposed (`shared/declines.ts`). */
import { type Fact, factsOf } from '../../shared/declines.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import type { Fields } from '../../shared/node.ts'
import { segmentedEntities } from '../../shared/rules.ts'
import type { Reads } from '../store/port.ts'

/** Of the records that point to one, so many of the latest are looked at. */
const mostRelated = 100
/** So many records are asked about at once. */
const atOnce = 50

/** The facts about each record of an entity, by its id; those that are gone are left out. */
export async function factsAbout(
  entity: string,
  ids: readonly string[],
  store: Pick<Reads, 'list'>,
  now: Date,
): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const facts = new Map<string, readonly Fact[]>()
  if (!hasEntity(entity)) return facts
  const wanted = [...new Set(ids)]
  for (let from = 0; from < wanted.length; from += atOnce)
    for (const [id, each] of await factsOfSome(entity, wanted.slice(from, from + atOnce), store, now)) facts.set(id, each)
  return facts
}

async function factsOfSome(entity: string, ids: readonly string[], store: Pick<Reads, 'list'>, now: Date) {
  const { fields, relations = {} } = entityNamed(entity)
  const listed = async (of: string, field: string, values: readonly string[], limit: number) => {
    if (values.length === 0) return []
    const rule = { field, is: 'one-of', value: [...values] } as const
    return (await store.list({ entity: of, rule, limit, sort: '-createdAt', now })).items as readonly Fields[]
  }
  const records = await listed(entity, 'id', ids, ids.length)
  const refs = Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'ref' && field.entity !== entity && segmentedEntities.includes(field.entity) ? [{ name, entity: field.entity }] : [],
  )
  const near = await Promise.all(
    refs.map(async (ref) => {
      const named = [...new Set(records.map((record) => record[ref.name]).filter((id) => typeof id === 'string'))]
      return { name: ref.name, byId: new Map((await listed(ref.entity, 'id', named, named.length)).map((found) => [found.id, found])) }
    }),
  )
  const related = await Promise.all(
    Object.entries(relations).map(async ([name, { entity: of, by }]) => ({
      name,
      by,
      found: await listed(of, by, ids, mostRelated * ids.length),
    })),
  )
  return records.map((record) => {
    const around = {
      near: Object.fromEntries(
        near.flatMap(({ name, byId }) => {
          const other = byId.get(String(record[name]))
          return other ? [[name, other]] : []
        }),
      ),
      related: Object.fromEntries(related.map(({ name, by, found }) => [name, found.filter((each) => each[by] === record.id)])),
    }
    return [record.id, factsOf(entity, record, around)] as const
  })
}
