import { Text } from '@mantine/core'
import { IconAlertTriangle, IconHandStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { RunList } from '../../shared/api/runs.ts'
import type { SuggestionList } from '../../shared/api/suggestions.ts'
import { entityNamed } from '../../shared/entities.ts'
import type { Rule } from '../../shared/rules.ts'
import { api } from '../api/client.ts'
import { type RecordList, useRecords } from '../api/records.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { useNow } from '../ui/use-now.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { Line, Panel } from './now-panel.tsx'
import { useRelated } from './related.tsx'
import { RunsPanel } from './runs-panel.tsx'

/**
 * What is going on with a record: suggestions, tasks, where it stands in flows, and what belongs to it. Parts that are
 * empty are not shown.
 */
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
  const hasTasks = entity !== 'task' && Object.hasOwn(entityNamed('task').fields, entity)
  const tasks = useRecords('task', { filter: { all: [about, { field: 'state', is: 'is', value: 'open' }] }, sort: 'dueAt' }, 20, hasTasks)
  const related = useRelated(entity, id)
  const parts = [
    suggestions.data?.items.length ? <Suggestions key="suggestions" list={suggestions.data} /> : null,
    hasTasks && tasks.data?.items.length ? <Tasks key="tasks" list={tasks.data} /> : null,
    runs.data?.items.length ? <RunsPanel key="runs" runs={runs.data.items} /> : null,
    ...related,
  ].filter(Boolean)
  if (parts.length > 0) return parts
  return (
    <Panel title={t('card.now')}>
      <Text c="dimmed">{t('now.nothing')}</Text>
    </Panel>
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
