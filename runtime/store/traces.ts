/** What is known of a person who is to be erased, and what they have left. */
import type { DeliveryRow, ErasureRow } from './rows.ts'
import type { Cell } from './table.ts'

/** A person, and all that they are known by. */
export interface KnownPerson {
  /** Ids of the contact, and of those in the archive that had the same e-mail address. */
  readonly contacts: readonly string[]
  /** Ids of all their records, those of the contacts among them. */
  readonly ids: readonly string[]
  /** Every e-mail address they ever had here. */
  readonly emails: readonly string[]
  /** Texts that mean them and nobody else: ids, addresses, numbers, and the full name where nobody else is called that. */
  readonly values: readonly string[]
}

/** Everything that a person has left in the store, as it is erased. */
export interface Traces {
  readonly person: KnownPerson
  /** Ids of their records by entity: those that go and those that stay for the books (`keeps`). */
  readonly records: Readonly<Record<string, readonly string[]>>
  readonly runs: readonly string[]
  /** Of their runs, those that are going. */
  readonly going: number
  readonly events: readonly string[]
  readonly suggestions: readonly string[]
  readonly deliveries: readonly string[]
  /** Of those, what runs of others wait for. */
  readonly awaited: readonly DeliveryRow[]
  readonly files: readonly string[]
  readonly changes: number
  readonly watches: number
  /** What is written about others and names them, as it will be. */
  readonly rewrites: readonly Rewrite[]
}

/** The part of what a store reads that is about erasure. */
export interface ErasureReads {
  /** Null when there is no such contact. */
  personOf(contact: string): Promise<KnownPerson | null>
  /** Looks for a person in every table, beside everything else. */
  tracesOf(person: KnownPerson): Promise<Traces>
  /** The oldest first. */
  erasures(): Promise<readonly (ErasureRow & { readonly marks: readonly string[] })[]>
  /** Was somebody erased who had the address of this mark? */
  isErased(mark: string): Promise<boolean>
}

/** A row that names somebody who goes. Where it is another one by then, it is looked at again. */
export interface Rewrite {
  readonly table: string
  readonly key: Readonly<Record<string, Cell>>
  /** The columns as they were and as they will be; null: the row goes. */
  readonly columns: Readonly<Record<string, { readonly from: string; readonly to: string | null }>> | null
}

/** Is nothing left? */
export const isNothing = ({ records, runs, events, suggestions, deliveries, files, changes, watches, rewrites }: Traces): boolean =>
  [...Object.values(records), runs, events, suggestions, deliveries, files, rewrites].every(({ length }) => length === 0) &&
  changes + watches === 0
