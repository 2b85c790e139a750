import { Button, Menu, Paper, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import {
  IconArchive,
  IconArrowBackUp,
  IconColumns,
  IconDots,
  IconDownload,
  IconFilter,
  IconPlus,
  IconSearch,
  IconUpload,
  IconX,
} from '@tabler/icons-react'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { entityAt } from '../../shared/entities.ts'
import { checkRule } from '../../shared/rule-check.ts'
import type { Rule } from '../../shared/rules.ts'
import { address } from '../api/client.ts'
import { type DescribedEntity, listQuery, useEntity, useRecordPages, useRecordWriter } from '../api/records.ts'
import { useRuleScope } from '../rules/rule-editor.tsx'
import { RulePanel } from '../rules/rule-panel.tsx'
import { useCommands } from '../shell/commands.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { EmptyState, FailureState, LoadingRows } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { ColumnChooser } from './column-chooser.tsx'
import { CreateDialog } from './create-dialog.tsx'
import styles from './list-page.module.css'
import { type ListState, useListState } from './list-state.ts'
import { RecordTable } from './record-table.tsx'

/** The list of any kind of record, made from its description. Which kind is told by the address. */
export default function ListPage() {
  const [location] = useLocation()
  const entity = entityAt(location.split('/')[1] ?? '')
  if (!entity) throw new Error(`No list lives at ${location}`)
  return <RecordList key={entity.name} name={entity.name} />
}

interface Props {
  readonly name: string
  /** What a new one begins with. */
  readonly given?: Readonly<Record<string, unknown>>
  /** Another way of showing the records, with the buttons that switch to it. */
  readonly views?: (state: ListState, entity: DescribedEntity) => { readonly buttons: ReactNode; readonly shown: ReactNode | null }
}

/** The list of one kind, with its search, filter, columns and what can be done with those that are ticked. */
export function RecordList({ name, views, given = {} }: Props) {
  const { t, of } = useWords()
  const entity = useEntity(name)
  const state = useListState(entity)
  const [creating, setCreating] = useState(false)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const pages = useRecordPages(entity, state)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const records = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const refs = useMemo(() => Object.assign({}, ...(pages.data?.pages.map((page) => page.refs) ?? [])), [pages.data])
  const select = useCallback(
    (ids: readonly string[], chosen: boolean) =>
      setSelected((before) => {
        if (chosen) return new Set([...before, ...ids])
        return new Set([...before].filter((id) => !ids.includes(id)))
      }),
    [],
  )
  const total = pages.data?.pages[0]?.total ?? 0
  const title = of(entity.titles)
  const view = views?.(state, entity)
  useCommands([
    {
      id: 'list.new',
      title: t('list.newOf', { what: of(entity.title) }),
      group: title,
      keys: ['n'],
      run: () => setCreating(true),
      disabled: !entity.mayWrite,
    },
    {
      id: 'list.clear',
      title: t('common.clearFilters'),
      group: title,
      run: () => state.set({ filter: null, q: '', archived: '' }),
      disabled: !state.isFiltered,
    },
  ])
  return (
    <div className={styles['page']}>
      <PageHeader title={title} about={pages.data ? t('list.total', { count: total }) : undefined}>
        {view?.buttons}
        <MoreMenu entity={entity} state={state} />
        {entity.mayWrite && (
          <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)}>
            {t('list.new')}
          </Button>
        )}
      </PageHeader>
      <ToolBar entity={entity} state={state} hasColumns={!view?.shown} />
      {selected.size > 0 && <BulkBar entity={entity} state={state} selected={selected} clear={() => setSelected(new Set())} />}
      <div className={styles['rows']}>
        {view?.shown ?? (
          <Rows {...{ pages, entity, state, total }} onCreate={() => setCreating(true)}>
            <RecordTable
              {...{ entity, records, refs, total, selected }}
              columns={state.columns}
              sort={state.sort}
              onSort={(sort) => state.set({ sort })}
              onSelect={select}
              onEnd={more}
            />
          </Rows>
        )}
      </div>
      {creating && <CreateDialog entity={entity} given={given} close={() => setCreating(false)} />}
    </div>
  )
}

interface RowsProps {
  readonly pages: ReturnType<typeof useRecordPages>
  readonly entity: DescribedEntity
  readonly state: ListState
  readonly total: number
  readonly onCreate: () => void
  readonly children: ReactNode
}

/** Loading, failed, empty, nothing found, or the rows. */
function Rows({ pages, entity, state, total, onCreate, children }: RowsProps) {
  const { t } = useWords()
  if (pages.isPending) return <LoadingRows />
  if (pages.isError) return <FailureState error={pages.error} again={() => pages.refetch()} />
  if (total > 0) return children
  if (state.isFiltered)
    return (
      <EmptyState icon={IconSearch} title={t('common.nothingMatches')}>
        <Button variant="default" onClick={() => state.set({ filter: null, q: '', archived: '' })}>
          {t('common.clearFilters')}
        </Button>
      </EmptyState>
    )
  return (
    <EmptyState title={t('list.empty')} hint={t(entity.mayWrite ? 'list.emptyHint' : 'list.emptyHintReader')}>
      {entity.mayWrite && <Button onClick={onCreate}>{t('list.new')}</Button>}
    </EmptyState>
  )
}

