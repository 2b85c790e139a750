/** Opens the store of an installation: SQLite in the data folder. */
import type { Store } from './port.ts'
import { openSqlite } from './sqlite.ts'
import type { StoreOptions } from './store-context.ts'

/** Where the data is. */
export interface StorePlace extends StoreOptions {
  readonly dataDir: string
}

/** Throws `StoreProblem` when the database cannot be trusted, reached or understood. */
export async function openStore(place: StorePlace): Promise<Store> {
  return openSqlite(place.dataDir, place)
}
