import { Alert, Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useLocation } from 'wouter'
import type { ErasureDone, ErasurePreview } from '../../shared/api/erasure.ts'
import { entityNamed } from '../../shared/entities.ts'
import { api } from '../api/client.ts'
import { problemOf } from '../api/problem-of.ts'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './erase-dialog.module.css'

/** Before a person is erased for good: exactly what goes and what stays, on what it rests, and their name once more. */
export function EraseDialog({ contact, close }: { readonly contact: string; readonly close: () => void }) {
  const { t } = useWords()
  const address = `/api/contacts/${contact}/erasure`
  const preview = useQuery({ queryKey: ['erasure', contact], queryFn: () => api.get<ErasurePreview>(address), gcTime: 0 })
  return (
    <Modal opened onClose={close} size="lg" title={t('erase.title')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {preview.isPending && <LoadingRows rows={5} height={24} />}
      {preview.isError && <FailureState error={preview.error} again={() => preview.refetch()} />}
      {preview.data && <Order preview={preview.data} address={address} close={close} />}
    </Modal>
  )
}

interface OrderProps {
  readonly preview: ErasurePreview
  readonly address: string
  readonly close: () => void
}

function Order({ preview, address, close }: OrderProps) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const [reason, setReason] = useState('')
  const problemText = useProblemText()
  const { mutate, error, isPending } = useErasure(address, close)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        mutate({ name, reason })
      }}
    >
      <Text>{t('erase.intro', { name: preview.name })}</Text>
      <Outlook preview={preview} />
      <Text size="sm" c="dimmed" mb="md">
        {t('erase.backups')}
      </Text>
      {error && (
        <Alert color="red.9" variant="light" role="alert" icon={<IconAlertTriangle />} mb="sm">
          {problemText(error)}
        </Alert>
      )}
      <TextInput
        data-autofocus
        label={t('erase.reason')}
        description={t('erase.reasonHint')}
        placeholder={t('erase.reasonExample')}
        maxLength={500}
        value={reason}
        error={problemOf(error, 'reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        mt="sm"
        label={t('erase.name', { name: preview.name })}
        autoComplete="off"
        maxLength={300}
        value={name}
        error={problemOf(error, 'name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          color="red.9"
          leftSection={<IconTrash size={18} stroke={1.75} />}
          loading={isPending}
          disabled={plain(name) !== plain(preview.name) || reason.trim().length < 3}
        >
          {t('erase.go')}
        </Button>
      </Group>
    </form>
  )
}

/** As the server compares it. */
const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase()

function useErasure(address: string, close: () => void) {
  const { t } = useWords()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: (order: { readonly name: string; readonly reason: string }) => api.post<ErasureDone>(address, order),
    onSuccess({ finished, unread }) {
      close()
      navigate('/contacts')
      if (unread.length > 0) toast.failed(t('erase.unread', { files: unread.join(', ') }))
      else toast.done(t(finished ? 'erase.done' : 'erase.unfinished'))
      void client.invalidateQueries()
    },
  })
}

/** Two lists: what goes, what stays. */
function Outlook({ preview }: { readonly preview: ErasurePreview }) {
  const { t, of } = useWords()
  const { goes, stays, runs, suggestions, deliveries, files, mentions } = preview
  const counted = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).flatMap(([entity, count]) => (entity === 'contact' ? [] : [{ text: of(entityNamed(entity).titles), count }]))
  const gone = [
    ...counted(goes),
    { text: t('erase.runs'), count: runs },
    { text: t('erase.suggestions'), count: suggestions },
    { text: t('erase.deliveries'), count: deliveries },
    { text: t('erase.files'), count: files },
    { text: t('erase.mentions'), count: mentions },
  ].filter(({ count }) => count > 0)
  return (
    <div className={styles['outlook']}>
      <Lines title={t('erase.goes')} first={t('erase.card')} lines={gone} />
      <Lines
        title={t('erase.stays')}
        first={t('erase.mark')}
        lines={counted(stays)}
        last={Object.keys(stays).length > 0 ? t('erase.books') : ''}
      />
    </div>
  )
}

interface LinesProps {
  readonly title: string
  readonly first: string
  readonly lines: readonly { readonly text: string; readonly count: number }[]
  readonly last?: string
}

function Lines({ title, first, lines, last = '' }: LinesProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <Text id={id} fw={600} mb={4}>
        {title}
      </Text>
      <ul>
        <li>{first}</li>
        {lines.map(({ text, count }) => (
          <li key={text}>
            {text}: <b>{count}</b>
          </li>
        ))}
      </ul>
      {last && (
        <Text size="sm" c="dimmed" mt={4}>
          {last}
        </Text>
      )}
    </section>
  )
}
