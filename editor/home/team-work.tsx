import { IconUserCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { SuggestionList } from '../../shared/api/suggestions.ts'
import { api } from '../api/client.ts'
import { useRecords } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { overdueRule } from '../tasks/task-rules.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { type Colleague, workByColleague } from './colleagues.ts'
import { Panel, Row } from './panel.tsx'

const most = 200

/** For those who lead: what waits for each colleague, the longest list first. */
export function TeamWork() {
  const { t } = useWords()
  const { user } = useSession()
  const now = useNow()
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000)
  const suggestions = useQuery({
    queryKey: ['suggestions', 'team'],
    queryFn: () => api.get<SuggestionList>('/api/suggestions', { status: 'open', limit: most }),
  })
  const tasks = useRecords('task', { filter: overdueRule(null, minute), sort: 'dueAt' }, most)
  const colleagues = workByColleague(
    suggestions.data?.items ?? [],
    (tasks.data?.items ?? []).map((task) => {
      const id = String(task['owner'] ?? '')
      return id === '' ? null : { id, name: tasks.data?.refs[id]?.title ?? '' }
    }),
  ).filter(({ id }) => id !== user.id)
  return (
    <Panel
      title={t('home.team')}
      to={null}
      empty={t('home.noTeam')}
      lists={[suggestions, tasks]}
      total={suggestions.data === undefined || tasks.data === undefined ? undefined : colleagues.length}
    >
      {colleagues.map((colleague) => (
        <ColleagueRow key={colleague.id ?? ''} colleague={colleague} />
      ))}
    </Panel>
  )
}

function ColleagueRow({ colleague: { name, suggestions, tasks } }: { readonly colleague: Colleague }) {
  const { t } = useWords()
  return (
    <Row to={null} icon={IconUserCircle} category="record" title={name ?? t('common.nobody')}>
      {suggestions > 0 && (
        <Link href="/inbox?whose=all" className="plain-link">
          {t('home.waits', { count: suggestions })}
        </Link>
      )}
      {suggestions > 0 && tasks > 0 && ' · '}
      {tasks > 0 && (
        <Link href="/tasks?show=overdue" className="plain-link">
          {t('home.lateTasks', { count: tasks })}
        </Link>
      )}
    </Row>
  )
}
