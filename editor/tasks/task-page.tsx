import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCheck, IconChevronLeft, IconPlus, IconUserShare } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Link, useLocation, useParams, useSearchParams } from 'wouter'
import { type RecordData, type RecordList, useEntity, useRecordPages } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { CreateDialog } from '../crm/create-dialog.tsx'
import { useCommands } from '../shell/commands.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { ShowMore } from '../ui/show-more.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { EmptyState, FailureState, LoadingRows } from '../ui/states.tsx'
import { useNow } from '../ui/use-now.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './task-page.module.css'
import { TaskPanel } from './task-panel.tsx'
import { closedRule, openRule, overdueRule, ownersOf } from './task-rules.ts'
import { TaskState } from './task-state.tsx'

const views = ['mine', 'overdue', 'all', 'closed'] as const
type View = (typeof views)[number]

/** Tasks: the list at the left, the open one at the right; on a phone one after the other. */
export default function TaskPage() {
  const { t } = useWords()
  const { id } = useParams<{ id?: string }>()
  const phone = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false })
  const [params, setParams] = useSearchParams()
  const view = views.find((each) => each === params.get('show')) ?? 'mine'
  const [, go] = useLocation()
  const [creating, setCreating] = useState(false)
  const task = useEntity('task')
  const list = useTasks(view)
  const tasks = list.data?.pages.flatMap(({ items }) => items) ?? []
  const refs: RecordList['refs'] = Object.assign({}, ...(list.data?.pages.map((page) => page.refs) ?? []))
  const at = tasks.findIndex((each) => each.id === id)
  const open = (next: RecordData | undefined) => next && go(`/tasks/${next.id}?${params}`)
  // Beside the list there is room for one: the first. By its address, so that a newer one does not take its place.
  const first = phone || id !== undefined ? undefined : tasks[0]?.id
  useEffect(() => {
    if (first !== undefined) go(`/tasks/${first}?${params}`, { replace: true })
  }, [first, go, params])
  useCommands([
    { id: 'tasks.next', title: t('tasks.nextTask'), group: t('tasks.title'), keys: ['j'], run: () => open(tasks[at + 1]), quiet: true },
    {
      id: 'tasks.before',
      title: t('tasks.previousTask'),
      group: t('tasks.title'),
      keys: ['k'],
      run: () => open(tasks[at - 1]),
      quiet: true,
    },
    { id: 'tasks.new', title: t('tasks.new'), group: t('tasks.title'), keys: ['n'], run: () => setCreating(true) },
  ])
  const rows = (
    <section className={styles['list']} aria-label={t('tasks.title')}>
      {list.isPending && <LoadingRows />}
      {list.isError && <FailureState error={list.error} again={() => list.refetch()} />}
      {list.isSuccess && tasks.length === 0 && <EmptyState icon={IconCheck} title={t('tasks.empty')} hint={t('tasks.emptyHint')} />}
      {tasks.map((each) => (
        <Row key={each.id} task={each} refs={refs} here={each.id === id} to={`/tasks/${each.id}?${params}`} />
      ))}
      <ShowMore of={list} variant="subtle" fullWidth />
    </section>
  )
  const after = () => {
    const next = tasks[at + 1] ?? tasks[at - 1]
    go(next && !phone ? `/tasks/${next.id}?${params}` : `/tasks?${params}`)
  }
  const panel = id === undefined ? null : <TaskPanel key={id} id={id} settled={after} />
  return (
    <>
      {phone && id !== undefined ? (
        <Button component={Link} href={`/tasks?${params}`} variant="subtle" px={4} mb="xs" leftSection={<IconChevronLeft size={18} />}>
          {t('tasks.allDone')}
        </Button>
      ) : (
        <PageHeader title={t('tasks.title')}>
          <SegmentedControl
            aria-label={t('tasks.show')}
            size="xs"
            value={view}
            onChange={(show) => {
              setParams({ show }, { replace: true })
            }}
            data={views.map((value) => ({ value, label: t(`tasks.${value}`) }))}
          />
          <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)}>
            {t('tasks.new')}
          </Button>
        </PageHeader>
      )}
      {phone ? (
        id === undefined ? (
          rows
        ) : (
          panel
        )
      ) : (
        <div className={styles['columns']}>
          {rows}
          {panel && <div className={styles['panel']}>{panel}</div>}
        </div>
      )}
      {creating && <CreateDialog entity={task} close={() => setCreating(false)} />}
    </>
  )
}

function useTasks(view: View) {
  const { user } = useSession()
  const now = useNow()
  const task = useEntity('task')
  // To the minute: an overdue task appears when its time has come, without asking at every render.
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000)
  const filter = { mine: openRule(ownersOf(user)), overdue: overdueRule(null, minute), all: openRule(null), closed: closedRule(null) }[view]
  return useRecordPages(task, { filter, sort: view === 'closed' ? '-closedAt' : 'dueAt' }, 50)
}

interface RowProps {
  readonly task: RecordData
  readonly refs: RecordList['refs']
  readonly here: boolean
  readonly to: string
}

function Row({ task, refs, here, to }: RowProps) {
  const { t } = useWords()
  const owner = String(task['owner'] ?? '')
  const stoodInFor = useSession().user.standsFor.find(({ id }) => id === owner)
  const about = [refs[String(task['contact'] ?? '')]?.title, refs[String(task['company'] ?? '')]?.title].filter(Boolean).join(' · ')
  return (
    <Link href={to} className={styles['row'] ?? ''} aria-current={here ? 'true' : undefined}>
      <Text fw={500} truncate>
        {String(task['title'] ?? '')}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {about === '' ? (refs[owner]?.title ?? t('common.nobody')) : about}
      </Text>
      <Group gap={6} fz={12} c="dimmed">
        <TaskState task={task} />
        {stoodInFor && <StateBadge icon={IconUserShare}>{t('tasks.for', { name: stoodInFor.name })}</StateBadge>}
        {typeof task['dueAt'] === 'string' ? <When at={task['dueAt']} /> : t('tasks.noDue')}
      </Group>
    </Link>
  )
}
