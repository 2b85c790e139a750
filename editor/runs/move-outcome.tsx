import { Alert, Progress, Stack, Text } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { MoveOutcome as Outcome } from '../../shared/api/moves.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { useWords } from '../words/use-words.ts'
import './runs.css'

interface Props {
  readonly flow: string
  readonly job: string
  readonly nameOf: (node: string) => string
  readonly close: () => void
}

/** What became of those who were to go along to another version: how far it is, the sums, and by name who was left. */
export function MoveOutcome({ flow, job, nameOf, close }: Props) {
  const { t, language } = useWords()
  const outcome = useQuery({
    queryKey: ['jobs', 'move', flow, job],
    queryFn: () => api.get<Outcome>(`/api/workflows/${encodeURIComponent(flow)}/moves/${encodeURIComponent(job)}`),
  })
  if (!outcome.data) return null
  const { moved, stopped, stayed, left, more, job: state } = outcome.data
  const isRunning = state.state === 'waiting' || state.state === 'running'
  const sums = [
    ...(moved > 0 || (stopped === 0 && stayed === 0) ? [t('moved.moved', { count: moved })] : []),
    ...(stayed > 0 ? [t('moved.stayed', { count: stayed })] : []),
    ...(stopped > 0 ? [t('moved.stopped', { count: stopped })] : []),
  ]
  return (
    <Alert
      mb="sm"
      variant="light"
      icon={<IconArrowsExchange size={18} />}
      color={left.length > 0 ? 'orange' : 'blue'}
      title={say(state.title, language)}
      withCloseButton={!isRunning}
      closeButtonLabel={t('common.close')}
      onClose={close}
      data-move
    >
      <Stack gap={6}>
        {isRunning && (
          <Progress
            value={state.total ? (state.done / state.total) * 100 : 0}
            animated={state.total === null}
            aria-label={say(state.title, language)}
          />
        )}
        {state.state === 'failed' && <Text size="sm">{t('jobs.failedWhy', { code: state.id })}</Text>}
        <Text size="sm">{sums.join(' · ')}</Text>
        {left.length > 0 && (
          <>
            <Text size="sm" fw={500}>
              {t('moved.left', { count: left.length + more })}
            </Text>
            <ul className="moved-left">
              {left.map(({ run, subject, node, said }) => (
                <li key={run}>
                  <Link href={`/flows/${flow}/runs/${run}`}>{subject?.title ?? t('runs.nobody')}</Link>
                  {' · '}
                  {nameOf(node)}. {say(said, language)}
                </li>
              ))}
            </ul>
            {more > 0 && <Text size="sm">{t('moved.more', { count: more })}</Text>}
          </>
        )}
      </Stack>
    </Alert>
  )
}
