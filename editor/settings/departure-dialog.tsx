import { Alert, Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Belongings } from '../../shared/api/departures.ts'
import type { JobData } from '../../shared/api/records.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { api } from '../api/client.ts'
import type { RecordData } from '../api/records.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly person: RecordData
  readonly close: () => void
}

/** Lists what is somebody's, asks who takes it over, and then lets them go. It can be closed while the work goes on. */
export function DepartureDialog({ person, close }: Props) {
  const { t } = useWords()
  const [job, setJob] = useState<string | null>(null)
  const name = String(person['name'])
  return (
    <Modal opened onClose={close} size="lg" title={t('departure.title', { name })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {job === null ? <Asked person={person} close={close} begun={setJob} /> : <UnderWay id={job} name={name} close={close} />}
    </Modal>
  )
}

function Asked({ person, close, begun }: Props & { readonly begun: (job: string) => void }) {
  const { t } = useWords()
  const problemText = useProblemText()
  const [to, setTo] = useState<string | null>(null)
  const address = `/api/users/${person.id}`
  const belongings = useQuery({ queryKey: ['belongings', person.id], queryFn: () => api.get<Belongings>(`${address}/belongings`) })
  const go = useMutation({
    mutationFn: () => api.post<JobData>(`${address}/departure`, { to }),
    onSuccess: ({ id }) => begun(id),
  })
  if (belongings.isPending) return <LoadingRows rows={3} />
  if (belongings.isError) return <FailureState error={belongings.error} again={() => belongings.refetch()} />
  const { items } = belongings.data
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        go.mutate()
      }}
    >
      <Stack gap="sm">
        {items.length === 0 ? (
          <Text>{t('departure.nothing')}</Text>
        ) : (
          <>
            <Text>{t('departure.list')}</Text>
            <ul aria-label={t('departure.list')} style={{ margin: 0, paddingInlineStart: 20 }}>
              {items.map((item) => (
                <li key={item.kind}>
                  <BelongingLine {...item} />
                </li>
              ))}
            </ul>
          </>
        )}
        <RecordPicker
          data-autofocus
          required
          entity="user"
          label={t('departure.to')}
          description={t('departure.toHint')}
          value={to}
          within={{
            all: [
              { field: 'active', is: 'yes' },
              { field: 'email', is: 'is-not', value: String(person['email']) },
              { field: 'role', is: 'is-not', value: 'viewer' },
            ],
          }}
          onChange={setTo}
        />
        {go.isError && (
          <Alert color="red.9" variant="light" role="alert" icon={<IconAlertTriangle />}>
            {problemText(go.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" color="red.9" disabled={to === null} loading={go.isPending}>
            {t('departure.do')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function BelongingLine({ kind, count, names }: Belongings['items'][number]) {
  const { t, of } = useWords()
  const what = hasEntity(kind)
    ? kind === 'user'
      ? t('departure.deputies')
      : of(entityNamed(kind).titles)
    : t(kind === 'suggestion' ? 'departure.suggestions' : kind === 'workflow' ? 'departure.flows' : 'departure.steps')
  return (
    <>
      {what}: <b>{count}</b>
      {names.length > 0 && (
        <Text span size="xs" c="dimmed">
          {' '}
          {names.slice(0, 5).join(', ')}
          {names.length > 5 ? '…' : ''}
        </Text>
      )}
    </>
  )
}

function UnderWay({ id, name, close }: { readonly id: string; readonly name: string; readonly close: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const job = useQuery({
    queryKey: ['jobs', id],
    queryFn: async () => {
      const found = await api.get<JobData>(`/api/jobs/${id}`)
      if (found.state === 'done') await client.invalidateQueries({ queryKey: ['records', 'user'] })
      return found
    },
    refetchInterval: ({ state }) => (state.data && !['waiting', 'running'].includes(state.data.state) ? false : 500),
  })
  if (job.isPending) return <LoadingRows rows={1} />
  if (job.isError) return <FailureState error={job.error} again={() => job.refetch()} />
  const { state, done, total } = job.data
  return (
    <Stack gap="sm" role="status">
      {state === 'done' ? (
        <Group gap="xs" wrap="nowrap">
          <IconCheck size={20} color="var(--t-done)" aria-hidden style={{ flex: 'none' }} />
          {t('departure.done', { name, count: done })}
        </Group>
      ) : state === 'failed' || state === 'cancelled' ? (
        <Alert color="red.9" variant="light" icon={<IconAlertTriangle />}>
          {t('departure.stopped', { name, code: id })}
        </Alert>
      ) : (
        <>
          <Text>{t('departure.underWay', { done, total: total ?? done })}</Text>
          <Progress value={total ? (100 * done) / total : 0} aria-label={t('departure.title', { name })} />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('common.close')}
        </Button>
      </Group>
    </Stack>
  )
}
