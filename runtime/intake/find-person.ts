/**
 * Finds or makes the contact that a stranger is. By e-mail, then by phone; what a stranger says fills empty fields and
 * replaces nothing. Inside a turn: two strangers with one address make one contact.
 */

import type { Cause } from '../../shared/events.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import { type Asking, askFind, askIdentity, askRecord, stage } from '../engine/asking.ts'
import type { RecordChange } from '../store/port.ts'
import type { Stranger } from './read-person.ts'

interface FindingPerson {
  readonly now: Date
  readonly cause: Cause
  /** What the id of a new contact follows from. */
  readonly seed: string
  readonly owner: string | null
  readonly source: string | null
  /** Somebody said who it is; then nobody is looked for. */
  readonly contact?: string
  /** Somebody said that it is a person, even if no address tells who. */
  readonly withoutAddress?: boolean
}

/** The contact as it will be after `changes`, which the caller commits. */
export interface FoundPerson {
  readonly contact: Fields
  readonly isNew: boolean
  /** The contact with the phone, when the e-mail is another's. */
  readonly other: string | null
  readonly changes: readonly RecordChange[]
}

/** Null when there is no address by which somebody could be told. The changes are staged. */
export function* findPerson(stranger: Stranger, finding: FindingPerson): Asking<FoundPerson | null> {
  const isNobody = stranger.email === null && stranger.phone === null && !finding.withoutAddress
  if (finding.contact === undefined && isNobody) return null
  const given = finding.contact === undefined ? null : yield* askRecord('contact', finding.contact)
  const byEmail = stranger.email === null ? null : yield* askIdentity(stranger.email, null)
  const byPhone = stranger.phone === null ? null : yield* askIdentity(null, stranger.phone)
  const known = given ?? byEmail ?? byPhone
  const others = [byEmail, byPhone].filter((one) => one !== null && one.id !== known?.id)
  const company = known?.['company'] ? null : yield* findCompany(stranger.company, finding)
  const said: JsonObject = {
    ...stranger.contact,
    ...(stranger.email === null || (byEmail && byEmail.id !== known?.id) ? {} : { email: stranger.email }),
    ...(stranger.phone === null || (byPhone && byPhone.id !== known?.id) ? {} : { phone: stranger.phone }),
    ...(company ? { company: company.id } : {}),
  }
  const fields = known ? filling(known, said) : { ...said, stage: 'lead', owner: finding.owner, source: said['source'] ?? finding.source }
  const id = known?.id ?? idFor(finding.seed, 'contact', finding.now)
  const changes = [...(company?.changes ?? [])]
  if (Object.keys(fields).length > 0) {
    const change: RecordChange = {
      change: known ? 'update' : 'create',
      entity: 'contact',
      id,
      revision: null,
      fields,
      cause: finding.cause,
      at: finding.now,
    }
    yield* stage(change)
    changes.push(change)
  }
  return { contact: { ...known, ...fields, id } as Fields, isNew: known === null, other: others[0]?.id ?? null, changes }
}

/** What the record does not have yet. */
const filling = (known: Fields, said: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(said).filter(([name]) => isEmpty(known[name])))

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

interface FoundCompany {
  readonly id: string
  readonly changes: readonly RecordChange[]
}

/** By its name; a new one has an id made of the name, so that two strangers of one firm in one turn meet in it. */
function* findCompany(said: JsonObject, { now, cause, owner }: FindingPerson): Asking<FoundCompany | null> {
  const name = said['name']
  if (typeof name !== 'string') return null
  const [known] = yield* askFind('company', { field: 'name', is: 'is', value: name }, 1)
  if (isJsonObject(known)) return { id: known.id, changes: [] }
  const id = idFor('company', name.toLowerCase(), now)
  const change: RecordChange = { change: 'create', entity: 'company', id, revision: null, fields: { ...said, owner }, cause, at: now }
  yield* stage(change)
  return { id, changes: [change] }
}
