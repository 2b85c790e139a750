/** What both stores know besides their database: the described entities, and the fields that users added to them. */
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { entities } from '../../shared/entities.ts'
import { isJsonObject } from '../../shared/json.ts'
import { newId } from './ids.ts'
import type { Migration } from './migrations.ts'
import type { Unit } from './port.ts'
import { type RecordType, recordType } from './record.ts'
import type { StoreProblem } from './store-problem.ts'
import type { Row } from './table.ts'

/** The setting that holds the users' own fields: `{ [entity]: { [name]: Field } }`. */
export const customFieldsSetting = 'custom-fields'

/** All of it has a default, so a test gives what matters to it. */
export interface StoreOptions {
  /** Where `sqlite/` and `postgres/` with the migrations are; by default found from the package. */
  readonly migrationsDir?: string
  /** The zone of the company: whose day "today" is in rules. UTC without it. */
  readonly zone?: () => string
  /** Ids of what a commit appends by itself; they have to grow. `newId` of ids.ts without it. */
  readonly newId?: () => string
  /** Told when a statement meets damage, or a disk that is full or fails. */
  readonly onProblem?: (problem: StoreProblem) => void
  /** Other entities than those of `shared/entities.ts`, with the migrations that make their tables. */
  readonly entities?: readonly EntityType[]
  readonly furtherMigrations?: readonly Migration[]
}

/** `type` is null for an entity that nobody described. */
export interface StoreContext {
  readonly customFieldsQuery: string
  type(entity: string): RecordType | null
  custom(entity: string): Readonly<Record<string, Field>>
  zone(): string
  newId(): string
  /** Takes over the users' own fields from the answer to `customFieldsQuery`. */
  learn(rows: readonly Row[]): void
  /** Do these units change the users' own fields? */
  concerns(units: readonly Unit[]): boolean
}

/** Prepares what both stores share. */
export function storeContext(options: StoreOptions): StoreContext {
  const types = new Map((options.entities ?? entities).map((entity) => [entity.name, recordType(entity)]))
  let custom: Readonly<Record<string, Readonly<Record<string, Field>>>> = {}
  return {
    customFieldsQuery: `select "value" from "settings" where "key" = '${customFieldsSetting}'`,
    type: (entity) => types.get(entity) ?? null,
    custom: (entity) => (Object.hasOwn(custom, entity) ? (custom[entity] ?? {}) : {}),
    zone: options.zone ?? (() => 'UTC'),
    newId: options.newId ?? newId,
    learn(rows) {
      const value: unknown = rows[0] ? JSON.parse(String(rows[0]['value'])) : {}
      custom = isJsonObject(value) ? (value as unknown as typeof custom) : {}
    },
    concerns: (units) => units.some((unit) => unit.ops.some((op) => op.op === 'setting' && op.key === customFieldsSetting)),
  }
}
