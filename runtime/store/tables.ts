/** Every table: one per entity, made from its description, and the product's own. */
import type { EntityType } from '../../shared/entities/entity.ts'
import { entities } from '../../shared/entities.ts'
import {
  erasedAddresses,
  erasures,
  fileParts,
  files,
  jobs,
  schedules,
  sessions,
  settings,
  tokens,
  versions,
  workflows,
} from './house-tables.ts'
import { changes, entityTable, identities, searchable } from './record-tables.ts'
import { deliveries, events, parts, positions, runs, seen, suggestions, trails, watches } from './run-tables.ts'
import type { Table } from './table.ts'

export * from './house-tables.ts'
export * from './record-tables.ts'
export * from './run-tables.ts'

const ownTables = [
  events,
  changes,
  identities,
  searchable,
  seen,
  runs,
  positions,
  parts,
  trails,
  watches,
  suggestions,
  deliveries,
  workflows,
  versions,
  schedules,
  settings,
  sessions,
  tokens,
  jobs,
  files,
  fileParts,
  erasures,
  erasedAddresses,
]

/** Every table of an installation that has these entities; throws when an entity takes the name of one of our own. */
export function allTables(described: readonly EntityType[] = entities): readonly Table[] {
  const names = new Set(ownTables.map((table) => table.name))
  for (const entity of described) if (names.has(entity.name)) throw new Error(`No entity may be called "${entity.name}"`)
  return [...described.map(entityTable), ...ownTables]
}
