import { Alert, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconDownload, IconInfoCircle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { ImportResult, JobData } from '../../shared/api/records.ts'
import { entityNamed } from '../../shared/entities.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import type { DescribedEntity } from '../api/records.ts'
import { confirm } from '../ui/confirm.ts'
import { FailureState, LoadingState, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './import.module.css'
import { useTargets } from './import-mapping.ts'

interface Props {
  readonly id: string
  readonly entity: DescribedEntity
  /** Shows another job: the one that takes this one back. */
  readonly follow: (job: string) => void
  readonly again: () => void
}

/** How far an import is; then what it created, changed and refused, and the way back. `id` is that of the job. */
export function ImportOutcome({ id, entity, follow, again }: Props) {
  const { t, language } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const job = useQuery({
    queryKey: ['jobs', id],
    queryFn: () => api.get<JobData>(`/api/jobs/${id}`),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 700),
  })
  const state = job.data?.state
  // It grows as it goes on, and stands below what was chosen.
  useEffect(() => {
    if (state !== undefined) place.current?.scrollIntoView({ block: 'nearest' })
  }, [state])
  if (job.isPending) return <LoadingState />
  if (job.isError) return <FailureState error={job.error} again={() => job.refetch()} />
  return (
    <Paper ref={place} p="lg" withBorder style={{ borderColor: 'var(--t-divider)' }} role="status">
      <Title order={2} mb="xs">
        {say(job.data.title, language)}
      </Title>
      {!isOver(job.data) && <UnderWay job={job.data} />}
      {isOver(job.data) && job.data.kind === 'import' && <Ended job={job.data} {...{ entity, follow, again }} />}
      {isOver(job.data) && job.data.kind === 'import-undo' && <TakenBack job={job.data} {...{ entity, follow, again }} />}
      {job.data.state === 'failed' && (
        <Alert mt="sm" color="red.9" variant="light" icon={<IconAlertTriangle />}>
          {t('jobs.failedWhy', { code: job.data.id })}
        </Alert>
      )}
    </Paper>
  )
}

const isOver = ({ state }: JobData): boolean => state === 'done' || state === 'failed' || state === 'cancelled'

function UnderWay({ job }: { readonly job: JobData }) {
  const { t, language } = useWords()
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => api.put(`/api/jobs/${job.id}/cancellation`),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const { done, total } = job
  const number = new Intl.NumberFormat(language)
  const left = secondsLeft(job)
  return (
    <>
      <Group wrap="nowrap">
        <Progress style={{ flex: 1 }} value={total ? (done / total) * 100 : 3} aria-label={say(job.title, language)} />
        <Text size="sm">
          {total === null ? number.format(done) : t('jobs.progress', { done: number.format(done), total: number.format(total) })}
        </Text>
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('common.cancel')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {left === null ? '' : `${left < 60 ? t('import.soon') : t('import.minutesLeft', { count: Math.ceil(left / 60) })} `}
        {t('import.running')}
      </Text>
    </>
  )
}

/** By how long it has taken so far. */
function secondsLeft({ done, total, createdAt, updatedAt }: JobData): number | null {
  const seconds = (Date.parse(updatedAt) - Date.parse(createdAt)) / 1000
  return total === null || done === 0 || seconds < 2 ? null : (seconds / done) * (total - done)
}

function useUndo(imported: string, follow: Props['follow']) {
  const client = useQueryClient()
  const problemText = useProblemText()
  return useMutation({
    mutationFn: () => api.put<JobData>(`/api/imports/${imported}/undone`),
    onSuccess: ({ id }) => follow(id),
    onError: (error) => toast.failed(problemText(error)),
    onSettled: () => client.invalidateQueries(),
  })
}

function Ended({ job, entity, follow, again }: Omit<Props, 'id'> & { readonly job: JobData }) {
  const { t, of, language } = useWords()
  const undo = useUndo(job.id, follow)
  const result = { ...nothing, ...(job.result as Partial<ImportResult> | null) }
  const number = (count: number) => new Intl.NumberFormat(language).format(count)
  const takeBack = async () => {
    if (
      await confirm({ title: t('import.undo'), text: t('import.undoText'), yes: t('import.undo'), no: t('common.cancel'), dangerous: true })
    )
      undo.mutate()
  }
  const made = Object.entries(result.made).map(([name, count]) => `${of(entityNamed(name).titles)}: ${number(count)}`)
  return (
    <Stack gap="sm">
      {result.dryRun && (
        <Alert variant="light" icon={<IconInfoCircle />}>
          {t('import.tried')}
        </Alert>
      )}
      {job.state === 'cancelled' && <Text>{t('import.cancelled', { done: number(job.done), total: number(job.total ?? job.done) })}</Text>}
      <Group gap="xl">
        {(['created', 'updated', 'skipped', 'partly', 'failed'] as const)
          .filter((name) => name !== 'partly' || result.partly > 0)
          .map((name) => (
            <div key={name}>
              <Text size="xl" fw={600} c={name === 'failed' && result.failed > 0 ? 'var(--t-error)' : 'inherit'}>
                {number(result[name])}
              </Text>
              <Text size="xs" c="dimmed">
                {t(`import.${name}`)}
              </Text>
            </div>
          ))}
      </Group>
      {made.length > 0 && (
        <Text size="sm" c="dimmed">
          {t(result.dryRun ? 'import.wouldMake' : 'import.made', { what: made.join(', ') })}
        </Text>
      )}
      {result.failures.length > 0 && <Failures entity={entity} result={result} />}
      <Group gap="xs">
        {result.failed + result.partly > 0 && (
          <Button
            component="a"
            variant="default"
            leftSection={<IconDownload size={18} />}
            href={`/api/imports/${job.id}/failures`}
            download
          >
            {t('import.failuresFile')}
          </Button>
        )}
        {!result.dryRun && (
          <>
            <Button variant="default" loading={undo.isPending} disabled={result.undone === true} onClick={takeBack}>
              {t(result.undone ? 'import.undone' : 'import.undo')}
            </Button>
            <Button variant="default" onClick={again}>
              {t('import.again')}
            </Button>
            <ToList entity={entity} />
          </>
        )}
      </Group>
    </Stack>
  )
}

const nothing: ImportResult = { created: 0, updated: 0, skipped: 0, failed: 0, partly: 0, made: {}, failures: [], dryRun: false }

/** The first rows with something wrong: where, what stood there, and why. */
function Failures({ entity, result }: { readonly entity: DescribedEntity; readonly result: ImportResult }) {
  const { t, language } = useWords()
  const targets = useTargets(entity)
  const number = new Intl.NumberFormat(language)
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {t('import.firstFailures')}
      </Text>
      {result.failures.map(({ row, field, value, said }) => (
        <div key={row} className={styles['failure']}>
          <Text size="sm" c="dimmed">
            {t('import.row', { row: number.format(row) })}
          </Text>
          <Text size="sm">
            {field === '' ? '' : targets.titleOf(field)} <code>{value}</code>
          </Text>
          <Text size="sm">{say(said, language)}</Text>
        </div>
      ))}
    </div>
  )
}

