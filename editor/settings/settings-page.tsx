import { NavLink, Select } from '@mantine/core'
import {
  IconBell,
  IconBuilding,
  IconCalendarTime,
  IconCategory,
  IconEraser,
  IconForms,
  IconGauge,
  IconHeartbeat,
  IconInbox,
  IconInputSearch,
  IconKey,
  IconLayoutKanban,
  IconListCheck,
  IconMailbox,
  IconPuzzle,
  IconUser,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react'
import { type ComponentType, lazy, Suspense } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { useSession } from '../api/session.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import type { WordKey } from '../words/all.ts'
import { useWords } from '../words/use-words.ts'
import styles from './settings.module.css'

interface Section {
  readonly key: string
  readonly title: WordKey
  readonly icon: TablerIcon
  readonly roles?: readonly string[]
  readonly Shown: ComponentType
}

const admins = ['admin']
const makers = ['admin', 'marketer']
const list = () => import('./record-sections.tsx')

const sections: readonly Section[] = [
  { key: 'me', title: 'settings.me', icon: IconUser, Shown: lazy(() => import('./me-section.tsx')) },
  { key: 'notices', title: 'settings.notices', icon: IconBell, Shown: lazy(() => import('./notice-section.tsx')) },
  { key: 'company', title: 'settings.company', icon: IconBuilding, roles: admins, Shown: lazy(() => import('./company-section.tsx')) },
  { key: 'people', title: 'settings.people', icon: IconUsers, roles: admins, Shown: lazy(() => import('./people-section.tsx')) },
  {
    key: 'departments',
    title: 'settings.departments',
    icon: IconUsersGroup,
    roles: admins,
    Shown: lazy(() => list().then((all) => ({ default: all.Departments }))),
  },
  {
    key: 'calendars',
    title: 'settings.calendars',
    icon: IconCalendarTime,
    roles: admins,
    Shown: lazy(() => import('./calendar-section.tsx')),
  },
  { key: 'mailboxes', title: 'settings.mailboxes', icon: IconMailbox, roles: admins, Shown: lazy(() => import('./mailbox-section.tsx')) },
  {
    key: 'pipelines',
    title: 'settings.pipelines',
    icon: IconLayoutKanban,
    roles: makers,
    Shown: lazy(() => list().then((all) => ({ default: all.Pipelines }))),
  },
  {
    key: 'categories',
    title: 'settings.categories',
    icon: IconCategory,
    roles: makers,
    Shown: lazy(() => list().then((all) => ({ default: all.Categories }))),
  },
  { key: 'points', title: 'settings.points', icon: IconGauge, roles: makers, Shown: lazy(() => import('./points-section.tsx')) },
  { key: 'forms', title: 'settings.forms', icon: IconForms, roles: makers, Shown: lazy(() => import('./form-section.tsx')) },
  {
    key: 'questions',
    title: 'settings.questions',
    icon: IconListCheck,
    roles: makers,
    Shown: lazy(() => import('./question-section.tsx')),
  },
  { key: 'hooks', title: 'settings.hooks', icon: IconWebhook, roles: makers, Shown: lazy(() => import('./hook-section.tsx')) },
  {
    key: 'deliveries',
    title: 'deliveries.title',
    icon: IconInbox,
    roles: ['admin', 'marketer', 'supervisor', 'operator'],
    Shown: lazy(() => import('./delivery-section.tsx')),
  },
  { key: 'fields', title: 'settings.fields', icon: IconInputSearch, roles: makers, Shown: lazy(() => import('./fields-section.tsx')) },
  { key: 'nodes', title: 'settings.nodes', icon: IconPuzzle, Shown: lazy(() => import('./node-section.tsx')) },
  { key: 'tokens', title: 'settings.tokens', icon: IconKey, Shown: lazy(() => import('./token-section.tsx')) },
  {
    key: 'erasures',
    title: 'settings.erasures',
    icon: IconEraser,
    roles: admins,
    Shown: lazy(() => import('./erasure-section.tsx')),
  },
  { key: 'health', title: 'settings.health', icon: IconHeartbeat, roles: admins, Shown: lazy(() => import('./health-section.tsx')) },
]

/** The settings: a list of subjects at the left, one of them at the right. Only what the role may set is listed. */
export default function SettingsPage() {
  const { t } = useWords()
  const { user } = useSession()
  const [, go] = useLocation()
  const { section = 'me' } = useParams<{ section?: string }>()
  const offered = sections.filter(({ roles }) => roles === undefined || roles.includes(user.role))
  const here = offered.find(({ key }) => key === section)
  return (
    <>
      <PageHeader title={t('nav.settings')} />
      <div className={styles['columns']}>
        <nav className={styles['menu']} aria-label={t('nav.settings')}>
          {offered.map(({ key, title, icon: Icon }) => (
            <NavLink
              key={key}
              component={Link}
              href={`/settings/${key}`}
              active={key === section}
              label={t(title)}
              leftSection={<Icon size={20} stroke={1.75} />}
              aria-current={key === section ? 'page' : undefined}
            />
          ))}
        </nav>
        <Select
          className={styles['choice'] ?? ''}
          aria-label={t('nav.settings')}
          allowDeselect={false}
          value={section}
          onChange={(next) => next && go(`/settings/${next}`)}
          data={offered.map(({ key, title }) => ({ value: key, label: t(title) }))}
        />
        <div>
          <Suspense fallback={<LoadingState />}>
            {here ? <here.Shown /> : <EmptyState title={t('page.notFound')} hint={t('settings.notYours')} />}
          </Suspense>
        </div>
      </div>
    </>
  )
}
