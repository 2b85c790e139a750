/** What is going on with a record: suggestions, tasks, deals, and where it stands in flows. */
import { Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconClock, IconHandStop, IconPlayerPause, IconRoute } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { RunList, RunSummary } from '../../shared/api/runs.ts'
import type { SuggestionList } from '../../shared/api/suggestions.ts'
import { entityNamed } from '../../shared/entities.ts'
import type { Rule } from '../../shared/rules.ts'
import { api } from '../api/client.ts'
import { type RecordList, useRecords } from '../api/records.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { useNow } from '../ui/use-now.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { FieldValue } from './field-value.tsx'
import styles from './record-page.module.css'

export function Now({ entity, id }: { readonly entity: string; readonly id: string }) {
  const { t } = useWords()
  const about: Rule = { field: entity, is: 'is', value: id }
  const suggestions = useQuery({
    queryKey: ['suggestions', 'about', id],
    queryFn: () => api.get<SuggestionList>('/api/suggestions', { status: 'open', subject: id, limit: 20 }),
  })
  const runs = useQuery({
    queryKey: ['runs', 'about', id],
    queryFn: () => api.get<RunList>('/api/runs', { subject: id, state: 'active', limit: 20 }),
  })
  const tasks = useRecords(
    'task',
    { filter: { all: [about, { field: 'state', is: 'is', value: 'open' }] }, sort: 'dueAt' },
    20,
    pointsTo('task', entity),
  )
  const deals = useRecords('deal', { filter: { all: [about, { field: 'closedOn', is: 'empty' }] } }, 20, pointsTo('deal', entity))
  const invoices = useRecords(
    'invoice',
    { filter: { all: [about, { field: 'status', is: 'one-of', value: ['open', 'partly-paid'] }] }, sort: 'dueOn' },
    20,
    pointsTo('invoice', entity),
  )
  const people = useRecords('contact', { filter: about }, 20, entity === 'company')
  const parts = [
    suggestions.data?.items.length ? <Suggestions key="suggestions" list={suggestions.data} /> : null,
    pointsTo('task', entity) && tasks.data?.items.length ? <Tasks key="tasks" list={tasks.data} /> : null,
    runs.data?.items.length ? <Runs key="runs" list={runs.data} /> : null,
    pointsTo('deal', entity) && deals.data?.items.length ? (
      <Links key="deals" title={t('now.deals')} entity="deal" list={deals.data} field="amount" />
    ) : null,
    pointsTo('invoice', entity) && invoices.data?.items.length ? (
      <Links key="invoices" title={t('now.invoices')} entity="invoice" list={invoices.data} field="amount" />
    ) : null,
    entity === 'company' && people.data?.items.length ? (
      <Links key="people" title={t('now.people')} entity="contact" list={people.data} field="stage" />
    ) : null,
  ].filter(Boolean)
  if (parts.length > 0) return parts
  return (
    <section className={styles['panel']} aria-label={t('card.now')}>
      <Title order={2}>{t('card.now')}</Title>
      <Text c="dimmed">{t('now.nothing')}</Text>
    </section>
  )
}

/** Has this kind of record a field that names the other? */
const pointsTo = (from: string, to: string): boolean => from !== to && Object.hasOwn(entityNamed(from).fields, to)

function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['panel']} aria-label={title}>
      <Title order={2} mb={4}>
        {title}
      </Title>
      {children}
    </section>
  )
}

function Line({ to, title, children }: { readonly to: string; readonly title: string; readonly children?: ReactNode }) {
  return (
    <div style={{ padding: '8px 0', borderTop: '1px solid var(--t-divider)' }}>
      <Link href={to} className="plain-link">
        {title}
      </Link>
      <Text size="xs" c="dimmed" component="div">
        {children}
      </Text>
    </div>
  )
}

function Suggestions({ list }: { readonly list: SuggestionList }) {
  const { t } = useWords()
  return (
    <Panel title={t('now.suggestions')}>
      {list.items.map(({ id, node, workflow, createdAt }) => (
        <Line key={id} to={`/inbox/${id}`} title={node.name}>
          <StateBadge icon={IconHandStop} tone="warning">
            {workflow.name}
          </StateBadge>{' '}
          <When at={createdAt} />
        </Line>
      ))}
    </Panel>
  )
}

function Tasks({ list }: { readonly list: RecordList }) {
  const { t } = useWords()
  const now = useNow()
  return (
    <Panel title={t('now.tasks')}>
      {list.items.map((task) => {
        const due = typeof task['dueAt'] === 'string' ? task['dueAt'] : null
        const late = due !== null && new Date(due) < now
        return (
          <Line key={task.id} to={`/tasks/${task.id}`} title={String(task['title'] ?? '')}>
            {late && (
              <StateBadge icon={IconAlertTriangle} tone="error">
                {t('tasks.isOverdue')}
              </StateBadge>
            )}{' '}
            {due === null ? t('tasks.noDue') : <When at={due} />}
            {task['owner'] ? ` · ${list.refs[String(task['owner'])]?.title ?? ''}` : ''}
          </Line>
        )
      })}
    </Panel>
  )
}

function Runs({ list }: { readonly list: RunList }) {
  const { t } = useWords()
  return (
    <Panel title={t('now.flows')}>
      {list.items.map((run) => (
        <Line key={run.id} to={`/flows/${run.workflow}/runs/${run.id}`} title={run.workflowName}>
          {run.positions.map((position) => (
            <Standing key={position.id} run={run} position={position} />
          ))}
        </Line>
      ))}
    </Panel>
  )
}

function Standing({ run, position }: { readonly run: RunSummary; readonly position: RunSummary['positions'][number] }) {
  const { t } = useWords()
  if (run.paused) return <StateBadge icon={IconPlayerPause}>{t('now.paused')}</StateBadge>
  if (position.state === 'parked')
    return (
      <StateBadge icon={IconAlertTriangle} tone="error">
        {t('now.parked')}
      </StateBadge>
    )
  if (position.state === 'suggested')
    return (
      <StateBadge icon={IconHandStop} tone="warning">
        {t('now.waitsForDecision')}
      </StateBadge>
    )
  if (position.state === 'waiting')
    return (
      <StateBadge icon={IconClock} tone="primary">
        {position.dueAt === null ? t('now.waitsForEvent') : <When at={position.dueAt} exact />}
      </StateBadge>
    )
  return <StateBadge icon={IconRoute}>{t('now.running')}</StateBadge>
}

interface LinksProps {
  readonly title: string
  readonly entity: string
  readonly list: RecordList
  /** A field shown beside the name. */
  readonly field: string
}

function Links({ title, entity, list, field }: LinksProps) {
  const described = entityNamed(entity)
  const shown = described.fields[field]
  return (
    <Panel title={title}>
      {list.items.map((record) => (
        <Line
          key={record.id}
          to={`/${described.plural}/${record.id}`}
          title={described.titleFields.map((name) => record[name] ?? '').join(' ')}
        >
          {shown && <FieldValue field={shown} value={record[field]} refs={list.refs} plain />}
        </Line>
      ))}
    </Panel>
  )
}
