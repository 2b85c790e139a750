import { Text } from '@mantine/core'
import { IconAlertTriangle, IconCheckbox, IconMessageReply, IconStairsUp, IconUserShare } from '@tabler/icons-react'
import type { QueueItem } from '../../shared/api/queue.ts'
import { kindOf, lookOf } from '../suggestions/effect-looks.ts'
import { usePreviewNames } from '../suggestions/preview-names.ts'
import { FirstWords } from '../suggestions/suggestion-row.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { moneyInWords } from '../ui/time-words.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { Row } from './row.tsx'

/** One of the things that wait for somebody; `showsAge`: also since when it is there. */
export function QueueRow({ item, showsAge = false }: { readonly item: QueueItem; readonly showsAge?: boolean }) {
  const { t, language } = useWords()
  const names = usePreviewNames()
  const { kind, id, title, links, suggestion, worth, score, isLate, dueAt, isEscalated, since, of } = item
  const who = links.map((link) => link.title).join(' · ')
  const about =
    suggestion !== null ? (
      <FirstWords suggestion={suggestion} names={names(suggestion)} />
    ) : kind === 'letter' ? (
      t('queue.answer', { subject: title || t('inbox.letter.noSubject') })
    ) : (
      title
    )
  return (
    <Row to={addresses[kind](id)} {...looksOf(item)} title={who || about} about={who === '' ? '' : about}>
      {of !== null && <StateBadge icon={IconUserShare}>{t('queue.of', { name: of.name })}</StateBadge>}
      {showsAge && isEscalated && <StateBadge icon={IconStairsUp}>{t('queue.escalated')}</StateBadge>}
      {showsAge && (
        <span>
          {t('queue.since')} <When at={since} />
        </span>
      )}
      {worth !== null ? (
        <Text span inherit fw={500} title={t('queue.worth', { sum: moneyInWords(worth, language) })}>
          {moneyInWords(worth, language)}
        </Text>
      ) : (
        score !== null &&
        score > 0 && (
          <Text span inherit visibleFrom="xs">
            {t('queue.points', { count: score })}
          </Text>
        )
      )}
      {(suggestion?.warnings.length ?? 0) > 0 && (
        <IconAlertTriangle size={18} color="var(--t-warning)" aria-label={t('queue.warned')} role="img" />
      )}
      {isLate && (
        <StateBadge tone="error" icon={IconAlertTriangle}>
          {t('queue.isLate')}
        </StateBadge>
      )}
      {dueAt !== null ? (
        <span>
          {showsAge && t('queue.due')} <When at={dueAt} />
        </span>
      ) : (
        !showsAge && t('queue.noDue')
      )}
    </Row>
  )
}

const addresses: Readonly<Record<QueueItem['kind'], (id: string) => string>> = {
  suggestion: (id) => `/inbox/${id}`,
  task: (id) => `/tasks/${id}`,
  letter: (id) => `/mailbox/${id}`,
}

const looksOf = ({ kind, suggestion }: QueueItem) => {
  if (suggestion !== null) return lookOf(kindOf(suggestion))
  return kind === 'task' ? ({ icon: IconCheckbox, category: 'task' } as const) : ({ icon: IconMessageReply, category: 'wait' } as const)
}
