import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { OpenedVersion, OpenedWorkflow, VersionList } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'
import { EmptyState, FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { PublishDialog } from './publish-dialog.tsx'

interface Props {
  readonly opened: OpenedWorkflow
  readonly flush: () => Promise<boolean>
  readonly revision: () => number
  /** Reads the flow again after a publication. */
  readonly reopen: () => void
}

/** The published versions: look at one, or publish it again. Publishing one again makes it the next version; the draft stays. */
export function VersionsPanel({ opened, flush, revision, reopen }: Props) {
  const { t } = useWords()
  const { id } = opened
  const describe = useProblemText()
  const path = `/api/workflows/${encodeURIComponent(id)}`
  const versions = useQuery({ queryKey: ['workflows', id, 'versions'], queryFn: () => api.get<VersionList>(`${path}/versions`) })
  const again = useMutation({
    mutationFn: async (number: number) => {
      await flush()
      return api.get<OpenedVersion>(`${path}/versions/${number}`)
    },
    onError: (error) => void toast.failed(describe(error)),
  })
  if (versions.isPending) return <LoadingRows rows={3} />
  if (versions.isError) return <FailureState error={versions.error} again={() => versions.refetch()} />
  if (versions.data.items.length === 0) return <EmptyState title={t('versions.none')} hint={t('versions.noneHint')} />
  return (
    <Stack gap={0} pr={4}>
      <Title order={2} className="panel-head" data-panel-start tabIndex={-1}>
        {t('panel.versions')}
      </Title>
      {versions.data.items.map(({ number, note, publishedAt, publishedBy }, at) => (
        <div key={number} className="version-row">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <Text size="sm" fw={500}>
                {t('versions.number', { number })}
              </Text>
              <Text size="xs" c="dimmed">
                <When at={publishedAt} /> {publishedBy !== null && `· ${publishedBy}`}
              </Text>
              {note !== '' && <Text size="sm">{note}</Text>}
            </div>
            <Group gap={4} wrap="nowrap">
              <Button component={Link} href={`/flows/${id}/versions/${number}`} size="compact-sm" variant="subtle">
                {t('common.open')}
              </Button>
              {at > 0 && (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={again.isPending && again.variables === number}
                  onClick={() => again.mutate(number)}
                >
                  {t('versions.again', { number })}
                </Button>
              )}
            </Group>
          </Group>
        </div>
      ))}
      {again.data && (
        <PublishDialog
          opened={opened}
          revision={revision()}
          draft={again.data.content}
          older={again.data.number}
          problems={[]}
          close={() => again.reset()}
          done={reopen}
        />
      )}
    </Stack>
  )
}
