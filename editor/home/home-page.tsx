/** What a person sees first: what waits for them. */
import { Group, Paper, SimpleGrid, Skeleton, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCheck, type TablerIcon } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { RecordList } from '../../shared/api/records.ts'
import type { SuggestionList } from '../../shared/api/suggestions.ts'
import type { WorkflowSummary } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { overdueRule } from '../tasks/task-rules.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { useProblemText } from '../ui/states.tsx'
import { useNow } from '../ui/use-now.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'

export default function HomePage() {
  const { t } = useWords()
  const { user, company } = useSession()
  return (
    <>
      <PageHeader title={t('home.hello', { name: user.name.split(' ')[0] ?? user.name })} about={company.name} />
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
        <Suggestions />
        <OverdueTasks />
        <FlowsInTrouble />
      </SimpleGrid>
    </>
  )
}

const shown = 8

function Suggestions() {
  const { t } = useWords()
  const list = useQuery({
    queryKey: ['suggestions', 'home'],
    queryFn: () => api.get<SuggestionList>('/api/suggestions', { status: 'open', mine: true, limit: shown }),
  })
  return (
    <Panel title={t('home.suggestions')} to="/inbox" empty={t('home.noSuggestions')} list={list} total={list.data?.total}>
      {list.data?.items.map(({ id, node, workflow, subject, decideBy, createdAt, warnings }) => (
        <Row key={id} to={`/inbox/${id}`} title={[subject?.title, node.name].filter(Boolean).join(' · ')} about={workflow.name}>
          {warnings.length > 0 && <IconAlertTriangle size={16} color="var(--t-warning)" aria-label={t('home.warned')} />}
          <When at={decideBy ?? createdAt} />
        </Row>
      ))}
    </Panel>
  )
}

function OverdueTasks() {
  const { t } = useWords()
  const { user } = useSession()
  const now = useNow()
  const list = useQuery({
    queryKey: ['records', 'task', 'home', user.id, now.toISOString().slice(0, 13)],
    queryFn: () => api.get<RecordList>('/api/tasks', { filter: JSON.stringify(overdueRule(user.id, now)), sort: 'dueAt', limit: shown }),
  })
  return (
    <Panel title={t('home.overdue')} to="/tasks?show=overdue" empty={t('home.noOverdue')} list={list} total={list.data?.total}>
      {list.data?.items.map((task) => (
        <Row
          key={task.id}
          to={`/tasks/${task.id}?show=overdue`}
          title={String(task['title'] ?? '')}
          about={list.data.refs[String(task['contact'] ?? '')]?.title ?? list.data.refs[String(task['company'] ?? '')]?.title ?? ''}
        >
          {typeof task['dueAt'] === 'string' && <When at={task['dueAt']} />}
        </Row>
      ))}
    </Panel>
  )
}

function FlowsInTrouble() {
  const { t } = useWords()
  const list = useQuery({
    queryKey: ['workflows', 'list'],
    queryFn: () => api.get<{ items: readonly WorkflowSummary[] }>('/api/workflows'),
  })
  const troubled = list.data?.items.filter(({ attention }) => attention > 0) ?? []
  return (
    <Panel title={t('home.attention')} to="/flows" empty={t('home.noAttention')} list={list} total={troubled.length}>
      {troubled.slice(0, shown).map(({ id, name, attention }) => (
        <Row key={id} to={`/flows/${id}/runs?state=parked`} title={name}>
          <StateBadge tone="error" icon={IconAlertTriangle}>
            {t('home.stuck', { count: attention })}
          </StateBadge>
        </Row>
      ))}
    </Panel>
  )
}

interface PanelProps {
  readonly title: string
  readonly to: string
  readonly empty: string
  readonly total: number | undefined
  readonly list: { readonly isPending: boolean; readonly error: unknown }
  readonly children: ReactNode
}

function Panel({ title, to, empty, total, list, children }: PanelProps) {
  const { t } = useWords()
  const problemText = useProblemText()
  return (
    <Paper component="section" p="md" withBorder style={{ borderColor: 'var(--t-divider)' }} aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{title}</Title>
        {total !== undefined && total > 0 && (
          <Link href={to} className="plain-link">
            {t('home.all', { count: total })}
          </Link>
        )}
      </Group>
      {list.isPending && <Skeleton height={120} />}
      {list.error !== null && <Text c="var(--t-error)">{problemText(list.error)}</Text>}
      {!list.isPending && list.error === null && (total === 0 ? <Nothing icon={IconCheck} text={empty} /> : children)}
    </Paper>
  )
}

function Nothing({ icon: Icon, text }: { readonly icon: TablerIcon; readonly text: string }) {
  return (
    <Group gap="xs" py="sm" c="dimmed">
      <Icon size={20} color="var(--t-done)" aria-hidden />
      {text}
    </Group>
  )
}

function Row(props: { readonly to: string; readonly title: string; readonly about?: string; readonly children?: ReactNode }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm" py={8} style={{ borderTop: '1px solid var(--t-divider)' }}>
      <div style={{ minWidth: 0 }}>
        <Link href={props.to} className="plain-link">
          <Text truncate inherit component="span" display="block">
            {props.title}
          </Text>
        </Link>
        {props.about !== undefined && props.about !== '' && (
          <Text size="xs" c="dimmed" truncate>
            {props.about}
          </Text>
        )}
      </div>
      <Group gap={6} wrap="nowrap" fz={12} c="dimmed">
        {props.children}
      </Group>
    </Group>
  )
}
