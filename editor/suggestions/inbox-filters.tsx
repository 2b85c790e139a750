/** What the list shows; kept in the address, so that it survives a reload and can be sent to a colleague. */
import { SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import type { WorkflowSummary } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'
import { useWords } from '../words/use-words.ts'
import { type ShownKind, shownKinds } from './effect-looks.ts'
import styles from './inbox.module.css'
import { type InboxStatus, inboxStatuses } from './suggestion-queries.ts'

/** `set` writes to the address; null takes a part out of it. */
export interface InboxView {
  readonly status: InboxStatus
  readonly mine: boolean
  readonly workflow: string | null
  readonly kind: ShownKind | null
  readonly isFiltered: boolean
  readonly set: (change: Readonly<Partial<Record<'status' | 'whose' | 'flow' | 'kind', string | null>>>) => void
}

/** Null and what is usual stay out of the address. */
export function useInboxView(): InboxView {
  const [params, setParams] = useSearchParams()
  const [status, kind] = [params.get('status'), params.get('kind')]
  const mine = params.get('whose') !== 'all'
  const workflow = params.get('flow')
  const shown = shownKinds.find((each) => each === kind) ?? null
  return {
    status: inboxStatuses.find((each) => each === status) ?? 'open',
    mine,
    workflow,
    kind: shown,
    isFiltered: workflow !== null || shown !== null,
    set: (change) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries(change)) {
            if (value === null || value === undefined || value === 'open' || value === 'mine') after.delete(name)
            else after.set(name, value)
          }
          return after
        },
        { replace: true },
      ),
  }
}

/** Whose, how they stand, of which flow, and of which kind. */
export function InboxFilters({ view }: { readonly view: InboxView }) {
  const { t } = useWords()
  const flows = useQuery({
    queryKey: ['workflows', 'list'],
    queryFn: () => api.get<{ items: readonly WorkflowSummary[] }>('/api/workflows'),
  })
  return (
    <search className={styles['filters']} aria-label={t('inbox.filters')}>
      <SegmentedControl
        aria-label={t('inbox.whose')}
        value={view.mine ? 'mine' : 'all'}
        onChange={(whose) => view.set({ whose })}
        data={[
          { value: 'mine', label: t('inbox.mine') },
          { value: 'all', label: t('inbox.all') },
        ]}
      />
      <Select
        aria-label={t('inbox.flow')}
        placeholder={t('inbox.anyFlow')}
        w={180}
        clearable
        clearButtonProps={{ 'aria-label': t('common.remove') }}
        value={view.workflow}
        onChange={(flow) => view.set({ flow })}
        data={(flows.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Select
        aria-label={t('inbox.kind')}
        placeholder={t('inbox.anyKind')}
        w={180}
        clearable
        clearButtonProps={{ 'aria-label': t('common.remove') }}
        value={view.kind}
        onChange={(kind) => view.set({ kind })}
        data={shownKinds.map((kind) => ({ value: kind, label: t(`inbox.kind.${kind}`) }))}
      />
      <Select
        aria-label={t('inbox.status')}
        w={170}
        allowDeselect={false}
        value={view.status}
        onChange={(status) => view.set({ status })}
        data={inboxStatuses.map((status) => ({ value: status, label: t(`inbox.status.${status}`) }))}
      />
    </search>
  )
}