function ToolBar({
  entity,
  state,
  hasColumns,
}: {
  readonly entity: DescribedEntity
  readonly state: ListState
  readonly hasColumns: boolean
}) {
  const { t, of } = useWords()
  const [text, setText] = useState(state.search)
  const search = useDebouncedCallback((q: string) => state.set({ q }), 250)
  useEffect(() => setText(state.search), [state.search])
  const [filtering, setFiltering] = useState(false)
  const canSearch = Object.values(entity.fields).some((field) => field.search)
  return (
    <div className={styles['tools']}>
      {canSearch && (
        <TextInput
          data-page-search
          type="search"
          className={styles['search'] ?? ''}
          aria-label={t('list.search', { what: of(entity.titles).toLocaleLowerCase() })}
          placeholder={t('list.search', { what: of(entity.titles).toLocaleLowerCase() })}
          leftSection={<IconSearch size={18} stroke={1.75} />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            search(event.currentTarget.value.trim())
          }}
        />
      )}
      <Button
        variant={state.filter ? 'light' : 'default'}
        leftSection={<IconFilter size={18} stroke={1.75} />}
        aria-expanded={filtering}
        aria-controls="list-filter"
        onClick={() => setFiltering(!filtering)}
      >
        {t(state.filter ? 'list.filterOn' : 'list.filter')}
      </Button>
      {hasColumns && (
        <ColumnChooser
          entity={entity}
          columns={state.columns}
          onChange={(columns) => state.set({ columns: columns.join(',') })}
          icon={<IconColumns size={18} stroke={1.75} />}
        />
      )}
      {state.isFiltered && (
        <Button variant="subtle" leftSection={<IconX size={16} />} onClick={() => state.set({ filter: null, q: '', archived: '' })}>
          {t('common.clearFilters')}
        </Button>
      )}
      {filtering && <FilterPanel entity={entity} state={state} />}
    </div>
  )
}

/** The rule of the list. A row that is not filled in yet waits here; the list keeps what it can ask. */
function FilterPanel({ entity, state }: { readonly entity: DescribedEntity; readonly state: ListState }) {
  const { t } = useWords()
  const scope = useRuleScope(false)
  const [draft, setDraft] = useState(state.filter)
  // Cleared from outside: by the button, or by going back.
  useEffect(() => {
    if (state.filter === null) setDraft(null)
  }, [state.filter])
  const change = (rule: Rule | null) => {
    setDraft(rule)
    if (rule === null || checkRule(rule, entity.name, scope).length === 0) state.set({ filter: rule })
  }
  return (
    <Paper id="list-filter" component="section" aria-label={t('list.filter')} className={styles['filter'] ?? ''}>
      <RulePanel entity={entity.name} rule={draft} onChange={change} />
    </Paper>
  )
}

/** Less frequent things: a file out, a file in, the archive. */
function MoreMenu({ entity, state }: { readonly entity: DescribedEntity; readonly state: ListState }) {
  const { t } = useWords()
  const [, go] = useLocation()
  const { columns, sort } = state
  const exported = address(`/api/exports/${entity.plural}`, {
    ...listQuery(state),
    sort,
    fields: [...entity.titleFields, ...columns].join(','),
  })
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="default" px={8} aria-label={t('common.more')}>
          <IconDots size={20} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={exported} download leftSection={<IconDownload size={18} stroke={1.75} />}>
          {t('list.export')}
        </Menu.Item>
        {entity.mayWrite && !entity.system && (
          <Menu.Item leftSection={<IconUpload size={18} stroke={1.75} />} onClick={() => go(`/imports/${entity.plural}`)}>
            {t('list.import')}
          </Menu.Item>
        )}
        <Menu.CheckboxItem checked={state.archived} onChange={(archived) => state.set({ archived: archived ? 'true' : '' })}>
          {t('list.archivedOnly')}
        </Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  )
}

interface BulkProps {
  readonly entity: DescribedEntity
  readonly state: ListState
  readonly selected: ReadonlySet<string>
  readonly clear: () => void
}

/** What can be done with the chosen ones: out of sight, and back again. */
function BulkBar({ entity, state, selected, clear }: BulkProps) {
  const { t } = useWords()
  const { archive } = useRecordWriter(entity.name)
  const count = selected.size
  const archived = !state.archived
  const put = async (ids: readonly string[], to: boolean) => {
    const { done, failed } = await archive.mutateAsync({ ids, archived: to })
    if (failed.length > 0) toast.failed(t('list.someFailed', { count: failed.length }))
    return done
  }
  const act = async () => {
    const done = await put([...selected], archived)
    clear()
    if (done.length === 0) return
    toast.undoable(
      t(archived ? 'list.archived' : 'list.restored', { count: done.length }),
      t('common.undo'),
      () => void put(done, !archived),
    )
  }
  return (
    <Paper className={styles['bulk'] ?? ''} role="region" aria-label={t('list.selected', { count })}>
      <span>{t('list.selected', { count })}</span>
      <Button
        size="compact-md"
        loading={archive.isPending}
        leftSection={archived ? <IconArchive size={18} /> : <IconArrowBackUp size={18} />}
        onClick={act}
      >
        {t(archived ? 'list.archive' : 'list.restore', { count })}
      </Button>
      <Button size="compact-md" variant="subtle" onClick={clear}>
        {t('list.clearSelection')}
      </Button>
    </Paper>
  )
}
