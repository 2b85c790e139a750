import { ActionIcon, Indicator, Popover, Tooltip } from '@mantine/core'
import { IconBell, IconKeyboard, IconLoader2, IconProgressCheck, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import type { JobList, NotificationList } from '../../shared/api/records.ts'
import { api } from '../api/client.ts'
import { keyName } from '../ui/keys.ts'
import { later } from '../ui/later.tsx'
import { LoadingState } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { PersonMenu } from './person-menu.tsx'
import styles from './shell.module.css'

const NotificationPanel = later(() => import('./notification-panel.tsx'), LoadingState)
const JobPanel = later(() => import('./job-panel.tsx'), LoadingState)

interface Props {
  readonly openSearch: () => void
  readonly openHelp: () => void
}

/** The bar at the top: search, running jobs, notices, keys, the person. */
export function TopBar({ openSearch, openHelp }: Props) {
  const { t } = useWords()
  return (
    <header className={styles['top']} data-landmark>
      <button type="button" className={styles['search']} onClick={openSearch} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={18} stroke={1.75} aria-hidden />
        <span style={{ flex: 1, textAlign: 'left', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {t('search.prompt')}
        </span>
        <kbd className={styles['key']}>{keyName('Mod+K', t('keys.then'))}</kbd>
      </button>
      <div style={{ flex: 1 }} />
      <Jobs />
      <Notices />
      <Tooltip label={t('keys.title')}>
        <ActionIcon className={styles['wideOnly'] ?? ''} aria-label={t('keys.title')} onClick={openHelp} color="gray" c="var(--t-text)">
          <IconKeyboard size={20} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <PersonMenu />
    </header>
  )
}

function Jobs() {
  const { t } = useWords()
  const jobs = useQuery({ queryKey: ['jobs', 'mine'], queryFn: () => api.get<JobList>('/api/jobs') })
  const running = jobs.data?.items.filter(({ state }) => state === 'running' || state === 'waiting').length ?? 0
  if (!jobs.data || jobs.data.items.length === 0) return null
  return (
    <TopPopover
      label={running > 0 ? t('jobs.running', { count: running }) : t('jobs.title')}
      mark={running > 0}
      icon={running > 0 ? <IconLoader2 size={20} stroke={1.75} /> : <IconProgressCheck size={20} stroke={1.75} />}
    >
      <JobPanel jobs={jobs.data.items} />
    </TopPopover>
  )
}

function Notices() {
  const { t } = useWords()
  const notices = useQuery({ queryKey: ['notifications'], queryFn: () => api.get<NotificationList>('/api/notifications') })
  const unread = notices.data?.unread ?? 0
  return (
    <TopPopover
      label={unread > 0 ? t('notices.unread', { count: unread }) : t('notices.title')}
      mark={unread > 0}
      icon={<IconBell size={20} stroke={1.75} />}
    >
      <NotificationPanel items={notices.data?.items ?? []} />
    </TopPopover>
  )
}

function TopPopover(props: { readonly label: string; readonly mark: boolean; readonly icon: ReactElement; readonly children: ReactNode }) {
  return (
    <Popover position="bottom-end" width={380} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={props.label}>
          <ActionIcon aria-label={props.label} c="var(--t-text)" color="gray">
            <Indicator disabled={!props.mark} size={10} offset={2} color="var(--t-primary)">
              {props.icon}
            </Indicator>
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} mah="70dvh" style={{ overflow: 'auto' }} maw="calc(100vw - 16px)" aria-label={props.label}>
        {props.children}
      </Popover.Dropdown>
    </Popover>
  )
}
