/**
 * What a turn knows: records it has read, with the changes it has not committed yet laid over them. Runs of one turn
 * therefore see each other's changes, and two that add the same address find one contact, not two.
 */
import { entityNamed } from '../../shared/entities.ts'
import { normalEmail } from '../../shared/identity.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { normalPhone } from '../crm/phone.ts'
import type { RecordChange } from '../store/port.ts'
import { listAfter } from '../store/record.ts'
import type { Enrolled } from './enrol.ts'

type Channel = 'email' | 'phone'

/** Made new for every turn, and never written to the store: what it holds are the same changes as in the units of the turn. */
export class Overlay {
  /** Region for phone numbers without a country code. */
  readonly region: string
  private readonly records = new Map<string, Fields | null>()
  private readonly addresses = new Map<string, string | null>()
  private readonly touched = new Set<string>()
  private readonly enrolled = new Map<string, Enrolled | null>()
  /** Changes of records that nobody has read yet. */
  private readonly ahead = new Map<string, RecordChange[]>()

  constructor(region: string) {
    this.region = region
  }

  /** A record as this turn sees it; undefined while it has not been read. */
  record(entity: string, id: string): Fields | null | undefined {
    return this.records.get(`${entity}:${id}`)
  }

  /** Remembers what was read; what this turn has changed already is not overwritten. */
  read(entity: string, id: string, record: Fields | null): void {
    const key = `${entity}:${id}`
    if (this.records.has(key)) return
    this.records.set(key, record && entity === 'user' ? withoutPassword(record) : record)
    for (const change of this.ahead.get(key) ?? []) this.stage(change)
    this.ahead.delete(key)
  }

  /** The contact id behind an address, null when it is free, undefined while it has not been looked up. */
  address(channel: Channel, address: string): string | null | undefined {
    return this.addresses.get(`${channel}:${address}`)
  }

  readAddress(channel: Channel, address: string, contact: string | null): void {
    const key = `${channel}:${address}`
    if (!this.addresses.has(key)) this.addresses.set(key, contact)
  }

  /** What was read of earlier runs; undefined while it has not been read, and for everybody but the first who asks in this turn. */
  enter(identity: string): Enrolled | undefined {
    const before = this.enrolled.get(identity) ?? undefined
    if (before) this.enrolled.set(identity, null)
    return before
  }

  /** False when somebody has entered in this turn: what came of it is known in the next. */
  readEnrolled(identity: string, before: Enrolled): boolean {
    if (this.enrolled.get(identity) === null) return false
    this.enrolled.set(identity, before)
    return true
  }

  /** Are there changes of this entity that a query would miss? */
  hasChanged(entity: string): boolean {
    return this.touched.has(entity)
  }

  /** Are there changes that a query over records of several entities might miss? */
  hasChanges(): boolean {
    return this.touched.size > 0
  }

  /** Lays a change over the record, now or as soon as it is read. */
  stage(change: RecordChange): void {
    this.touched.add(change.entity)
    const key = `${change.entity}:${change.id}`
    const before = this.records.get(key)
    const at = change.at.toISOString()
    if (change.change === 'create') {
      this.records.set(key, {
        ...emptyRecord(change.entity),
        ...change.fields,
        id: change.id,
        createdAt: at,
        updatedAt: at,
        archivedAt: null,
      })
    } else if (before) {
      const archived = change.change === 'archive' ? { archivedAt: at } : change.change === 'restore' ? { archivedAt: null } : {}
      this.records.set(key, {
        ...before,
        ...change.fields,
        ...sums(before, change),
        ...lists(before, change),
        updatedAt: at,
        ...archived,
        id: change.id,
      })
    } else if (before === undefined) {
      this.ahead.set(key, [...(this.ahead.get(key) ?? []), change])
    }
    if (change.entity === 'contact') this.stageAddresses(change.id, change.fields)
  }

  private stageAddresses(contact: string, fields: JsonObject): void {
    for (const { channel, address } of addressesIn(fields['email'] ?? null, fields['phone'] ?? null, this.region)) {
      this.addresses.set(`${channel}:${address}`, contact)
    }
  }
}

const sums = (before: Fields, { add = {} }: RecordChange): JsonObject =>
  Object.fromEntries(Object.entries(add).map(([name, more]) => [name, Number(before[name] ?? 0) + more]))

const lists = (before: Fields, { lists = {} }: RecordChange): JsonObject =>
  Object.fromEntries(Object.entries(lists).map(([name, change]) => [name, listAfter(before[name] ?? null, change)]))

/** What no node, rule or letter may ever see. */
function withoutPassword({ passwordHash: _, ...rest }: Fields): Fields {
  return rest as Fields
}

/** The normal forms of an e-mail and a phone number, those that are any. */
export function addressesIn(email: Json, phone: Json, region: string): { channel: Channel; address: string }[] {
  const mail = typeof email === 'string' ? normalEmail(email) : null
  const number = typeof phone === 'string' ? normalPhone(phone, region) : null
  return [
    ...(mail === null ? [] : [{ channel: 'email' as const, address: mail }]),
    ...(number === null ? [] : [{ channel: 'phone' as const, address: number }]),
  ]
}

const empties = new Map<string, JsonObject>()

/** Every field of an entity, empty or with its default. */
function emptyRecord(entity: string): JsonObject {
  const known = empties.get(entity)
  if (known) return known
  const made: Record<string, Json> = {}
  for (const [name, field] of Object.entries(entityNamed(entity).fields)) {
    made[name] = field.type === 'choice' ? (field.default ?? null) : null
  }
  empties.set(entity, made)
  return made
}
