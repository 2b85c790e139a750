import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClockPause, IconEraser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ErasureList } from '../../shared/api/erasure.ts'
import { api } from '../api/client.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { EmptyState, FailureState, LoadingRows } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { Section } from './section.tsx'
import styles from './settings.module.css'

type Erasure = ErasureList['items'][number]

/** Who was erased when, by whom and why: what an admin shows to prove that it was done. Nobody's name is in it. */
export default function ErasureSection() {
  const { t } = useWords()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['erasures'],
    queryFn: () => api.get<ErasureList>('/api/erasures'),
  })
  return (
    <Section title={t('settings.erasures')} about={t('settings.erasuresAbout')}>
      {isPending && <LoadingRows rows={3} />}
      {error && <FailureState error={error} again={() => refetch()} />}
      {data?.items.some(({ finished }) => !finished) && (
        <Alert color="yellow.9" variant="light" icon={<IconAlertTriangle />}>
          {t('erasures.unfinishedDo')}
        </Alert>
      )}
      {data?.items.length === 0 && <EmptyState icon={IconEraser} title={t('erasures.empty')} hint={t('erasures.emptyHint')} />}
      {data && data.items.length > 0 && (
        <>
          <Erasures items={data.items} />
          <Text size="sm" c="dimmed" maw={640}>
            {t('erasures.keep')}
          </Text>
        </>
      )}
    </Section>
  )
}

function Erasures({ items }: { readonly items: readonly Erasure[] }) {
  const { t } = useWords()
  return (
    <ul className={styles['lines']} aria-label={t('settings.erasures')}>
      {items.map(({ id, at, by, reason, finished }) => (
        <li key={id} className={styles['erasure']}>
          <div>
            <Text style={{ overflowWrap: 'anywhere' }}>{reason}</Text>
            <Text size="sm" c="dimmed">
              <When at={at} exact />, {by ?? t('erasures.terminal')}
            </Text>
          </div>
          <StateBadge icon={finished ? IconCheck : IconClockPause} tone={finished ? 'done' : 'warning'}>
            {t(finished ? 'erasures.finished' : 'erasures.unfinished')}
          </StateBadge>
        </li>
      ))}
    </ul>
  )
}
