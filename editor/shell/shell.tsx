import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useSession } from '../api/session.ts'
import { keepFocus } from '../ui/keep-focus.ts'
import { later } from '../ui/later.tsx'
import { PageFence } from '../ui/page-fence.tsx'
import { undoLatest } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { type Command, useCommands, useKeyboard } from './commands.ts'
import { HaltBanner } from './halt-banner.tsx'
import { focusNextLandmark } from './landmarks.ts'
import { navigationOf } from './navigation.ts'
import { BottomNavigation, SideNavigation, useNarrowNavigation } from './navigation-bar.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { Pages } from './pages.tsx'
import styles from './shell.module.css'
import { TopBar } from './top-bar.tsx'

const SearchBox = later(() => import('./search-box.tsx'))
const KeyHelp = later(() => import('./key-help.tsx'))

/** The frame of every page: skip link, navigation, top bar, content. */
export function Shell() {
  const { t } = useWords()
  const narrow = useNarrowNavigation()
  const [searching, setSearching] = useState(false)
  const [helping, setHelping] = useState(false)
  useKeyboard()
  useCommands(
    useShellCommands(
      () => setSearching(true),
      () => setHelping(true),
    ),
  )
  const content = useFocusKept()
  return (
    <div className={styles['frame']} data-narrow={narrow || undefined}>
      <a className="skip-link" href="#content">
        {t('shell.skip')}
      </a>
      <SideNavigation />
      <TopBar openSearch={() => setSearching(true)} openHelp={() => setHelping(true)} />
      <div className={styles['notices']}>
        <OfflineBanner />
        <HaltBanner />
      </div>
      <main id="content" ref={content} tabIndex={-1} className={styles['content']} aria-label={t('shell.content')} data-landmark>
        <Pages />
      </main>
      <BottomNavigation />
      <PageFence resetOn={`${searching} ${helping}`}>
        {searching && <SearchBox closed={() => setSearching(false)} />}
        {helping && <KeyHelp close={() => setHelping(false)} />}
      </PageFence>
    </div>
  )
}

function useShellCommands(search: () => void, help: () => void): readonly Command[] {
  const { t } = useWords()
  const [, go] = useLocation()
  const everywhere = t('keys.everywhere')
  const pages = navigationOf(useSession().user.role).flatMap(({ items }) => items)
  return [
    { id: 'search', title: t('search.open'), group: everywhere, keys: ['Mod+K'], run: search, inFields: true, quiet: true },
    { id: 'keys', title: t('keys.title'), group: everywhere, keys: ['?'], run: help },
    { id: 'find', title: t('keys.find'), group: everywhere, keys: ['/'], run: () => focusSearchField() || search(), quiet: true },
    {
      id: 'landmark',
      title: t('keys.landmark'),
      group: everywhere,
      keys: ['F6'],
      run: () => focusNextLandmark(),
      inFields: true,
      quiet: true,
    },
    {
      id: 'landmark.back',
      title: t('keys.landmarkBack'),
      group: everywhere,
      keys: ['Shift+F6'],
      run: () => focusNextLandmark(true),
      inFields: true,
      quiet: true,
    },
    { id: 'undo.latest', title: t('keys.undoLatest'), group: everywhere, keys: ['z'], run: () => void undoLatest(), quiet: true },
    ...pages.map(({ path, title, letter }) => ({
      id: `go.${path}`,
      title: t(title),
      group: t('search.pages'),
      ...(letter ? { keys: [`g ${letter}`] } : {}),
      run: () => go(path),
    })),
  ]
}

/** A page that has a search field of its own marks it with `data-page-search`. */
function focusSearchField(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-page-search]')
  field?.focus()
  return Boolean(field)
}

/** After a dialog or a change of page the focus never falls to nowhere, and a new page begins at its top. */
function useFocusKept() {
  const content = useRef<HTMLElement>(null)
  const [location] = useLocation()
  const before = useRef(location)
  useEffect(() => keepFocus(), [])
  useEffect(() => {
    if (before.current === location) return
    before.current = location
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body || document.activeElement === null) content.current?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [location])
  return content
}
