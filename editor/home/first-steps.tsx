import { Group, Text } from '@mantine/core'
import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { WorkflowSummary } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'
import { useRecords } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'
import styles from './home.module.css'

/** What a new installation still lacks, each with the place where it is made; gone when all of it is there. */
export function FirstSteps() {
  const { t } = useWords()
  const flows = useQuery({
    queryKey: ['workflows', 'list'],
    queryFn: () => api.get<{ items: readonly WorkflowSummary[] }>('/api/workflows'),
  })
  const contacts = useRecords('contact', {}, 1)
  const requests = useRecords('submission', {}, 1)
  const people = useRecords('user', {}, 1)
  if (!flows.data || !contacts.data || !requests.data || !people.data) return null
  const steps = [
    { words: 'contacts', to: '/imports/contacts', done: contacts.data.total > 0 },
    { words: 'flow', to: '/flows/new', done: flows.data.items.some(({ liveVersion }) => liveVersion !== null) },
    { words: 'form', to: '/settings/forms', done: requests.data.total > 0 },
    { words: 'people', to: '/settings/people', done: people.data.total > 1 },
  ] as const
  if (steps.every(({ done }) => done)) return null
  return (
    <section className={styles['panel']} style={{ marginBottom: 16 }} aria-label={t('home.steps')}>
      <Text component="h2" fz={16} fw={600} lh="22px" m={0} mb={8}>
        {t('home.steps')}
      </Text>
      <ul className={styles['steps']}>
        {steps.map(({ words, to, done }) => (
          <li key={words}>
            <Group gap="xs" wrap="nowrap" align="flex-start" py={4}>
              {done ? (
                <IconCircleCheck size={20} color="var(--t-done)" aria-label={t('home.stepDone')} style={{ flex: 'none' }} />
              ) : (
                <IconCircle size={20} color="var(--t-line)" aria-hidden style={{ flex: 'none' }} />
              )}
              <div>
                <Link href={to} className="plain-link">
                  {t(`home.step.${words}`)}
                </Link>
                <Text size="xs" c="dimmed">
                  {t(`home.why.${words}`)}
                </Text>
              </div>
            </Group>
          </li>
        ))}
      </ul>
    </section>
  )
}
