import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AttentionGroup, ReplayBody } from '../../shared/api/attention.ts'
import type { JobData } from '../../shared/api/records.ts'
import { api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly group: AttentionGroup
  readonly deed: ReplayBody['deed']
  readonly close: () => void
  /** The id of the job that has begun. */
  readonly started: (job: string) => void
}

/** Asks how a whole group is tried again, begun anew or stopped, and begins it. */
export function ReplayDialog({ group, deed, close, started }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  // One id for the whole dialog: a double click begins it once.
  const [id] = useState(() => crypto.randomUUID())
  const [isLive, setLive] = useState(group.hasNewer)
  const [anew, setAnew] = useState(false)
  const { workflow, node, reason, count } = group
  const begin = useMutation({
    mutationFn: () => {
      const body: ReplayBody = { id, deed, version: isLive ? 'live' : 'own', anew, workflow, node, reason }
      return api.post<JobData>('/api/attention/replays', body)
    },
    onSuccess: (job) => {
      void client.invalidateQueries({ queryKey: ['jobs'] })
      started(job.id)
    },
    onError: (error) => toast.failed(problemText(error)),
  })
  return (
    <Modal opened onClose={close} title={t(`attention.${deed}All`, { count })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="md">
        <Text>{t(`attention.${deed}Text`)}</Text>
        {deed !== 'stop' && group.hasNewer && (
          <Checkbox
            label={t('attention.newer')}
            description={t('attention.newerHint')}
            checked={isLive}
            onChange={(event) => setLive(event.currentTarget.checked)}
          />
        )}
        {deed !== 'stop' && (
          <Checkbox
            label={t('attention.anew')}
            description={t('attention.anewHint')}
            checked={anew}
            onChange={(event) => setAnew(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button {...(deed === 'stop' ? { color: 'red.9' } : {})} loading={begin.isPending} onClick={() => begin.mutate()} data-autofocus>
            {t(`attention.${deed}All`, { count })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
