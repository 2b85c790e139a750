/** Visits to the company's site, told by the snippet. Somebody is known once they sent a form or came by a link of a letter. */
import type { Cause, CrmEvent } from '../../shared/events.ts'
import type { Json } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { type Asking, askAll, askRecord, stage } from '../engine/asking.ts'
import { newId } from '../store/ids.ts'
import type { Op, Reads, RecordChange } from '../store/port.ts'

/** What the snippet tells, its form checked. `contact` is from a seal of ours, so it is true; the rest is what a browser says. */
export interface Visit {
  readonly visitor: string
  readonly url: string
  readonly title: string
  /** Something the site tells about, such as `price-calculated`; null for a page. */
  readonly name: string | null
  readonly contact: string | null
  /** Earlier visits of this visitor, from before they were known. */
  readonly earlier: readonly string[]
  readonly machine: boolean
}

/** The setting that lists the origins of sites which carry the snippet. */
const sitesSetting = 'sites'
const mostSites = 50

const sitesIn = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter((one) => typeof one === 'string') : []

/** Has the snippet ever told of a visit to this origin, `https://shop.example`? */
export const carriesSnippet = async (origin: string, store: Reads): Promise<boolean> =>
  sitesIn(await store.setting(sitesSetting)).includes(origin)

/** What notes that a site carries the snippet; null when that is known. */
export async function siteSeen(origin: string, store: Reads): Promise<Op | null> {
  const known = sitesIn(await store.setting(sitesSetting))
  return known.includes(origin) || known.length >= mostSites ? null : { op: 'setting', key: sitesSetting, value: [...known, origin] }
}

/** The task that records a visit, and gives earlier ones to the contact they turned out to be of. */
export function visited(visit: Visit) {
  const id = newId()
  const event = newId()
  return function* ({ now }: { readonly now: Date }): Asking<{ readonly ops: readonly Op[]; readonly value: string }> {
    const contact = yield* askRecord('contact', visit.contact)
    const of = contact && !contact['archivedAt'] ? contact.id : null
    const earlier = of === null ? [] : yield* earlierOf(visit, of, now)
    const kind = visit.name === null ? 'visit' : 'custom'
    const fields = {
      kind,
      url: visit.url,
      name: visit.name ?? visit.title,
      contact: of,
      visitor: visit.visitor,
      machine: visit.machine,
      at: now.toISOString(),
    }
    const change: RecordChange = { change: 'create', entity: 'trackedEvent', id, revision: null, fields, cause, at: now }
    yield* stage(change)
    const ops: Op[] = [change, ...earlier].map((one) => ({ op: 'change', change: one }))
    if (of !== null && !visit.machine) ops.push({ op: 'event', event: eventOf(visit, event, of, now), state: 'pending' })
    return { ops, value: id }
  }
}

const cause: Cause = { kind: 'outside', id: 'site', depth: 0 }

/** Only visits of this very visitor that are nobody's yet. */
function* earlierOf({ earlier, visitor }: Visit, contact: string, at: Date): Asking<readonly RecordChange[]> {
  const records = (yield* askAll(
    earlier.map((id) => ({ kind: 'record', entity: 'trackedEvent', id }) as const),
  )) as readonly (Fields | null)[]
  return records.flatMap((record) =>
    record?.['visitor'] === visitor && record['contact'] === null
      ? [{ change: 'update', entity: 'trackedEvent', id: record.id, revision: null, fields: { contact }, cause, at } as const]
      : [],
  )
}

const eventOf = ({ url, title, name, machine }: Visit, id: string, contact: string, at: Date): CrmEvent => ({
  id,
  kind: name === null ? 'page-visited' : 'custom',
  at,
  about: contact,
  records: { contact },
  fields: name === null ? { url, title, machine } : { name, url, title },
  cause,
})
