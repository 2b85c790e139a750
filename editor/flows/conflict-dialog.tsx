import { Alert, Button, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { OpenedWorkflow } from '../../shared/api/workflows.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { ChangeList } from '../compare/change-list.tsx'
import { useProblemText } from '../ui/states.tsx'
import { relativeTime } from '../ui/time-words.ts'
import { toast } from '../ui/toast.tsx'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import type { SaveState } from '../workflow/autosave.ts'
import { useScene } from '../workflow/scene.ts'
import type { DraftSession } from './use-draft-session.ts'

interface Props {
  readonly opened: OpenedWorkflow
  readonly conflict: Extract<SaveState, { kind: 'conflict' }>
  readonly session: DraftSession
  readonly reopen: () => void
}

/**
 * Somebody else changed the draft meanwhile: nothing is overwritten until a person has chosen. `reopen` takes theirs;
 * keeping one's own makes a flow of its own of it.
 */
export function ConflictDialog({ opened, conflict, session, reopen }: Props) {
  const { t, language } = useWords()
  const { types, known } = useScene()
  const now = useNow()
  const [, go] = useLocation()
  const describe = useProblemText()
  const [compares, setCompares] = useState(false)
  const theirs = useQuery({
    queryKey: ['workflows', opened.id, 'theirs'],
    enabled: compares,
    staleTime: 0,
    queryFn: () => api.get<OpenedWorkflow>(`/api/workflows/${encodeURIComponent(opened.id)}`),
  })
  const copy = useMutation({
    mutationFn: () => {
      const mine: Workflow = { ...session.mine(), name: t('conflict.copyName', { name: session.mine().name }) }
      return api.post<{ id: string }>('/api/workflows', { file: mine })
    },
    onSuccess: ({ id }) => {
      session.forget()
      go(`/flows/${id}`)
    },
    onError: (error) => void toast.failed(describe(error)),
  })
  const who = conflict.by ?? t('conflict.somebody')
  const when = conflict.at === null ? '' : relativeTime(conflict.at, { language, now })
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} closeOnEscape={false} title={t('conflict.title')} size="lg">
      <Stack gap="sm">
        <Alert color="orange" variant="light">
          {t('conflict.text', { who, when })}
        </Alert>
        {compares && theirs.data && (
          <div>
            <Text size="sm" fw={600} mb={4}>
              {t('conflict.yours')}
            </Text>
            <ChangeList before={theirs.data.draft} after={session.mine()} types={types} known={known} />
          </div>
        )}
        <Button
          variant="default"
          onClick={() => setCompares(true)}
          loading={theirs.isFetching}
          disabled={compares && theirs.data !== undefined}
        >
          {t('conflict.compare')}
        </Button>
        <Button onClick={() => copy.mutate()} loading={copy.isPending}>
          {t('conflict.copy')}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            session.forget()
            reopen()
          }}
        >
          {t('conflict.reload')}
        </Button>
      </Stack>
    </Modal>
  )
}
