/**
 * How an entity is described. From one description come its table, its API, its form, list and card, the fields of
 * rules and templates, the data picker and the import mapping. Adding an entity is one description and a migration.
 */
import type { Words } from '../words.ts'
import type { FieldShape } from './shapes.ts'

interface FieldCommon {
  readonly title: Words
  /** Found by the search box. */
  readonly search?: boolean
  /** Says something about a person: shown with care, exported and erased on request. */
  readonly personal?: boolean
  readonly required?: boolean
  /** Set by the product, never by a form, an import or a node. */
  readonly readonly?: boolean
  /** Not offered in lists and forms. */
  readonly hidden?: boolean
  /** A column of the list before the user chooses others. */
  readonly column?: boolean
  /** What its values have to look like beyond their type. */
  readonly shape?: FieldShape
  /** No two records that are not archived may share it. */
  readonly unique?: boolean
  /** Points that are shown with their grade. */
  readonly graded?: boolean
  /** Records are looked for by it while it has a value: what is due at a time. */
  readonly indexed?: boolean
  /** With `time`: the moment at which that other field got its value, kept by the store. */
  readonly since?: string
}

/**
 * One field. `day` is `"2026-03-02"`, `time` an ISO 8601 instant, `tags` a list of texts; a `ref` holds the id of the
 * other record.
 */
export type Field = FieldCommon &
  (
    | { readonly type: 'text' | 'long-text' | 'email' | 'phone' | 'url' | 'number' | 'flag' | 'day' | 'time' | 'tags' | 'json' }
    /** `{ cents, currency }`: whole minor units. */
    | { readonly type: 'money' }
    | { readonly type: 'choice'; readonly options: Readonly<Record<string, Words>>; readonly default?: string }
    /** Points to another record. */
    | { readonly type: 'ref'; readonly entity: string }
  )

/** What decides the column, the check of a value, and the comparisons that rules offer for it. */
export type FieldType = Field['type']

/** Records of another entity that point here with their field `by`; `date` is the field that "in the last 90 days" means. */
export interface Relation {
  readonly title: Words
  /** The Russian title after "no" and after a number: нет *заказов*, больше 3 *заказов*. English needs none of its own. */
  readonly many: string
  readonly entity: string
  readonly by: string
  readonly date: string
}

/** The description itself. Records have the fields of `commonFields` besides; what is not set is off. */
export interface EntityType {
  /** The name in code, workflow files and rules. */
  readonly name: string
  /** The address in the API and in the app. */
  readonly plural: string
  readonly title: Words
  readonly titles: Words
  /** A Tabler icon. */
  readonly icon: string
  readonly fields: Readonly<Record<string, Field>>
  readonly relations?: Readonly<Record<string, Relation>>
  /** The fields that name a record to people, joined by a space. */
  readonly titleFields: readonly string[]
  /** Who may see its records: all who are signed in, or by owner and department; `admin` for settings. */
  readonly access: 'owned' | 'shared' | 'admin'
  /** The ref that says whom it is about, for timelines, rights, export and erasure. */
  readonly about?: string
  /** What stays of its records for the books when the person they are about is erased, emptied of all other fields; without it they go. */
  readonly keeps?: readonly string[]
  /** The stable key that workflow files use instead of the id. */
  readonly key?: string
  /** Its changes are stored as events that can start workflows. */
  readonly events?: boolean
  /** The user may define further fields. */
  readonly custom?: boolean
  /** Written only by the product: no generic create and change in the API. */
  readonly system?: boolean
}

/** Declares an entity, keeping its exact type. */
export const entity = <const E extends EntityType>(declared: E): E => declared

/** Fields that every record has; they are columns of every table and may be used in rules. */
export const commonFields = {
  createdAt: { type: 'time', title: { en: 'Created', ru: 'Создано' }, readonly: true },
  updatedAt: { type: 'time', title: { en: 'Changed', ru: 'Изменено' }, readonly: true },
  archivedAt: { type: 'time', title: { en: 'Archived', ru: 'В архиве с' }, readonly: true },
} satisfies Record<string, Field>
