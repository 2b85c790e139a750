import { ActionIcon, Button, FileButton, Group, Menu, SegmentedControl, Table, Text, TextInput } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArchive,
  IconCircleDashed,
  IconCircleFilled,
  IconCopy,
  IconDots,
  IconDownload,
  IconFileImport,
  IconHandStop,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconPower,
  IconSearch,
  IconUsers,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation, useSearchParams } from 'wouter'
import type { OpenedWorkflow, WorkflowSummary } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { RowTable } from '../ui/row-table.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { EmptyState, FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { exportFlow } from './export-flow.ts'
import { Gallery } from './gallery.tsx'
import { useImportFlow } from './use-import-flow.ts'
import './flow-list.css'

const path = (id: string) => `/api/workflows/${encodeURIComponent(id)}`

/**
 * All flows: what they are called, how they stand in words, who is inside, what waits for people. Search and state
 * stand in the address.
 */
export default function FlowListPage() {
  const { t } = useWords()
  const [params, setParams] = useSearchParams()
  const importFlow = useImportFlow()
  const mends = ['supervisor', 'marketer', 'admin'].includes(useSession().user.role)
  const search = params.get('search') ?? ''
  const state = params.get('state') ?? 'all'
  const flows = useQuery({
    queryKey: ['workflows', 'list'],
    queryFn: () => api.get<{ items: readonly WorkflowSummary[] }>('/api/workflows'),
  })
  const narrow = (name: string, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === '' || value === 'all') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )

  if (flows.isPending) return <LoadingRows />
  if (flows.isError) return <FailureState error={flows.error} again={() => flows.refetch()} />
  const all = flows.data.items
  const shown = all.filter(
    (flow) => flow.name.toLowerCase().includes(search.trim().toLowerCase()) && (state === 'all' || flow.state === state),
  )
  const attention = all.reduce((sum, flow) => sum + flow.attention, 0)
  const importButton = (
    <FileButton accept="application/json,.json" onChange={(file) => file && importFlow(file)}>
      {(props) => (
        <Button variant="default" leftSection={<IconFileImport size={18} />} {...props}>
          {t('flows.import')}
        </Button>
      )}
    </FileButton>
  )
  return (
    <>
      <PageHeader title={t('nav.flows')} about={all.length > 0 ? t('flows.about') : undefined}>
        {mends && attention > 0 && (
          <Button component={Link} href="/attention" variant="default" leftSection={<IconAlertTriangle size={18} />}>
            {t('flows.attentionAll', { count: attention })}
          </Button>
        )}
        {importButton}
        <Button component={Link} href="/flows/new" leftSection={<IconPlus size={18} />}>
          {t('flows.new')}
        </Button>
      </PageHeader>
      {all.length === 0 ? (
        <>
          <EmptyState title={t('flows.none')} hint={t('flows.noneHint')} />
          <Gallery />
        </>
      ) : (
        <>
          <Group mb="sm" gap="sm">
            <TextInput
              w={280}
              aria-label={t('common.search')}
              placeholder={t('common.search')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={search}
              onChange={(event) => narrow('search', event.currentTarget.value)}
            />
            <SegmentedControl
              aria-label={t('flows.state')}
              style={{ maxWidth: '100%', overflowX: 'auto' }}
              value={state}
              onChange={(next) => narrow('state', next)}
              data={(['all', 'live', 'paused', 'off'] as const).map((each) => ({ value: each, label: t(`flows.filter.${each}`) }))}
            />
          </Group>
          {shown.length === 0 ? (
            <EmptyState title={t('common.nothingMatches')}>
              <Button variant="default" onClick={() => setParams({}, { replace: true })}>
                {t('common.clearFilters')}
              </Button>
            </EmptyState>
          ) : (
            <FlowTable flows={shown} />
          )}
        </>
      )}
    </>
  )
}

function FlowTable({ flows }: { readonly flows: readonly WorkflowSummary[] }) {
  const { t } = useWords()
  return (
    <RowTable>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('flows.name')}</Table.Th>
          <Table.Th>{t('flows.state')}</Table.Th>
          <Table.Th>{t('flows.inside')}</Table.Th>
          <Table.Th>{t('flows.pending')}</Table.Th>
          <Table.Th>{t('flows.attention')}</Table.Th>
          <Table.Th>{t('flows.updated')}</Table.Th>
          <Table.Th>
            <span className="only-read-aloud">{t('common.more')}</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {flows.map((flow) => (
          <FlowRow key={flow.id} flow={flow} />
        ))}
      </Table.Tbody>
    </RowTable>
  )
}

