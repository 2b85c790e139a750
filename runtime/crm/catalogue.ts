/** The entities as this installation knows them: the descriptions of `shared/entities.ts` with the fields that its users added. */
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { fieldOf } from '../../shared/entities.ts'
import { isJsonObject, type JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { recordTitle } from '../../shared/record-title.ts'
import type { Op, Reads } from '../store/port.ts'
import { customFieldsSetting } from '../store/store-context.ts'

type CustomFields = Readonly<Record<string, Field>>

/** Kept in memory, so it has to be told of commits that change fields. */
export interface Catalogue {
  /** Fields that users added to an entity, by name. */
  customFields(entity: string): Promise<CustomFields>
  /** Those of all entities. */
  all(): Promise<Readonly<Record<string, CustomFields>>>
  /** What saves a new set of them. */
  saveCustomFields(entity: string, fields: CustomFields): Promise<Op>
  /** Forgets what it knows; told after a commit. */
  changed(): void
}

/** Reads nothing before it is asked. */
export function openCatalogue(store: Reads): Catalogue {
  let known: Promise<Readonly<Record<string, CustomFields>>> | null = null
  const all = () =>
    (known ??= store
      .setting(customFieldsSetting)
      .then((value) => (isJsonObject(value) ? (value as unknown as Readonly<Record<string, CustomFields>>) : {})))
  return {
    all,
    async customFields(entity) {
      const fields = await all()
      return Object.hasOwn(fields, entity) ? (fields[entity] ?? {}) : {}
    },
    async saveCustomFields(entity, fields) {
      return { op: 'setting', key: customFieldsSetting, value: { ...(await all()), [entity]: fields } as unknown as JsonObject }
    },
    changed() {
      known = null
    },
  }
}

/** A field of an entity, one that users added included; null when it has none of that name. */
export async function findField(catalogue: Catalogue, entity: EntityType, name: string): Promise<Field | null> {
  const own = fieldOf(entity, name)
  if (own) return own
  const custom = await catalogue.customFields(entity.name)
  return Object.hasOwn(custom, name) ? (custom[name] ?? null) : null
}

/** What stands for the title of a record that the reader may not see. */
export const hiddenWords = { en: 'hidden', ru: 'скрыто' } as const

/** How people call a record; by its id where it has no name at all. */
export const titleOf = (entity: EntityType, record: Fields): string => recordTitle(entity, record) || record.id
