/**
 * Where operators decide: the list of what waits beside the whole of one suggestion; on narrow screens one after the
 * other. Twenty suggestions can be decided without the mouse, and the focus always stands on the next one.
 */
import { Button, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconHandStop } from '@tabler/icons-react'
import { type Ref, useEffect, useState } from 'react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { useSession } from '../api/session.ts'
import { HeldLetters } from '../mailbox/held-letters.tsx'
import { EmptyState, FailureState, LoadingRows, LoadingState } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useNow } from '../ui/use-now.ts'
import type { Side } from '../ui/use-swipe.ts'
import { useWords } from '../words/use-words.ts'
import { BulkBar, useSelection } from './bulk-bar.tsx'
import { BulkDialog } from './bulk-dialog.tsx'
import { noCorrections } from './corrections.ts'
import { FeedbackDialog } from './feedback-dialog.tsx'
import { GiveDialog } from './give-dialog.tsx'
import styles from './inbox.module.css'
import { InboxFilters, useInboxView } from './inbox-filters.tsx'
import { hide, useInboxStore } from './inbox-store.ts'
import { LaterDialog } from './later-dialog.tsx'
import { laterTimes } from './later-times.ts'
import { useZone } from './preview-names.ts'
import { RejectDialog } from './reject-dialog.tsx'
import { SuggestionList } from './suggestion-list.tsx'
import { useSuggestion } from './suggestion-queries.ts'
import { SuggestionView } from './suggestion-view.tsx'
import { useChangeWatch } from './use-change-watch.ts'
import { useDecisions } from './use-decisions.ts'
import { useInboxCommands } from './use-inbox-commands.ts'
import { useInboxList } from './use-inbox-list.ts'
import { usePlace } from './use-place.ts'

type Dialog = 'reject' | 'later' | 'give' | 'bulk' | 'feedback'

