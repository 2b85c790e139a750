/** The navigation: at the side on a wide screen, at the bottom with "More" on a phone. */
import { Drawer, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconDots, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useSession } from '../api/session.ts'
import { prefer, usePreferences } from '../preferences.ts'
import { useWords } from '../words/use-words.ts'
import { isHere, type NavigationItem, navigationOf } from './navigation.ts'
import styles from './shell.module.css'
import { useWaiting, type Waiting } from './waiting.ts'

/** Is it narrow, only icons? As it was chosen; else where it would take a quarter of the screen. */
export function useNarrowNavigation(): boolean {
  const chosen = usePreferences((preferences) => preferences.narrowNavigation)
  const isSmall = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false })
  return chosen ?? isSmall
}

/** Can be made narrow, to icons; that is remembered. */
export function SideNavigation() {
  const { t } = useWords()
  const narrow = useNarrowNavigation()
  const waiting = useWaiting()
  const turn = t(narrow ? 'nav.wide' : 'nav.narrow')
  const Turn = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className={`${styles['nav']} ${narrow ? styles['narrow'] : ''}`} aria-label={t('nav.label')} data-landmark>
      <Link href="/" className={styles['brand'] ?? ''}>
        <Mark />
        {narrow ? <span className="only-read-aloud">Tandem</span> : 'Tandem'}
      </Link>
      <Groups narrow={narrow} waiting={waiting} />
      <Named name={turn} narrow={narrow}>
        <button
          type="button"
          className={styles['item']}
          style={{ marginTop: 'auto', color: 'var(--t-secondary)' }}
          onClick={() => prefer({ narrowNavigation: !narrow })}
        >
          <Turn size={20} stroke={1.75} aria-hidden />
          <span className={narrow ? 'only-read-aloud' : styles['label']}>{turn}</span>
        </button>
      </Named>
    </nav>
  )
}

function Groups({ narrow, waiting }: { readonly narrow: boolean; readonly waiting: Waiting }) {
  const { t } = useWords()
  const { role } = useSession().user
  return navigationOf(role).map(({ title, items }) => (
    <div key={items[0]?.path}>
      {title && <div className={styles['group']}>{narrow ? null : t(title)}</div>}
      {items.map((item) => (
        <Item key={item.path} item={item} narrow={narrow} waiting={waiting} />
      ))}
    </div>
  ))
}

function Item({ item, narrow, waiting }: { readonly item: NavigationItem; readonly narrow: boolean; readonly waiting: Waiting }) {
  const { t } = useWords()
  const [location] = useLocation()
  const { path, icon: Icon } = item
  const count = item.waiting ? waiting[item.waiting] : 0
  const title = t(item.title)
  return (
    <Named name={title} narrow={narrow}>
      <Link href={path} className={styles['item'] ?? ''} aria-current={isHere(path, location) ? 'page' : undefined}>
        <Icon size={20} stroke={1.75} aria-hidden />
        <span className={narrow ? 'only-read-aloud' : styles['label']}>{title}</span>
        {count > 0 && (
          <span className={styles['waiting']}>
            {count > 99 ? '99+' : count}
            <span className="only-read-aloud"> {t('nav.waiting', { count })}</span>
          </span>
        )}
      </Link>
    </Named>
  )
}

function Named({ name, narrow, children }: { readonly name: string; readonly narrow: boolean; readonly children: React.ReactElement }) {
  return (
    <Tooltip label={name} position="right" disabled={!narrow}>
      {children}
    </Tooltip>
  )
}

/** The few items marked `onPhone`; the rest is behind "More". */
export function BottomNavigation() {
  const { t } = useWords()
  const [location] = useLocation()
  const [openAt, setOpenAt] = useState<string | null>(null)
  // Going somewhere closes the list.
  const open = openAt === location
  const waiting = useWaiting()
  const { role } = useSession().user
  const items = navigationOf(role)
    .flatMap((group) => group.items)
    .filter(({ onPhone }) => onPhone)
  return (
    <>
      <nav className={styles['bottom']} aria-label={t('nav.label')} data-landmark>
        {items.map((item) => (
          <Item key={item.path} item={item} narrow={false} waiting={waiting} />
        ))}
        <button type="button" className={styles['item']} aria-haspopup="dialog" onClick={() => setOpenAt(location)}>
          <IconDots size={20} stroke={1.75} aria-hidden />
          <span className={styles['label']}>{t('nav.more')}</span>
        </button>
      </nav>
      <Drawer
        opened={open}
        onClose={() => setOpenAt(null)}
        position="bottom"
        size="80%"
        title={t('nav.label')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Groups narrow={false} waiting={waiting} />
      </Drawer>
    </>
  )
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width={24} height={24} aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="8" fill="#1c5fb8" />
      <circle cx="11" cy="20" r="5" fill="#fff" />
      <circle cx="22" cy="11" r="4" fill="#8ec5ff" />
      <path d="M14.5 16.5 19 13.5" stroke="#fff" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