function FlowRow({ flow }: { readonly flow: WorkflowSummary }) {
  return (
    <Table.Tr data-flow={flow.id}>
      <Table.Td maw={360} data-name>
        <Link href={`/flows/${flow.id}`} className="plain-link flow-table__name">
          {flow.name}
        </Link>
        {flow.description !== '' && (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {flow.description}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <FlowState flow={flow} />
      </Table.Td>
      <Table.Td data-wide={flow.inside === 0 || undefined}>
        <CountLink count={flow.inside} icon={IconUsers} href={`/flows/${flow.id}/people`} />
      </Table.Td>
      <Table.Td data-wide={flow.pending === 0 || undefined}>
        <CountLink count={flow.pending} icon={IconHandStop} tone="approval" href={`/inbox?whose=all&flow=${flow.id}`} />
      </Table.Td>
      <Table.Td data-wide={flow.attention === 0 || undefined}>
        <CountLink count={flow.attention} icon={IconAlertTriangle} tone="error" href={`/flows/${flow.id}/people?state=failed`} />
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <When at={flow.updatedAt} />
      </Table.Td>
      <Table.Td w={48} data-deeds>
        <FlowMenu flow={flow} />
      </Table.Td>
    </Table.Tr>
  )
}

function FlowState({ flow: { state, liveVersion, changed } }: { readonly flow: WorkflowSummary }) {
  const { t } = useWords()
  return (
    <Group gap={4}>
      {liveVersion === null ? (
        <StateBadge icon={IconCircleDashed}>{t('flows.draft')}</StateBadge>
      ) : state === 'live' ? (
        <StateBadge tone="done" icon={IconCircleFilled}>
          {t('flows.live', { version: liveVersion })}
        </StateBadge>
      ) : (
        <StateBadge tone={state === 'paused' ? 'warning' : 'plain'} icon={state === 'paused' ? IconPlayerPause : IconPower}>
          {t(`flows.${state}`)}
        </StateBadge>
      )}
      {liveVersion !== null && changed && <StateBadge icon={IconCircleDashed}>{t('flows.changed')}</StateBadge>}
    </Group>
  )
}

function CountLink({
  count,
  icon: Icon,
  href,
  tone,
}: {
  count: number
  icon: typeof IconUsers
  href: string
  tone?: 'approval' | 'error'
}) {
  const { language } = useWords()
  if (count === 0) return <span style={{ color: 'var(--t-secondary)' }}>0</span>
  return (
    <Link href={href} className="plain-link flow-table__count" style={tone ? { color: `var(--t-${tone})` } : undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {new Intl.NumberFormat(language).format(count)}
    </Link>
  )
}

/** Everything that can be done with a flow from the list. What can be taken back offers it. */
function FlowMenu({ flow }: { readonly flow: WorkflowSummary }) {
  const { t } = useWords()
  const [, go] = useLocation()
  const client = useQueryClient()
  const describe = useProblemText()
  const refresh = () => client.invalidateQueries({ queryKey: ['workflows'] })
  const failed = (error: unknown) => void toast.failed(describe(error))
  const state = useMutation({
    mutationFn: (next: WorkflowSummary['state']) => api.put(`${path(flow.id)}/state`, { state: next }),
    onSuccess: (_, next) => {
      toast.undoable(t(`flows.did.${next}`, { name: flow.name }), t('common.undo'), () => state.mutate(flow.state))
      void refresh()
    },
    onError: failed,
  })
  const archive = useMutation({
    mutationFn: (archived: boolean) => api.put(`${path(flow.id)}/archived`, { archived }),
    onSuccess: (_, archived) => {
      if (archived) toast.undoable(t('flows.did.archived', { name: flow.name }), t('common.undo'), () => archive.mutate(false))
      void refresh()
    },
    onError: failed,
  })
  const copy = useMutation({
    mutationFn: async () => {
      const { draft } = await api.get<OpenedWorkflow>(path(flow.id))
      return api.post<{ id: string }>('/api/workflows', { file: { ...draft, name: t('flows.copyName', { name: draft.name }) } })
    },
    onSuccess: ({ id }) => {
      void refresh()
      go(`/flows/${id}`)
    },
    onError: failed,
  })
  const download = async () => {
    try {
      exportFlow((await api.get<OpenedWorkflow>(path(flow.id))).draft)
    } catch (error) {
      failed(error)
    }
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon color="gray" aria-label={t('flows.menu', { name: flow.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {flow.liveVersion !== null && flow.state === 'live' && (
          <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => state.mutate('paused')}>
            {t('flows.pause')}
          </Menu.Item>
        )}
        {flow.liveVersion !== null && flow.state !== 'live' && (
          <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => state.mutate('live')}>
            {t('flows.resume')}
          </Menu.Item>
        )}
        {flow.liveVersion !== null && flow.state !== 'off' && (
          <Menu.Item leftSection={<IconPower size={16} />} onClick={() => state.mutate('off')}>
            {t('flows.turnOff')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copy.mutate()}>
          {t('flows.duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void download()}>
          {t('editor.export')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => archive.mutate(true)}>
          {t('flows.archive')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
