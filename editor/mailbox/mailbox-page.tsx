import { Button, SegmentedControl, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { IconArrowDownLeft, IconArrowUpRight, IconMailbox, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation, useParams, useSearchParams } from 'wouter'
import type { Rule } from '../../shared/rules.ts'
import { type RecordData, type RecordList, useEntity, useRecordPages } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { useCommands } from '../shell/commands.ts'
import { EmptyState, FailureState, LoadingRows } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { HeldLetters } from './held-letters.tsx'
import { LetterPanel } from './letter-panel.tsx'
import { LetterStateBadge } from './letter-state.tsx'
import styles from './mailbox.module.css'

/** Letters, out and in: the list at the left, the open one at the right; on narrow screens one after the other. */
export default function MailboxPage() {
  const { t } = useWords()
  const { smtp } = useSession()
  const { id } = useParams<{ id?: string }>()
  const isWide = useMediaQuery('(min-width: 1024px)', true, { getInitialValueInEffect: false })
  const [params] = useSearchParams()
  const [, go] = useLocation()
  const list = useLetters()
  const active = id ?? (isWide ? list.letters[0]?.id : undefined)
  const at = list.letters.findIndex((each) => each.id === active)
  const addressOf = (to: string | null) => `/mailbox${to === null ? '' : `/${to}`}${params.size > 0 ? `?${params}` : ''}`
  const first = isWide && id === undefined ? list.letters[0]?.id : undefined
  // Opened by its address, so that a letter that comes in does not take its place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for the first letter that is shown
  useEffect(() => {
    if (first !== undefined) go(addressOf(first), { replace: true })
  }, [first])
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(id)
  // On a narrow screen the letter takes the place of the list, and with it the focus.
  useEffect(() => {
    if (shown.current !== id && id !== undefined && !isWide) heading.current?.focus({ preventScroll: true })
    shown.current = id
  })
  const move = (by: 1 | -1) => {
    const next = list.letters[Math.min(Math.max(at + by, 0), list.letters.length - 1)]
    if (!next) return
    go(addressOf(next.id), { replace: id !== undefined })
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-letter-row="${CSS.escape(next.id)}"]`)?.focus())
  }
  const group = t('mailbox.list')
  useCommands([
    { id: 'mailbox.next', title: t('inbox.nextOne'), group, keys: ['j'], run: () => move(1), quiet: true },
    { id: 'mailbox.previous', title: t('inbox.previousOne'), group, keys: ['k'], run: () => move(-1), quiet: true },
    { id: 'mailbox.list', title: t('mailbox.toList'), group, keys: ['u'], run: () => go(addressOf(null)), quiet: true },
  ])
  const isListShown = isWide || id === undefined
  return (
    <div className={styles['page']} data-wide={isWide || undefined}>
      {isListShown && (
        <header className={styles['head']}>
          <div className={styles['heading']}>
            <Title order={1}>{t('nav.mailbox')}</Title>
            {!smtp && (
              <Text size="xs" c="dimmed">
                {t('mailbox.builtIn')}
              </Text>
            )}
          </div>
          <Filters />
          <HeldLetters />
        </header>
      )}
      {isListShown && (
        <section className={styles['list']} aria-label={t('mailbox.list')} data-landmark tabIndex={-1}>
          {list.isPending ? (
            <LoadingRows height={64} />
          ) : list.error ? (
            <FailureState error={list.error} again={list.again} />
          ) : list.letters.length === 0 ? (
            <NoLetters />
          ) : (
            <ul className={styles['rows']}>
              {list.letters.map((letter) => (
                <LetterRow key={letter.id} letter={letter} refs={list.refs} to={addressOf(letter.id)} isActive={letter.id === active} />
              ))}
            </ul>
          )}
          {list.more && (
            <Button variant="subtle" m="xs" onClick={list.more}>
              {t('common.showMore')}
            </Button>
          )}
        </section>
      )}
      {active !== undefined && (isWide || id !== undefined) && (
        <section className={styles['view']} aria-label={t('mailbox.letter')} data-landmark tabIndex={-1}>
          <LetterPanel id={active} back={isWide ? null : addressOf(null)} heading={heading} />
        </section>
      )}
    </div>
  )
}

function useLetters() {
  const [params] = useSearchParams()
  const entity = useEntity('message')
  const rules: Rule[] = (['mailbox', 'contact', 'direction'] as const).flatMap((field) => {
    const value = params.get(field)
    return value === null ? [] : [{ field, is: 'is' as const, value }]
  })
  const [one] = rules
  const filter = rules.length > 1 ? { all: rules } : (one ?? null)
  const pages = useRecordPages(entity, { filter, search: params.get('q') ?? '', sort: '-at' }, 50)
  const refs: RecordList['refs'] = Object.assign({}, ...(pages.data?.pages.map((page) => page.refs) ?? []))
  return {
    letters: pages.data?.pages.flatMap(({ items }) => items) ?? [],
    refs,
    isPending: pages.isPending,
    error: pages.error,
    again: () => void pages.refetch(),
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : null,
  }
}

/** Kept in the address. */
function Filters() {
  const { t } = useWords()
  const [params, setParams] = useSearchParams()
  const put = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        if (value === null || value === '') after.delete(name)
        else after.set(name, value)
        return after
      },
      { replace: true },
    )
  const [typed, setTyped] = useState(params.get('q') ?? '')
  const [asked] = useDebouncedValue(typed.trim(), 250)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed changes the address
  useEffect(() => {
    if (asked !== (params.get('q') ?? '')) put('q', asked)
  }, [asked])
  return (
    <search className={styles['filters']}>
      <TextInput
        data-page-search
        type="search"
        aria-label={t('mailbox.search')}
        placeholder={t('mailbox.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        w={260}
      />
      <SegmentedControl
        aria-label={t('mailbox.direction')}
        value={params.get('direction') ?? ''}
        onChange={(value) => put('direction', value)}
        data={[
          { value: '', label: t('mailbox.both') },
          { value: 'out', label: t('mailbox.out') },
          { value: 'in', label: t('mailbox.in') },
        ]}
      />
      <RecordPicker
        entity="mailbox"
        aria-label={t('mailbox.box')}
        placeholder={t('mailbox.anyBox')}
        w={200}
        value={params.get('mailbox')}
        onChange={(value) => put('mailbox', value)}
      />
      <RecordPicker
        entity="contact"
        aria-label={t('mailbox.person')}
        placeholder={t('mailbox.anyone')}
        w={180}
        value={params.get('contact')}
        onChange={(value) => put('contact', value)}
      />
    </search>
  )
}

interface RowProps {
  readonly letter: RecordData
  readonly refs: RecordList['refs']
  readonly to: string
  readonly isActive: boolean
}

function LetterRow({ letter, refs, to, isActive }: RowProps) {
  const { t } = useWords()
  const isOut = letter['direction'] === 'out'
  const Icon = isOut ? IconArrowUpRight : IconArrowDownLeft
  const address = String(letter[isOut ? 'to' : 'from'] ?? '')
  const name = refs[String(letter['contact'] ?? '')]?.title || address
  return (
    <li className={styles['row']} data-active={isActive || undefined} data-state={String(letter['state'])}>
      <Icon size={20} stroke={1.75} color={isOut ? 'var(--t-message)' : 'var(--t-primary)'} aria-hidden style={{ flex: 'none' }} />
      <Link
        href={to}
        className={styles['open'] ?? ''}
        data-letter-row={letter.id}
        {...(isActive ? { 'aria-current': 'true' as const } : {})}
      >
        <span className={styles['line']}>
          <span className={styles['who']}>
            <span className="only-read-aloud">{t(isOut ? 'mailbox.isOut' : 'mailbox.isIn', { name })}</span>
            <span aria-hidden>{name}</span>
          </span>
          <span className={styles['when']}>
            <When at={String(letter['at'])} />
          </span>
        </span>
        <span className={styles['subject']}>{String(letter['subject'] ?? '') || t('inbox.letter.noSubject')}</span>
        {!['sent', 'received'].includes(String(letter['state'])) && <LetterStateBadge state={letter['state']} />}
      </Link>
    </li>
  )
}

function NoLetters() {
  const { t } = useWords()
  const [params, setParams] = useSearchParams()
  if (params.size === 0) return <EmptyState icon={IconMailbox} title={t('mailbox.empty')} hint={t('mailbox.emptyHint')} />
  return (
    <EmptyState title={t('common.nothingMatches')}>
      <Button variant="default" onClick={() => setParams({})}>
        {t('common.clearFilters')}
      </Button>
    </EmptyState>
  )
}
