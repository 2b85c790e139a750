import { Box, Button, Group, Progress, Text } from '@mantine/core'
import { IconCheck, IconClock, IconPlayerStop, IconX, type TablerIcon } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { JobData, RecountResult } from '../../shared/api/records.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'

/** Long work: how far it is, and its result. */
export default function JobPanel({ jobs }: { readonly jobs: readonly JobData[] }) {
  const { t } = useWords()
  return (
    <>
      <Text fw={600} px="md" py={8}>
        {t('jobs.title')}
      </Text>
      {jobs.map((job) => (
        <Box key={job.id} px="md" py={10} style={{ borderTop: '1px solid var(--t-divider)' }}>
          <JobLine job={job} />
        </Box>
      ))}
    </>
  )
}

const states: Readonly<Record<string, readonly [TablerIcon, Tone]>> = {
  waiting: [IconClock, 'plain'],
  running: [IconClock, 'primary'],
  done: [IconCheck, 'done'],
  failed: [IconX, 'error'],
  cancelled: [IconPlayerStop, 'plain'],
}

const stateWords = {
  waiting: 'jobs.state.waiting',
  running: 'jobs.state.running',
  done: 'jobs.state.done',
  failed: 'jobs.state.failed',
  cancelled: 'jobs.state.cancelled',
} as const

function JobLine({ job }: { readonly job: JobData }) {
  const { t, language } = useWords()
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => api.put(`/api/jobs/${job.id}/cancellation`),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const [icon, tone] = states[job.state] ?? [IconClock, 'plain']
  const running = job.state === 'running' || job.state === 'waiting'
  const title = say(job.title, language)
  const to = linkOf(job)
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        {to === null ? (
          <Text size="sm">{title}</Text>
        ) : (
          <Link href={to} className="plain-link">
            <Text size="sm" span>
              {title}
            </Text>
          </Link>
        )}
        <StateBadge icon={icon} tone={tone}>
          {t(stateWords[job.state as keyof typeof stateWords] ?? 'jobs.state.waiting')}
        </StateBadge>
      </Group>
      {running && (
        <Group gap="xs" mt={6} wrap="nowrap">
          <Progress
            value={job.total ? (job.done / job.total) * 100 : 0}
            style={{ flex: 1 }}
            aria-label={title}
            animated={job.total === null}
          />
          <Text size="xs" c="dimmed">
            {job.total === null ? job.done : t('jobs.progress', { done: job.done, total: job.total })}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => cancel.mutate()} loading={cancel.isPending}>
            {t('common.cancel')}
          </Button>
        </Group>
      )}
      {job.state === 'failed' && <Text size="sm">{t('jobs.failedWhy', { code: job.id })}</Text>}
      {job.kind === 'recount' && job.state === 'done' && <Recounted {...(job.result as RecountResult)} />}
      <Text size="xs" c="dimmed">
        <When at={job.updatedAt} />
      </Text>
    </>
  )
}

/** Where the result of a job is shown in full; null where the line says it all. */
function linkOf({ id, kind, title }: JobData): string | null {
  const { plural, flow } = title.with ?? {}
  if (kind.startsWith('import') && typeof plural === 'string') return `/imports/${plural}?job=${id}`
  return kind === 'migration' && typeof flow === 'string' ? `/flows/${flow}/people?move=${id}` : null
}

function Recounted({ contacts, changed }: RecountResult) {
  const { t } = useWords()
  return <Text size="sm">{t('jobs.recounted', { changed, count: contacts })}</Text>
}
