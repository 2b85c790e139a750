/**
 * Which records are there already, by one of their fields. What fits into memory is read once at the beginning;
 * what the import makes is noted; only a very large table is asked about batch by batch.
 */
import { folded } from '../../shared/rule-values.ts'
import type { Reads } from '../store/port.ts'

/** By the text of one field, without regard to letter case or to space around it; the oldest record counts. */
export interface KnownRecords {
  /** Looks up what is not known yet; ask before `idOf`. */
  prepare(values: readonly string[]): Promise<void>
  idOf(value: string): string | null
  note(value: string, id: string): void
  /** What was noted was not written after all. */
  forget(value: string): void
}

/** About 10 MB. */
const mostInMemory = 100_000

/** Begins with a count, and reads the whole table where it is small enough. */
export async function knownRecords(entity: string, field: string, store: Reads, now: Date): Promise<KnownRecords> {
  const ids = new Map<string, string>()
  const total = await store.count(entity, { field, is: 'not-empty' }, now)
  const isWhole = total <= mostInMemory
  if (isWhole) {
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await store.list({ entity, sort: 'createdAt', limit: 1000, cursor: cursor ?? null, now })
      for (const record of page.items) note(String(record[field] ?? ''), record.id)
      cursor = page.next
    }
  }

  function note(value: string, id: string): void {
    const key = folded(value.trim())
    // The oldest one keeps the name.
    if (key !== '' && !ids.has(key)) ids.set(key, id)
  }

  return {
    async prepare(values) {
      if (isWhole) return
      const wanted = [...new Set(values.map((value) => value.trim()).filter((value) => value !== '' && !ids.has(folded(value))))]
      if (wanted.length === 0) return
      const page = await store.list({
        entity,
        rule: { field, is: 'one-of', value: wanted },
        sort: 'createdAt',
        limit: wanted.length * 2,
        now,
      })
      for (const record of page.items) note(String(record[field] ?? ''), record.id)
    },
    idOf: (value) => ids.get(folded(value.trim())) ?? null,
    note,
    forget: (value) => void ids.delete(folded(value.trim())),
  }
}
