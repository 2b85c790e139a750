import { Loader, Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { entityNamed } from '../../shared/entities.ts'
import type { Rule } from '../../shared/rules.ts'
import { titleOf, useEntity, useRecord, useRecords } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  readonly entity: string
  readonly value: string | null
  readonly onChange: (value: string | null, title: string) => void
  readonly store?: 'id' | 'key'
  /** Only records of which this is true. */
  readonly within?: Rule | null
  /** The title, where it is known already. */
  readonly shownTitle?: string | undefined
  /** The order in which records are offered before anything is typed. */
  readonly sort?: string
}

/** Chooses a record of any kind by typing a part of its name. Stores the id, or the stable key where rules and files want one. */
export function RecordPicker({ entity: name, value, onChange, store = 'id', within = null, shownTitle, sort, ...rest }: Props) {
  const { t } = useWords()
  const entity = useEntity(name)
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 200)
  const ofTitle = asked === shownTitle
  // Short lists, such as stages, have nothing to search in: they are read whole and sifted here.
  const canSearch = Object.values(entity.fields).some((field) => field.search)
  const searches = canSearch && asked !== '' && !ofTitle
  const list = useRecords(
    name,
    { filter: within, ...(searches ? { search: asked } : sort === undefined ? {} : { sort }) },
    canSearch ? 30 : 200,
  )
  const chosen = useRecord(name, store === 'id' && value !== null && shownTitle === undefined ? value : '')
  const idOf = (record: { readonly id: string; readonly [field: string]: unknown }) =>
    store === 'id' ? record.id : String(record[entity.key ?? 'id'] ?? '')
  const options = (list.data?.items ?? []).map((record) => ({
    value: idOf(record),
    label: titleOf(entityNamed(name), record) || t('common.empty'),
  }))
  const known = options.some((option) => option.value === value)
  const data = value === null || known ? options : [{ value, label: shownTitle ?? chosen.data?.title ?? value }, ...options]
  return (
    <Select
      searchable
      clearable
      {...rest}
      value={value}
      data={unique(data)}
      onSearchChange={setSearch}
      onChange={(next, option) => onChange(next, option?.label ?? '')}
      {...(canSearch ? { filter: ({ options: all }) => all } : {})}
      nothingFoundMessage={list.isFetching ? t('common.loading') : t('common.nothingMatches')}
      rightSection={list.isFetching && search !== '' ? <Loader size="xs" /> : undefined}
      clearButtonProps={{ 'aria-label': t('common.remove') }}
      comboboxProps={{ withinPortal: true }}
    />
  )
}

function unique<Option extends { readonly value: string }>(options: readonly Option[]): Option[] {
  return [...new Map(options.map((option) => [option.value, option])).values()]
}
