/**
 * Finds everything that a person has left: their records by refs and indexes, their runs and events by those, and what
 * was written about others by looking for them in every text. The looking is done beside the product, for it goes through
 * whole tables.
 */
import type { EntityType } from '../../shared/entities/entity.ts'
import { entities } from '../../shared/entities.ts'
import { isAboutPeople, personRefs, pointersOf } from './erase-decisions.ts'
import { type Mention, mentionsOf, type Scan } from './find-mentions.ts'
import { tablesNaming } from './find-tables.ts'
import { knownPerson } from './known-person.ts'
import type { Reading } from './record-reads.ts'
import type { DeliveryRow, ErasureRow } from './rows.ts'
import { type Cell, decoder, quoted, type Row } from './table.ts'
import * as tables from './tables.ts'
import type { ErasureReads, KnownPerson, Rewrite, Traces } from './traces.ts'

const decodeDelivery = decoder<DeliveryRow>(tables.deliveries)
const decodeErasure = decoder<ErasureRow>(tables.erasures)
const people = entities.filter(isAboutPeople)

/** The part of `Reads` that is about erasure. */
export function eraseReads(reading: Reading, scan: Scan): ErasureReads {
  const { rows } = reading
  return {
    personOf: (contact) => knownPerson(contact, reading),
    tracesOf: (person) => findTraces(person, reading, scan),

    async erasures() {
      const marks = await rows('select "mark", "erasure" from "erasedAddresses" order by "mark"')
      return (await rows('select * from "erasures" order by "at", "id"')).map((row) => {
        const erasure = decodeErasure(row)
        return { ...erasure, marks: marks.filter((mark) => mark['erasure'] === erasure.id).map((mark) => String(mark['mark'])) }
      })
    },

    async isErased(mark) {
      return (await rows('select 1 as "one" from "erasedAddresses" where "mark" = ?', [mark])).length > 0
    },
  }
}

type Records = ReadonlyMap<string, ReadonlySet<string>>

async function findTraces(person: KnownPerson, reading: Reading, scan: Scan): Promise<Traces> {
  const find = finding(reading)
  const mentions = await mentionsOf(person.values, reading.dialect, scan)
  const records = withStrangers(await recordsOf(person, find), mentions)
  const ids = [...new Set([...person.ids, ...[...records.values()].flatMap((each) => [...each])])]
  const all = new Set(ids)
  const going = new Set(ids)
  for (const { name, keeps } of people) if (keeps) for (const id of records.get(name) ?? []) going.delete(id)

  const events = new Set([
    ...(await find.ids('events', '"about"', ids)),
    ...(await heldEvents([...(records.get('submission') ?? [])], find)),
    ...mentions.filter(({ table, isNamed }) => table === 'events' && isNamed('records')).map(({ id }) => id),
  ])
  const runRows = [
    ...(await find.rows('runs', '"subject"', ids, '"id", "state"')),
    ...(await find.rows('runs', '"event"', [...events], '"id", "state"', 'and t."subject" is null')),
  ]
  const runs = new Set(runRows.map((row) => String(row['id'])))
  const suggestions = new Set([
    ...(await find.ids('suggestions', '"subject"', ids)),
    ...(await find.ids('suggestions', '"run"', [...runs])),
  ])
  const letters = new Map<string, DeliveryRow>()
  for (const row of [
    ...(await find.rows('deliveries', '"contact"', person.contacts)),
    ...(await find.rows('deliveries', '"run"', [...runs])),
  ])
    letters.set(String(row['id']), decodeDelivery(row))
  const rawFiles = await find.rows(
    'message',
    '"id"',
    [...(records.get('message') ?? [])],
    '"rawFile" as "id"',
    'and t."rawFile" is not null',
  )
  const files = new Set([...(await find.ids('files', '"about"', [...going])), ...rawFiles.map((row) => String(row['id']))])

  const isTheirs = ({ table, id, row }: Mention): boolean => {
    switch (table) {
      case 'events':
        return events.has(id)
      case 'changes':
        // Those of a record that stays go with its fields; what is left of them is looked at when it is nobody's any more.
        return all.has(String(row['record']))
      case 'runs':
        return runs.has(id)
      case 'positions':
      case 'parts':
      case 'trails':
        return runs.has(String(row['run']))
      case 'suggestions':
        return suggestions.has(id)
      case 'deliveries':
        return letters.has(id)
      case 'files':
        return files.has(id)
      default:
        return records.get(table)?.has(id) ?? false
    }
  }
  const others = mentions.filter((mention) => !isTheirs(mention))
  return {
    person: { ...person, ids: [...going] },
    records: Object.fromEntries([...records].map(([entity, each]) => [entity, [...each]])),
    runs: [...runs],
    going: new Set(runRows.filter((row) => row['state'] === 'active').map((row) => row['id'])).size,
    events: [...events],
    suggestions: [...suggestions],
    deliveries: [...letters.keys()],
    awaited: [...letters.values()].filter(({ run, state }) => run !== null && !runs.has(run) && isOpen(state)),
    files: [...new Set([...files, ...others.flatMap(({ rawFile }) => rawFile ?? []), ...(await tablesNaming(person.values, reading))])],
    changes: (await find.ids('changes', '"about"', [...going])).length,
    watches: (await find.rows('watches', '"about"', [...going], '"number"')).length,
    rewrites: [...others.map(({ rewrite }) => rewrite), ...(await keysOf([...events, ...going], reading, scan))],
  }
}

