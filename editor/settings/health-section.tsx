import { Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { RunList } from '../../shared/api/runs.ts'
import { ApiProblem, api } from '../api/client.ts'
import type { RecordList } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { Section } from './section.tsx'

/** Is everything running? What an admin looks at first when something seems wrong. Asked anew every 15 seconds. */
export default function HealthSection() {
  const { t } = useWords()
  const { clock, smtp } = useSession()
  const ready = useQuery({
    queryKey: ['health'],
    refetchInterval: 15_000,
    queryFn: () =>
      api
        .get<{ ready: boolean }>('/readyz')
        .catch((error) => (error instanceof ApiProblem && error.status === 503 ? { ready: false } : Promise.reject(error))),
  })
  const parked = useQuery({ queryKey: ['runs', 'parked'], queryFn: () => api.get<RunList>('/api/runs', { state: 'parked', limit: 1 }) })
  const unread = useQuery({
    queryKey: ['records', 'submission', 'unread'],
    queryFn: () =>
      api.get<RecordList>('/api/submissions', { filter: JSON.stringify({ field: 'state', is: 'is', value: 'unread' }), limit: 1 }),
  })
  return (
    <Section title={t('settings.health')}>
      <Line
        title={t('health.server')}
        fine={ready.data?.ready ?? !ready.isError}
        text={t(ready.data?.ready === false || ready.isError ? 'health.notReady' : 'health.ready')}
      />
      <Line
        title={t('health.runs')}
        fine={(parked.data?.total ?? 0) === 0}
        text={t('health.parked', { count: parked.data?.total ?? 0 })}
        to="/attention"
      />
      <Line
        title={t('health.intake')}
        fine={(unread.data?.total ?? 0) === 0}
        text={t('health.unread', { count: unread.data?.total ?? 0 })}
        to="/settings/deliveries"
      />
      <Line title={t('settings.mail')} fine text={t(smtp ? 'settings.smtp' : 'settings.builtIn')} to="/settings/mailboxes" />
      <Group justify="space-between" py={6}>
        <Text>{t('health.clock')}</Text>
        <Text c="dimmed">
          {t(clock.manual ? 'health.clockManual' : 'health.clockReal')} · <When at={clock.now} exact />
        </Text>
      </Group>
    </Section>
  )
}

function Line({ title, fine, text, to }: { readonly title: string; readonly fine: boolean; readonly text: string; readonly to?: string }) {
  return (
    <Group justify="space-between" py={6} style={{ borderBottom: '1px solid var(--t-divider)' }}>
      {to === undefined ? (
        <Text>{title}</Text>
      ) : (
        <Link href={to} className="plain-link">
          {title}
        </Link>
      )}
      <StateBadge tone={fine ? 'done' : 'warning'} icon={fine ? IconCheck : IconAlertTriangle}>
        {text}
      </StateBadge>
    </Group>
  )
}
