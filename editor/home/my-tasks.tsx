import { IconAlertTriangle, IconCheckbox } from '@tabler/icons-react'
import { useRecords } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { openRule, overdueRule } from '../tasks/task-rules.ts'
import { TaskState } from '../tasks/task-state.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { useNow } from '../ui/use-now.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { Panel, Row } from './panel.tsx'

const shown = 8

/** What the signed-in person has to do: what is late first, then what is due next. */
export function MyTasks() {
  const { t } = useWords()
  const { user } = useSession()
  const now = useNow()
  // To the minute, so that it is not asked for anew at every render.
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000)
  const list = useRecords('task', { filter: openRule(user.id), sort: 'dueAt' }, shown)
  const late = useRecords('task', { filter: overdueRule(user.id, minute) }, 1)
  return (
    <Panel
      title={t('home.tasks')}
      to="/tasks"
      empty={t('home.noTasks')}
      lists={[list]}
      total={list.data?.total}
      about={
        (late.data?.total ?? 0) > 0 && (
          <StateBadge tone="error" icon={IconAlertTriangle}>
            {t('home.late', { count: late.data?.total ?? 0 })}
          </StateBadge>
        )
      }
    >
      {list.data?.items.map((task) => (
        <Row
          key={task.id}
          to={`/tasks/${task.id}`}
          icon={IconCheckbox}
          category="task"
          title={String(task['title'] ?? '')}
          about={['contact', 'company'].flatMap((name) => list.data.refs[String(task[name] ?? '')]?.title ?? []).join(' · ')}
        >
          <TaskState task={task} />
          {typeof task['dueAt'] === 'string' ? <When at={task['dueAt']} /> : t('tasks.noDue')}
        </Row>
      ))}
    </Panel>
  )
}
