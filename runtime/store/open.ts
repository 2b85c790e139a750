/** Opens the store of an installation: PostgreSQL where a database is named, else SQLite in the data folder. */
import type { Store } from './port.ts'
import { openSqlite } from './sqlite.ts'
import type { StoreOptions } from './store-context.ts'

/** Where the data is. */
interface StorePlace extends StoreOptions {
  readonly dataDir: string
  /** `postgres://…`; null or left out: SQLite. */
  readonly databaseUrl?: string | null
}

/** Throws `StoreProblem` when the database cannot be trusted, reached or understood. */
export async function openStore(place: StorePlace): Promise<Store> {
  if (!place.databaseUrl) return openSqlite(place.dataDir, place)
  // Loaded only where it is needed: most installations never do.
  const { openPostgres } = await import('./postgres.ts')
  return openPostgres(place.databaseUrl, place)
}
