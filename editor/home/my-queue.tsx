import { Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheckbox, IconMessageReply } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Queue, QueueItem } from '../../shared/api/queue.ts'
import { api } from '../api/client.ts'
import { kindOf, lookOf } from '../suggestions/effect-looks.ts'
import { usePreviewNames } from '../suggestions/preview-names.ts'
import { FirstWords } from '../suggestions/suggestion-row.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { moneyInWords } from '../ui/time-words.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './home.module.css'
import { Panel, Row } from './panel.tsx'

const shown = 12

/** All that waits for the signed-in person, in one order that follows what happens: suggestions, tasks, letters to answer. */
export function MyQueue() {
  const { t } = useWords()
  const queue = useQuery({ queryKey: ['queue', shown], queryFn: () => api.get<Queue>('/api/queue', { limit: shown }) })
  const items = queue.data?.items ?? []
  const groups = [
    { name: t('home.now'), items: items.filter(({ isNow }) => isNow) },
    { name: t('home.next'), items: items.filter(({ isNow }) => !isNow) },
  ].filter((group) => group.items.length > 0)
  const late = queue.data?.late ?? 0
  return (
    <Panel
      title={t('home.queue')}
      to={null}
      empty={t('home.noQueue')}
      lists={[queue]}
      total={queue.data?.total}
      about={
        late > 0 && (
          <StateBadge tone="error" icon={IconAlertTriangle}>
            {t('home.late', { count: late })}
          </StateBadge>
        )
      }
    >
      {groups.map(({ name, items }) => (
        <section key={name} aria-label={name}>
          <h3 className={styles['group']}>{name}</h3>
          {items.map((item) => (
            <QueueRow key={`${item.kind} ${item.id}`} item={item} />
          ))}
        </section>
      ))}
      <Text size="xs" c="dimmed" pt="xs">
        {t('home.order')}
      </Text>
      <Group gap="lg" pt={4} pb={4}>
        <Link href="/inbox" className="plain-link">
          {t('home.allSuggestions')}
        </Link>
        <Link href="/tasks" className="plain-link">
          {t('home.allTasks')}
        </Link>
      </Group>
    </Panel>
  )
}

function QueueRow({ item }: { readonly item: QueueItem }) {
  const { t, language } = useWords()
  const names = usePreviewNames()
  const { kind, id, title, links, suggestion, worth, score, isLate, dueAt } = item
  const who = links.map((link) => link.title).join(' · ')
  const about =
    suggestion !== null ? (
      <FirstWords suggestion={suggestion} names={names(suggestion)} />
    ) : kind === 'letter' ? (
      t('home.answer', { subject: title || t('inbox.letter.noSubject') })
    ) : (
      title
    )
  return (
    <Row to={addresses[kind](id)} {...looksOf(item)} title={who || about} about={who === '' ? '' : about}>
      {worth !== null ? (
        <Text span inherit fw={500} title={t('home.worth', { sum: moneyInWords(worth, language) })}>
          {moneyInWords(worth, language)}
        </Text>
      ) : (
        score !== null &&
        score > 0 && (
          <Text span inherit visibleFrom="xs">
            {t('home.points', { count: score })}
          </Text>
        )
      )}
      {(suggestion?.warnings.length ?? 0) > 0 && (
        <IconAlertTriangle size={18} color="var(--t-warning)" aria-label={t('home.warned')} role="img" />
      )}
      {isLate && (
        <StateBadge tone="error" icon={IconAlertTriangle}>
          {t('home.isLate')}
        </StateBadge>
      )}
      {dueAt === null ? t('tasks.noDue') : <When at={dueAt} />}
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
