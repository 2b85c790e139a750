/** Looks through a whole SQLite file for damage, beside everything else. */
import type { Beside } from './read-beside.ts'

/** What is wrong, as SQLite says it; null when the file is sound. */
export async function lookThrough({ read }: Beside): Promise<string | null> {
  try {
    const [found = []] = await read([{ sql: 'pragma quick_check(1)' }])
    const verdict = String(found[0]?.['quick_check'])
    return verdict === 'ok' ? null : verdict
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