function TakenBack({ job, entity, follow, again }: Omit<Props, 'id'> & { readonly job: JobData }) {
  const { t } = useWords()
  const imported = String(job.title.with?.['import'])
  const goOn = useUndo(imported, follow)
  const count = (name: string) => Number((job.result as Readonly<Record<string, unknown>> | null)?.[name] ?? 0)
  return (
    <Stack gap="sm">
      <Text>{t('import.takenBack', { count: count('undone') })}</Text>
      {count('kept') > 0 && <Text>{t('import.kept', { count: count('kept') })}</Text>}
      {job.state === 'cancelled' && <Text>{t('import.undoCancelled')}</Text>}
      <Group gap="xs">
        {job.state !== 'done' && (
          <Button loading={goOn.isPending} onClick={() => goOn.mutate()}>
            {t('import.undoRest')}
          </Button>
        )}
        <Button variant="default" onClick={again}>
          {t('import.again')}
        </Button>
        <ToList entity={entity} />
      </Group>
    </Stack>
  )
}

/** Lines are looked at with their orders. */
function ToList({ entity }: { readonly entity: DescribedEntity }) {
  const { t } = useWords()
  return (
    <Button component={Link} href={`/${entityNamed(entity.name === 'orderLine' ? 'order' : entity.name).plural}`}>
      {t('import.toList')}
    </Button>
  )
}
