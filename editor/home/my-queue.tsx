import { Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Queue } from '../../shared/api/queue.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { dayInWords } from '../ui/time-words.ts'
import { useWords } from '../words/use-words.ts'
import styles from './home.module.css'
import { Panel } from './panel.tsx'
import { QueueRow } from './queue-row.tsx'

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
      <StandingIn />
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

/** For whom one stands in, in a sentence each. */
function StandingIn() {
  const { t, language } = useWords()
  const { standsFor } = useSession().user
  return standsFor.map(({ id, name, until }) => (
    <Text key={id} size="sm" c="dimmed" py={4}>
      {until === null ? t('home.standsForLeft', { name }) : t('home.standsFor', { name, day: dayInWords(until, language) })}
    </Text>
  ))
}