/** Which suggestion is open stands in the address, `/inbox/<id>`. */
export default function InboxPage() {
  const { t } = useWords()
  const isWide = useMediaQuery('(min-width: 1024px)', true, { getInitialValueInEffect: false })
  const view = useInboxView()
  const list = useInboxList(view)
  const { order } = list
  const place = usePlace(order, isWide, view.status === 'open')
  const { active, go } = place
  const opened = useSuggestion(
    active,
    order.find(({ id }) => id === active),
  )
  const suggestion = opened.data
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const isEditing = suggestion !== undefined && editing === suggestion.id
  const selection = useSelection(order)
  const { graceSeconds } = useSession()
  const [now, zone] = [useNow(), useZone()]
  const decisions = useDecisions((id) => go(id, 'row'))
  const justChanged = useChangeWatch(suggestion)
  useFocusOnEdit(isEditing)

  /** Decides the open one; the next one takes its place before the server has answered. */
  const settle = (act: (one: SuggestionData) => Promise<void>) => {
    if (suggestion?.status !== 'pending') return
    setDialog(null)
    setEditing(null)
    place.moveOn(suggestion.id)
    selection.drop([suggestion.id])
    void act(suggestion)
  }
  const approve = () => {
    if (selection.chosen.length > 0) return selection.isOneStep ? setDialog('bulk') : void toast.failed(t('inbox.bulk.oneStep'))
    if (suggestion?.status !== 'pending') return
    // Nobody approves in one breath what has changed under their eyes.
    if (justChanged()) return void toast.failed(t('inbox.changed'))
    settle((one) => decisions.approve(one, useInboxStore.getState().corrections[one.id] ?? noCorrections))
  }
  /** Both ways can be taken back; what has to be looked at first, or could not be taken back, is opened. */
  const swipe = (one: SuggestionData, side: Side) => {
    const canApprove = graceSeconds > 0 && one.warnings.length === 0
    if (side === 'left') void decisions.putOff(one, laterTimes(now, zone).tomorrow.toISOString())
    else if (canApprove) void decisions.approve(one, useInboxStore.getState().corrections[one.id] ?? noCorrections)
    else go(one.id, 'view')
  }
  const edit = () => {
    if (suggestion?.status !== 'pending' || suggestion.effects.length === 0) return
    setEditing(isEditing ? null : suggestion.id)
    if (isEditing) place.focusView()
  }
  const ask = (what: Dialog) => () => suggestion?.status === 'pending' && setDialog(what)
  const acts = {
    approve,
    edit,
    reject: ask('reject'),
    later: ask('later'),
    give: ask('give'),
    takeBack: () => suggestion && void decisions.takeBack([suggestion]),
    feedback: () => suggestion && setDialog('feedback'),
    bringBack: () => suggestion && void decisions.putOff(suggestion, null),
  }
  useInboxCommands({ suggestion, isEditing, place, selection, acts, stopEditing: () => isEditing && edit() })

  // What only tells stays below.
  const isEmpty = view.status === 'open' ? !order.some(({ status }) => status === 'pending') : order.length === 0
  const listPane = (
    <section className={styles['list']} aria-label={t('inbox.list')} data-landmark tabIndex={-1}>
      {selection.chosen.length > 0 && <BulkBar order={order} selection={selection} approve={() => setDialog('bulk')} />}
      {list.isPending ? (
        <LoadingRows height={64} />
      ) : list.error ? (
        <FailureState error={list.error} again={list.again} />
      ) : (
        <>
          {isEmpty && <Nothing view={view} heading={place.emptiness} />}
          <SuggestionList
            groups={list.groups}
            active={active}
            selected={selection.ids}
            addressOf={place.addressOf}
            onSelect={selection.toggle}
            onOpen={(id) => go(id, 'view')}
            onHide={(id) => {
              place.moveOn(id)
              hide(id)
            }}
            onSwipe={swipe}
            more={list.more}
          />
        </>
      )}
    </section>
  )
  const viewPane = (
    // Each suggestion is read from its beginning, however far down the one before was read.
    <section key={active} className={styles['view']} aria-label={t('inbox.suggestion')} data-landmark tabIndex={-1}>
      {suggestion && active ? (
        <SuggestionView
          key={suggestion.id}
          suggestion={suggestion}
          acts={acts}
          isEditing={isEditing}
          back={isWide ? null : place.addressOf(null)}
          heading={place.heading}
        />
      ) : active && opened.error ? (
        <FailureState error={opened.error} again={() => void opened.refetch()} />
      ) : active ? (
        <LoadingState />
      ) : null}
    </section>
  )
  return (
    <div className={styles['page']} data-wide={isWide || undefined}>
      {(isWide || !active) && (
        <header className={styles['head']}>
          <Title order={1}>
            {t('nav.inbox')} {list.total > 0 && <span style={{ fontWeight: 400, color: 'var(--t-secondary)' }}>{list.total}</span>}
          </Title>
          <InboxFilters view={view} />
          <HeldLetters />
        </header>
      )}
      {(isWide || !active) && listPane}
      {(isWide ? order.length > 0 || active : active) && viewPane}
      <div role="status" className="only-read-aloud">
        {view.status === 'open' && !list.isPending && t('inbox.left', { count: list.total })}
      </div>
      {dialog === 'reject' && suggestion && (
        <RejectDialog
          suggestion={suggestion}
          close={() => setDialog(null)}
          reject={(rejection) => settle((one) => decisions.reject(one, rejection))}
        />
      )}
      {dialog === 'later' && suggestion && (
        <LaterDialog
          suggestion={suggestion}
          close={() => setDialog(null)}
          putOff={(until) => settle((one) => decisions.putOff(one, until))}
        />
      )}
      {dialog === 'give' && <GiveDialog close={() => setDialog(null)} give={(to) => settle((one) => decisions.give(one, to))} />}
      {dialog === 'feedback' && suggestion && <FeedbackDialog suggestion={suggestion} close={() => setDialog(null)} />}
      {dialog === 'bulk' && (
        <BulkDialog
          suggestions={selection.chosen}
          takeBack={(all) => void decisions.takeBack(all)}
          close={(approved) => {
            setDialog(null)
            if (approved.length > 0) selection.clear()
            if (active !== undefined && approved.includes(active)) place.moveOn(active)
            else place.land()
          }}
        />
      )}
    </div>
  )
}

/** The first field takes the focus when editing begins. */
function useFocusOnEdit(isEditing: boolean): void {
  useEffect(() => {
    if (!isEditing) return
    const fields = [...document.querySelectorAll<HTMLElement>('[data-effect] input:not([type=hidden]), [data-effect] textarea')]
    const first =
      fields.find((field) => field.closest('[data-effect]') && field.offsetParent !== null && field.matches('textarea')) ?? fields[0]
    first?.focus({ preventScroll: true })
    first?.scrollIntoView({ block: 'center' })
  }, [isEditing])
}

function Nothing({ view, heading }: { readonly view: ReturnType<typeof useInboxView>; readonly heading: Ref<HTMLDivElement> }) {
  const { t } = useWords()
  return (
    <div ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
      {view.isFiltered ? (
        <EmptyState title={t('common.nothingMatches')}>
          <Button variant="default" onClick={() => view.set({ flow: null, step: null, kind: null })}>
            {t('common.clearFilters')}
          </Button>
        </EmptyState>
      ) : (
        <EmptyState
          icon={IconHandStop}
          title={t(view.status === 'open' ? 'inbox.empty' : view.status === 'later' ? 'inbox.emptyLater' : 'inbox.emptyOther')}
        />
      )}
    </div>
  )
}
