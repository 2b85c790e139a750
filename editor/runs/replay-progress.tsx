import { Group, Paper, Progress, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { ReplayOutcome } from '../../shared/api/attention.ts'
import type { JobData } from '../../shared/api/records.ts'
import { hasWords, say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import type { WordKey } from '../words/all.ts'
import { useWords } from '../words/use-words.ts'

const isOver = (job: JobData): boolean => job.state !== 'waiting' && job.state !== 'running'

/** What a job of that title has come to. */
function doneWords({ code }: JobData['title']): WordKey {
  if (code === 'job-replay-start') return 'attention.startDone'
  return code === 'job-replay-stop' ? 'attention.stopDone' : 'attention.stepDone'
}

/** How far a group has come, and in the end which of its runs could not be changed, and why. */
export function ReplayProgress({ id }: { readonly id: string }) {
  const { t, language } = useWords()
  const client = useQueryClient()
  const job = useQuery({
    queryKey: ['jobs', id],
    queryFn: () => api.get<JobData>(`/api/jobs/${id}`),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 700),
  })
  const over = job.data !== undefined && isOver(job.data)
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: ['runs'] })
  }, [over, client])
  // The group from which it was begun may go with the focus in it.
  const panel = useRef<HTMLDivElement>(null)
  const isShown = job.data !== undefined
  useEffect(() => {
    if (isShown) panel.current?.focus()
  }, [isShown])
  if (!job.data) return null
  const { done, total, title } = job.data
  const result = (job.data.result ?? { done: 0, left: [], leftCount: 0 }) as unknown as ReplayOutcome
  const why = (problem: string) => (hasWords(problem) ? say({ code: problem }, language) : problem)
  return (
    <Paper ref={panel} tabIndex={-1} withBorder p="md" role="status" data-replay={job.data.state}>
      <Text fw={600}>{say(title, language)}</Text>
      {over ? (
        <Text size="sm">{t(doneWords(title), { count: result.done })}</Text>
      ) : (
        <Group gap="xs" wrap="nowrap">
          <Progress value={total ? (done / total) * 100 : 0} style={{ flex: 1 }} aria-label={say(title, language)} />
          <Text size="xs" c="dimmed">
            {t('attention.progress', { done, total: total ?? done })}
          </Text>
        </Group>
      )}
      {result.leftCount > 0 && (
        <>
          <Text size="sm" mt="xs">
            {t('attention.left', { count: result.leftCount })}
          </Text>
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {result.left.map(({ run, problem }) => (
              <li key={run}>
                <Text size="sm" component="span">
                  {why(problem)}{' '}
                </Text>
                <Link href={`/runs/${run}`} className="plain-link">
                  {t('attention.open')}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Paper>
  )
}
