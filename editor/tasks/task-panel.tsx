/** One task: what it is about, and how it closes. A task that asks for a result closes with nothing less. */
import { Alert, Anchor, Button, Group, Modal, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { IconAlertTriangle, IconBolt, IconCheck, IconClockPause, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { entityNamed } from '../../shared/entities.ts'
import { isJsonObject } from '../../shared/json.ts'
import { ApiProblem, api } from '../api/client.ts'
import { type DescribedEntity, type OpenedRecord, type RecordData, useEntity, useRecord } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { EditableField } from '../crm/about.tsx'
import { isMoney } from '../crm/field-value.tsx'
import { useCommands } from '../shell/commands.ts'
import { browserZone, fromLocalInput } from '../ui/local-time.ts'
import { Money } from '../ui/money.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { dayInWords } from '../ui/time-words.ts'
import { toast } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { ResultInput, resultIsComplete, startResult } from './result-input.tsx'
import styles from './task-page.module.css'
import { TaskState } from './task-state.tsx'

/** `settled`: the task is closed or put off, the next one may come. */
export function TaskPanel({ id, settled }: { readonly id: string; readonly settled: () => void }) {
  const entity = useEntity('task')
  const opened = useRecord('task', id)
  if (opened.isPending) return <LoadingRows rows={4} />
  if (opened.isError) return <FailureState error={opened.error} again={() => opened.refetch()} />
  return <Panel entity={entity} opened={opened.data} settled={settled} />
}

const shownFields = ['owner', 'dueAt', 'kind', 'department', 'fromDepartment'] as const
const aboutFields = ['contact', 'company', 'deal', 'order', 'invoice', 'product'] as const

interface Props {
  readonly entity: DescribedEntity
  readonly opened: OpenedRecord
  readonly settled: () => void
}

function Panel({ entity, opened, settled }: Props) {
  const { t } = useWords()
  const { record, refs } = opened
  const links = aboutFields.map((name) => refs[String(record[name] ?? '')]).filter((link) => link !== undefined)
  const isOpen = record['state'] === 'open'
  return (
    <article aria-label={opened.title}>
      <Group justify="space-between" align="flex-start" mb={4}>
        <Title order={2}>{opened.title}</Title>
        <TaskState task={record} always />
      </Group>
      <Group gap="sm" mb="sm">
        {links.map((link) => (
          <RecordLink key={link.id} {...link} icon />
        ))}
      </Group>
      {typeof record['text'] === 'string' && record['text'] !== '' && (
        <Text mb="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {record['text']}
        </Text>
      )}
      {shownFields.map((name) => {
        const field = entityNamed('task').fields[name]
        return field && (record[name] || name === 'dueAt' || name === 'owner') ? (
          <EditableField key={name} {...{ entity, opened, name, field }} />
        ) : null
      })}
      <Stack gap={2} mt="xs" fz={12} c="dimmed">
        {typeof record['snoozedUntil'] === 'string' && (
          <span>
            {t('tasks.laterUntil')} <When at={record['snoozedUntil']} exact />
            {record['snoozeReason'] ? `, ${t('tasks.snoozedBecause', { reason: String(record['snoozeReason']) })}` : ''}
          </span>
        )}
        {typeof record['closedBy'] === 'string' && typeof record['closedAt'] === 'string' && (
          <span>
            {t('tasks.closedBy', { name: refs[record['closedBy']]?.title ?? t('common.nobody') })} <When at={record['closedAt']} exact />
          </span>
        )}
        {isOpen && typeof record['remindEveryDays'] === 'number' && (
          <Group gap={4}>
            <IconRefresh size={14} aria-hidden /> {t('tasks.reminds', { count: record['remindEveryDays'] })}
          </Group>
        )}
        {typeof record['run'] === 'string' && (
          <Group gap={4}>
            <IconBolt size={14} aria-hidden /> {t('tasks.fromFlow')}:
            <Link href={`/runs/${record['run']}`} className="plain-link">
              {t('tasks.openRun')}
            </Link>
          </Group>
        )}
      </Stack>
      {isOpen ? entity.mayWrite && <Closing record={record} settled={settled} /> : <Result record={record} />}
    </article>
  )
}

function Closing({ record, settled }: { readonly record: RecordData; readonly settled: () => void }) {
  const { t } = useWords()
  const { company } = useSession()
  const client = useQueryClient()
  const kind = String(record['resultKind'] ?? 'none')
  const [result, setResult] = useState<unknown>(() => startResult(kind, company.currency))
  const [asked, setAsked] = useState(false)
  const [later, setLater] = useState(false)
  const problemText = useProblemText()
  const complete = resultIsComplete(kind, result)
  const close = useMutation({
    mutationFn: (confirmed: boolean) =>
      api.put(`/api/tasks/${record.id}/result`, {
        revision: record.revision,
        result: kind === 'none' ? null : confirmed && isJsonObject(result) ? { ...result, confirm: true } : result,
      }),
    onSuccess: () => {
      toast.done(t('tasks.closed1'))
      settled()
    },
    onError: () => undefined,
    onSettled: () => client.invalidateQueries({ queryKey: ['records', 'task'] }),
  })
  const tryToClose = () => {
    setAsked(true)
    if (complete) close.mutate(false)
  }
  useCommands([
    { id: 'task.close', title: t('tasks.close'), group: t('tasks.title'), keys: ['Mod+Enter'], run: tryToClose, inFields: true },
    { id: 'task.later', title: t('tasks.laterGo'), group: t('tasks.title'), keys: ['s'], run: () => setLater(true) },
  ])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        tryToClose()
      }}
    >
      {kind !== 'none' && (
        <Stack gap="sm" mt="md">
          <Title order={3}>{t('tasks.result')}</Title>
          <ResultInput
            kind={kind}
            options={Array.isArray(record['resultOptions']) ? record['resultOptions'].map(String) : []}
            value={result}
            onChange={setResult}
          />
        </Stack>
      )}
      {asked && !complete && (
        <Alert mt="sm" color="red.9" variant="light" role="alert" icon={<IconAlertTriangle />}>
          {t(kind === 'payment' ? 'tasks.result.paymentNeeded' : 'tasks.result.needed')}
        </Alert>
      )}
      {close.isError && (
        <Alert mt="sm" color="red.9" variant="light" role="alert" icon={<IconAlertTriangle />}>
          {problemText(close.error)}
          {close.error instanceof ApiProblem && close.error.problem === 'payment-number-used' && (
            <Button size="compact-sm" variant="default" mt="xs" onClick={() => close.mutate(true)}>
              {t('tasks.closeAnyway')}
            </Button>
          )}
        </Alert>
      )}
      <div className={styles['actions']}>
        <Button variant="default" leftSection={<IconClockPause size={18} />} onClick={() => setLater(true)}>
          {t('tasks.later')}
        </Button>
        <Button type="submit" leftSection={<IconCheck size={18} />} loading={close.isPending}>
          {t(kind === 'none' ? 'tasks.close' : 'tasks.closeWith')}
        </Button>
      </div>
      {later && <Later record={record} close={() => setLater(false)} settled={settled} />}
    </form>
  )
}

