import { Alert, Badge, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { IconAlertTriangle, IconUsers } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Impact } from '../../shared/api/moves.ts'
import type { OpenedWorkflow, Published } from '../../shared/api/workflows.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import { canPublish, type Problem } from '../../shared/problem.ts'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { ChangeList } from './change-list.tsx'
import { ProblemRow } from './problem-list.tsx'

interface Props {
  readonly opened: OpenedWorkflow
  readonly revision: number
  readonly draft: Workflow
  readonly problems: readonly Problem[]
  readonly close: () => void
  readonly done: () => void
}

/**
 * Before a draft becomes live: who is inside, what changes in words, a note. With errors it is not possible, and they
 * are listed. `revision` is that of the saved draft; `done` is called after the publication.
 */
export function PublishDialog({ opened, revision, draft, problems, close, done }: Props) {
  const { t } = useWords()
  const { types, known } = useScene()
  const client = useQueryClient()
  const describe = useProblemText()
  const [note, setNote] = useState('')
  const next = (opened.liveVersion ?? 0) + 1
  const blocking = problems.filter(({ level }) => level !== 'warning')
  const path = `/api/workflows/${encodeURIComponent(opened.id)}`
  const publish = useMutation({
    mutationFn: () => api.put<Published>(`${path}/publication`, { revision, ...(note.trim() === '' ? {} : { note: note.trim() }) }),
    onSuccess: ({ version }) => {
      toast.done(t('publish.done', { version }))
      close()
      void client.invalidateQueries({ queryKey: ['workflows'] })
      done()
    },
  })
  return (
    <Modal
      opened
      onClose={close}
      title={t('publish.title', { version: next })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        {canPublish(problems) ? (
          <>
            <ImpactOf path={path} opened={opened} draft={draft} />
            <section>
              <Text fw={600} size="sm" mb={4}>
                {t('publish.changes')}
              </Text>
              <ChangeList before={opened.live ?? emptyWorkflow(opened.id, draft.name)} after={draft} types={types} known={known} />
            </section>
            <Textarea
              label={t('publish.note')}
              placeholder={t('publish.notePlaceholder')}
              autosize
              minRows={2}
              maxLength={1000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            {publish.isError && (
              <Alert color="red" role="alert">
                {describe(publish.error)}
              </Alert>
            )}
          </>
        ) : (
          <>
            <Alert icon={<IconAlertTriangle size={18} />} color="red" variant="light">
              {t('publish.blocked', { count: blocking.length })}
            </Alert>
            <ul className="problem-list__plain">
              {blocking.map((problem, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: problems have no name of their own
                <ProblemRow key={at} problem={problem} openPanel={close} />
              ))}
            </ul>
          </>
        )}
        <Group justify="flex-end" className="dialog-deeds">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button disabled={!canPublish(problems)} loading={publish.isPending} onClick={() => publish.mutate()} data-autofocus>
            {t('publish.do', { version: next })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Who is inside, and at which steps something changes for those who come. */
function ImpactOf({ path, opened, draft }: { readonly path: string; readonly opened: OpenedWorkflow; readonly draft: Workflow }) {
  const { t, of } = useWords()
  const { types } = useScene()
  const { id, liveVersion } = opened
  const { data } = useQuery({
    queryKey: ['workflows', id, 'impact'],
    enabled: liveVersion !== null,
    staleTime: 0,
    queryFn: () => api.get<Impact>(`${path}/impact`),
  })
  if (liveVersion === null) return <Text size="sm">{t('publish.first')}</Text>
  if (!data) return null
  const touched = data.nodes.filter(({ change, count }) => change !== 'same' && count > 0)
  const drawn = [...draft.nodes, ...(opened.live?.nodes ?? [])]
  const name = (id: string): string => {
    const node = drawn.find((each) => each.id === id)
    return node ? of(nodeTitle(node, types.get(node.type))) : id
  }
  return (
    <section>
      <Group gap={8} mb={4}>
        <IconUsers size={18} aria-hidden />
        <Text fw={600} size="sm">
          {t('publish.inside', { count: data.inside })}
        </Text>
      </Group>
      {data.inside > 0 && <Text size="sm">{t('publish.finish', { version: liveVersion })}</Text>}
      {touched.map(({ node, count, change }) => (
        <Group key={node} gap={8} mt={4} wrap="nowrap">
          <Badge variant="light" color={change === 'deleted' ? 'red' : 'orange'} tt="none" fw={500} flex="none">
            {change === 'deleted' ? t('publish.deleted') : t('publish.changed')}
          </Badge>
          <Text size="sm">{t('publish.at', { count, name: name(node) })}</Text>
        </Group>
      ))}
    </section>
  )
}
