/** What is chosen for the columns of a table that is being imported, and what may be. */
import { useMemo } from 'react'
import type { ImportBody, ImportPreview } from '../../shared/api/records.ts'
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { type ImportTarget, importTargets, keysOf } from '../../shared/import-targets.ts'
import { type DescribedEntity, useEntities } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'

/** What becomes of a column. */
export interface ColumnChoice {
  /** Null: it is left out. */
  readonly field: string | null
  /** How its days are written, or the currency of its amounts. */
  readonly format: string | null
  /** The field by which the record is found that it names. */
  readonly by: string | null
}

/** By the name of the column. */
export type Choices = Readonly<Record<string, ColumnChoice>>

/** What the server guessed. */
export const guessedChoices = ({ columns }: ImportPreview): Choices =>
  Object.fromEntries(columns.map(({ name, field, format, by }) => [name, { field, format, by }]))

/** The mapping as the server takes it. */
export function mappingOf({ columns }: ImportPreview, choices: Choices): ImportBody['mapping'] {
  return columns.flatMap(({ name }) => {
    const { field = null, format = null, by = null } = choices[name] ?? {}
    return field === null ? [] : [{ column: name, field, ...(format ? { format } : {}), ...(by ? { by } : {}) }]
  })
}

/** Where columns can go. */
export interface Targets {
  /** By path. */
  readonly at: ReadonlyMap<string, ImportTarget>
  /** What a target is called wherever it stands. */
  titleOf(path: string): string
  /** For a chooser, in groups. */
  readonly groups: readonly { readonly group: string; readonly items: readonly { readonly value: string; readonly label: string }[] }[]
}

/** The places for columns: fields of the record, then those of the records it points to. */
export function useTargets(entity: DescribedEntity): Targets {
  const { of, t } = useWords()
  const entities = useEntities()
  return useMemo(() => {
    const all = importTargets(entity, (name) => entities(name).customFields)
    const at = new Map(all.map((target) => [target.path, target]))
    const refTitle = (ref: string) => of(entity.fields[ref]?.title ?? { en: ref, ru: ref })
    const titleOf = (path: string) => {
      const target = at.get(path)
      if (!target) return path
      return target.ref === null ? of(target.field.title) : `${refTitle(target.ref)}: ${of(target.field.title)}`
    }
    const refs = [...new Set(all.flatMap(({ ref }) => (ref === null ? [] : [ref])))]
    const items = (ref: string | null) => all.filter((each) => each.ref === ref).map(({ path }) => ({ value: path, label: titleOf(path) }))
    const groups = [
      { group: of(entity.title), items: items(null) },
      ...refs.map((ref) => ({ group: t('import.madeIfMissing', { what: refTitle(ref) }), items: items(ref) })),
    ]
    return { at, titleOf, groups }
  }, [entity, entities, of, t])
}

/** The field by which rows are told where nobody chose one; null: none, or e-mail and phone of a contact. */
export function usualKey(entity: EntityType, mapping: ImportBody['mapping']): string | null {
  if (entity.name === 'contact' || entity.name === 'orderLine') return null
  return keysOf(entity).find((key) => mapping.some(({ field }) => field === key)) ?? null
}

/** Columns whose days may be read in two ways, and nobody has said in which. */
export function unclearDays(preview: ImportPreview, choices: Choices, targets: Targets): readonly string[] {
  return preview.columns.flatMap(({ name, formats }) => {
    const choice = choices[name]
    return choice?.field && choice.format === null && formats.length > 1 && isDate(targets.at.get(choice.field)?.field) ? [name] : []
  })
}

/** Does a column for this field need to know how its days are written? */
export const isDate = (field: Field | undefined): boolean => field?.type === 'day' || field?.type === 'time'

const flags = new Set(['yes', 'no', 'да', 'нет', 'true', 'false'])

/** What kind of field a column would make. */
export function guessedType({ samples, formats }: ImportPreview['columns'][number]): 'number' | 'flag' | 'day' | 'text' {
  if (samples.length === 0) return 'text'
  if (samples.every((sample) => flags.has(sample.toLowerCase()))) return 'flag'
  if (samples.every((sample) => /^-?\d{1,15}([.,]\d+)?$/.test(sample) && !/^0\d/.test(sample))) return 'number'
  return formats.length > 0 ? 'day' : 'text'
}