/** Putting off asks until when and why: whoever waits for it can then see both. */
function Later({ record, close, settled }: { readonly record: RecordData; readonly close: () => void; readonly settled: () => void }) {
  const { t } = useWords()
  const { user } = useSession()
  const client = useQueryClient()
  const problemText = useProblemText()
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const at = fromLocalInput(until, user.zone || browserZone())
  const snooze = useMutation({
    mutationFn: () => api.put(`/api/tasks/${record.id}/snooze`, { revision: record.revision, until: at, reason }),
    onSuccess: () => {
      toast.done(t('tasks.isSnoozed'))
      close()
      settled()
    },
    onError: (error) => toast.failed(problemText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['records', 'task'] }),
  })
  return (
    <Modal opened onClose={close} title={t('tasks.laterGo')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          type="datetime-local"
          label={t('tasks.laterUntil')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Textarea
          autosize
          minRows={2}
          maxLength={500}
          label={t('tasks.laterWhy')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button disabled={at === null || reason.trim() === ''} loading={snooze.isPending} onClick={() => snooze.mutate()}>
            {t('tasks.laterGo')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** What a closed task was closed with. */
function Result({ record }: { readonly record: RecordData }) {
  const { t, language } = useWords()
  const result = record['result']
  if (result === null || result === undefined) return null
  return (
    <div style={{ marginTop: 16 }}>
      <Title order={3}>{t('tasks.result')}</Title>
      {record['resultKind'] === 'file' ? (
        <Anchor href={`/api/files/${String(result)}`} download>
          {t('tasks.result.openFile')}
        </Anchor>
      ) : typeof result === 'object' && 'number' in result ? (
        <Group gap="sm">
          <span>{String(result.number)}</span>
          {'amount' in result && isMoney(result.amount) && <Money value={result.amount} />}
          {'paidOn' in result && typeof result.paidOn === 'string' && <span>{dayInWords(result.paidOn, language)}</span>}
        </Group>
      ) : (
        <Text>{String(result)}</Text>
      )}
    </div>
  )
}
