/** What a list shows, kept in the address: it survives a reload and can be sent to a colleague. */
import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { checkRule } from '../../shared/rule-check.ts'
import type { Rule } from '../../shared/rules.ts'
import { type DescribedEntity, fieldsOf } from '../api/records.ts'
import { remember, remembered } from '../ui/memory.ts'

/** `set` writes to the address; an empty text takes a part out of it. */
export interface ListState {
  readonly search: string
  readonly filter: Rule | null
  /** A field, or `-field` for the greatest first. */
  readonly sort: string
  readonly columns: readonly string[]
  readonly archived: boolean
  readonly set: (
    change: Partial<Record<'q' | 'sort' | 'columns' | 'archived' | 'view', string>> & { readonly filter?: Rule | null },
  ) => void
  readonly isFiltered: boolean
  /** Which way of showing: a table, a board. */
  readonly view: string
}

/** Columns that the address does not name are those last chosen in this browser, else those of the description. */
export function useListState(entity: DescribedEntity): ListState {
  const [params, setParams] = useSearchParams()
  const text = params.get('filter')
  const filter = useMemo(() => readRule(text, entity), [text, entity])
  const chosen = params.get('columns') ?? remembered(columnsOf(entity))
  const columns = useMemo(() => {
    const known = fieldsOf(entity)
    return (chosen?.split(',') ?? startColumns(entity)).filter((name) => Object.hasOwn(known, name))
  }, [chosen, entity])
  return {
    search: params.get('q') ?? '',
    filter,
    sort: params.get('sort') ?? '-updatedAt',
    columns,
    archived: params.get('archived') === 'true',
    view: params.get('view') ?? '',
    isFiltered: text !== null || params.has('q') || params.has('archived'),
    set: ({ filter: rule, ...change }) => {
      if (change.columns !== undefined) remember(columnsOf(entity), change.columns)
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          if (rule !== undefined) put(after, 'filter', rule === null ? '' : JSON.stringify(rule))
          for (const [name, value] of Object.entries(change)) put(after, name, value ?? '')
          return after
        },
        { replace: true },
      )
    },
  }
}

const columnsOf = ({ name }: DescribedEntity): string => `columns.${name}`

const put = (params: URLSearchParams, name: string, value: string): void => (value === '' ? params.delete(name) : params.set(name, value))

/** The columns that the description proposes; what names the record stands first by itself. */
export const startColumns = (entity: DescribedEntity): readonly string[] =>
  Object.entries(fieldsOf(entity))
    .filter(([name, field]) => field.column && !entity.titleFields.includes(name))
    .map(([name]) => name)

/** An address may be cut off or written by hand: what is no rule filters nothing. */
export function readRule(text: string | null, { name }: Pick<DescribedEntity, 'name'>): Rule | null {
  if (text === null) return null
  try {
    const rule: unknown = JSON.parse(text)
    return checkRule(rule, name, {}).some(({ code }) => code === 'rule-wrong') ? null : (rule as Rule)
  } catch {
    return null
  }
}
