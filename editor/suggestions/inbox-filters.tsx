/** What the list shows; kept in the address, so that it survives a reload and can be sent to a colleague. */
import { SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import type { OpenedWorkflow, WorkflowSummary } from '../../shared/api/workflows.ts'
import { type NodeTypeData, nodeTitle } from '../../shared/node-type-data.ts'
import { api } from '../api/client.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { useWords } from '../words/use-words.ts'
import { type ShownKind, shownKinds } from './effect-looks.ts'
import styles from './inbox.module.css'
import { type InboxStatus, inboxStatuses } from './suggestion-queries.ts'

/** `set` writes to the address; null takes a part out of it. */
export interface InboxView {
  readonly status: InboxStatus
  readonly mine: boolean
  readonly workflow: string | null
  /** A step of that flow. */
  readonly step: string | null
  readonly kind: ShownKind | null
  readonly isFiltered: boolean
  readonly set: (change: Readonly<Partial<Record<'status' | 'whose' | 'flow' | 'step' | 'kind', string | null>>>) => void
}

/** Null and what is usual stay out of the address. */
export function useInboxView(): InboxView {
  const [params, setParams] = useSearchParams()
  const [status, kind] = [params.get('status'), params.get('kind')]
  const mine = params.get('whose') !== 'all'
  const workflow = params.get('flow')
  const step = workflow === null ? null : params.get('step')
  const shown = shownKinds.find((each) => each === kind) ?? null
  return {
    status: inboxStatuses.find((each) => each === status) ?? 'open',
    mine,
    workflow,
    step,
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

/** Whose, how they stand, of which flow and step, and of which kind. */
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
        onChange={(flow) => view.set({ flow, step: null })}
        data={(flows.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      {view.workflow !== null && <StepFilter workflow={view.workflow} value={view.step} set={(step) => view.set({ step })} />}
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

interface StepFilterProps {
  readonly workflow: string
  readonly value: string | null
  readonly set: (step: string | null) => void
}

/** Which of the steps of a flow that suggest, or could; one that is in the flow no more is named as such. */
function StepFilter({ workflow, value, set }: StepFilterProps) {
  const { t, of } = useWords()
  const types = useNodeTypes()
  const flow = useQuery({
    queryKey: ['workflows', workflow, 'drawn'],
    queryFn: () => api.get<OpenedWorkflow>(`/api/workflows/${encodeURIComponent(workflow)}`),
  })
  const nodes = flow.data ? (flow.data.live ?? flow.data.draft).nodes : []
  const asks = (type: NodeTypeData | undefined) => type?.acts || type?.group === 'approval'
  const data = nodes.flatMap((node) => {
    const type = types.data?.get(node.type)
    return asks(type) || node.id === value ? [{ value: node.id, label: of(nodeTitle(node, type)) }] : []
  })
  const isGone = value !== null && !data.some((each) => each.value === value)
  return (
    <Select
      aria-label={t('inbox.whichStep')}
      placeholder={t('inbox.anyStep')}
      w={180}
      clearable
      clearButtonProps={{ 'aria-label': t('common.remove') }}
      value={value}
      onChange={set}
      data={isGone ? [...data, { value, label: t(flow.isPending ? 'inbox.whichStep' : 'inbox.goneStep') }] : data}
    />
  )
}