/** A run of somebody else waits to hear what becomes of it. */
const isOpen = (state: DeliveryRow['state']): boolean => state !== 'done' && state !== 'failed' && state !== 'cancelled'

type Find = ReturnType<typeof finding>

function finding({ dialect, rows }: Reading) {
  const find = async (table: string, column: string, among: readonly string[], wanted = '*', more = ''): Promise<readonly Row[]> =>
    among.length === 0
      ? []
      : rows(`select ${wanted} from ${quoted(table)} t where t.${column} in ${dialect.ids} ${more}`, [
          JSON.stringify(among),
        ] as readonly Cell[])
  return {
    rows: find,
    ids: async (...[table, column, among, more = '']: [string, string, readonly string[], string?]) =>
      (await find(table, column, among, '"id"', more)).map((row) => String(row['id'])),
  }
}

/** Their records, and step by step what points to those and to nobody else. */
async function recordsOf({ contacts, ids }: KnownPerson, find: Find): Promise<Map<string, Set<string>>> {
  const found = new Map(people.map(({ name }) => [name, new Set<string>()]))
  const take = (entity: string, more: readonly string[]): string[] => {
    const known = found.get(entity)
    const fresh = more.filter((id) => known && !known.has(id))
    for (const id of fresh) known?.add(id)
    return fresh
  }
  let fresh = [...ids, ...take('contact', await find.ids('contact', '"id"', contacts))]
  for (const entity of people)
    for (const ref of personRefs(entity)) fresh.push(...take(entity.name, await find.ids(entity.name, quoted(ref), contacts)))
  while (fresh.length > 0) {
    const next: string[] = []
    for (const entity of people)
      for (const pointer of pointersOf(entity))
        next.push(...take(entity.name, await find.ids(entity.name, quoted(pointer), fresh, ofNobody(entity))))
    fresh = next
  }
  return found
}

const ofNobody = (entity: EntityType): string =>
  personRefs(entity)
    .map((ref) => `and t.${quoted(ref)} is null`)
    .join(' ')

/** What nobody has been told to belong to and names them is theirs: an unread submission, a letter of a stranger. */
function withStrangers(records: Map<string, Set<string>>, mentions: readonly Mention[]): Records {
  for (const { table, id, row, entity } of mentions) {
    if (!entity || entity.keeps || personRefs(entity).length === 0) continue
    if (personRefs(entity).every((ref) => row[ref] === null)) records.get(table)?.add(id)
  }
  return records
}

/** What their submissions came as, unless it was emptied before. */
async function heldEvents(submissions: readonly string[], find: Find): Promise<string[]> {
  const held = await find.rows('submission', '"id"', submissions, '"event"', 'and t."event" is not null')
  return find.ids(
    'events',
    '"id"',
    held.map((row) => String(row['event'])),
    `and t."fields" <> '{}'`,
  )
}

/** The keys by which a repeat of what they sent would be known. There may be very many, and no index finds them by event. */
async function keysOf(events: readonly string[], { dialect }: Reading, scan: Scan): Promise<readonly Rewrite[]> {
  const [found = []] = await scan([
    { sql: `select "scope", "key" from "seen" where "event" in ${dialect.ids}`, params: [JSON.stringify(events)] },
  ])
  return found.map(({ scope = null, key = null }) => ({ table: 'seen', key: { scope, key }, columns: null }))
}
