import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock, IconInfoCircle, IconUserShare, IconX, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { say } from '../../shared/say.ts'
import { useSession } from '../api/session.ts'
import { exactTime, relativeTime } from '../ui/time-words.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import styles from './inbox.module.css'
import { useZone } from './preview-names.ts'

type Tone = 'plain' | 'done' | 'warning' | 'error'

interface Props {
  readonly suggestion: SuggestionData
  readonly takeBack: () => void
  readonly bringBack: () => void
}

/** What became of a suggestion, in a sentence; nothing while it simply waits. With the way back, where there is one. */
export function SuggestionState({ suggestion, takeBack, bringBack }: Props) {
  const { t, language } = useWords()
  const now = useNow()
  const zone = useZone()
  const { standsFor } = useSession().user
  const { status, reason, assignee, decidedBy, decidedAt, actAt, laterUntil } = suggestion
  const exact = (at: string) => exactTime(at, { language, zone, now })
  const why = reason ? say(reason, language, zone) : null
  const note = typeof reason?.with?.['note'] === 'string' ? reason.with['note'] : ''
  switch (status) {
    case 'pending':
      return laterUntil !== null && new Date(laterUntil) > now ? (
        <Notice tone="plain" icon={IconClock} action={{ label: t('inbox.bringBack'), run: bringBack }}>
          {t('inbox.putOffUntil', { when: exact(laterUntil) })}
        </Notice>
      ) : assignee && standsFor.some(({ id }) => id === assignee.id) ? (
        <Notice tone="plain" icon={IconUserShare}>
          {t('inbox.standIn', { name: assignee.name })}
        </Notice>
      ) : null
    case 'approved':
      return (
        <Notice tone="done" icon={IconCheck} action={{ label: t('common.undo'), run: takeBack }}>
          {t('inbox.goingOut', { when: exact(actAt ?? decidedAt ?? suggestion.createdAt) })}
        </Notice>
      )
    case 'done':
      return (
        <Notice tone="done" icon={IconCheck}>
          {!decidedBy
            ? t('inbox.done')
            : assignee && assignee.id !== decidedBy.id
              ? t('inbox.doneFor', { name: decidedBy.name, owner: assignee.name })
              : t('inbox.doneBy', { name: decidedBy.name })}
        </Notice>
      )
    case 'failed':
      return (
        <Notice tone="error" icon={IconAlertTriangle}>
          {why ?? t('inbox.failed')}
        </Notice>
      )
    case 'dismissed':
      return (
        <Notice tone="plain" icon={IconX}>
          {decidedBy && decidedAt
            ? t('inbox.rejectedBy', { name: decidedBy.name, ago: relativeTime(decidedAt, { language, zone, now }) })
            : t('inbox.decidedAlready')}
          {why && <div>{[why, note].filter((part) => part !== '').join(' ')}</div>}
        </Notice>
      )
    case 'expired':
      return (
        <Notice tone="warning" icon={IconClock}>
          {why ?? t('inbox.expired')}
        </Notice>
      )
    case 'withdrawn':
      return (
        <Notice tone="warning" icon={IconInfoCircle}>
          {why ?? t('inbox.noLongerPlain')}
        </Notice>
      )
  }
}

interface NoticeProps {
  readonly tone: Tone
  readonly icon: TablerIcon
  readonly action?: { readonly label: string; readonly run: () => void }
  readonly children: ReactNode
}

/** A coloured box with an icon; read aloud when it appears. */
export function Notice({ tone, icon: Icon, action, children }: NoticeProps) {
  return (
    <div className={styles['notice']} data-tone={tone} role="status">
      <Icon size={20} stroke={1.75} aria-hidden style={{ flex: 'none' }} />
      <div style={{ flex: 1 }}>{children}</div>
      {action && (
        <Button size="compact-sm" h={28} variant="default" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  )
}
