import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconCircleFilled } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { OpenedVersion, OpenedWorkflow, VersionList } from '../../shared/api/workflows.ts'
import { compareFlows } from '../../shared/compare-flows.ts'
import { api } from '../api/client.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { EmptyState, FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { useWorkflow } from '../workflow/scene.ts'
import { PublishDialog } from './publish-dialog.tsx'

interface Props {
  readonly opened: OpenedWorkflow
  readonly flush: () => Promise<boolean>
  readonly revision: () => number
  /** Reads the flow again after a publication. */
  readonly reopen: () => void
}

/** The draft and the published versions: look at one, compare, or publish one again. Publishing one again makes it the next version; the draft stays. */
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
      <DraftRow opened={opened} />
      {versions.data.items.map(({ number, note, publishedAt, publishedBy }, at) => (
        <div key={number} className="version-row" data-version={number}>
          <Group gap={8}>
            <Text size="sm" fw={500}>
              {t('versions.number', { number })}
            </Text>
            {number === opened.liveVersion && opened.state === 'live' && (
              <StateBadge tone="done" icon={IconCircleFilled}>
                {t('versions.live')}
              </StateBadge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            <When at={publishedAt} exact /> {publishedBy !== null && `· ${publishedBy}`}
          </Text>
          {note !== '' && <Text size="sm">{note}</Text>}
          <Group gap={4} mt={4} ml={-8}>
            <Button component={Link} href={`/flows/${id}/versions/${number}`} size="compact-sm" variant="subtle">
              {t('common.open')}
            </Button>
            {at < versions.data.items.length - 1 && (
              <Button
                component={Link}
                href={`/flows/${id}/versions/${versions.data.items[at + 1]?.number}/${number}`}
                size="compact-sm"
                variant="subtle"
              >
                {t('versions.whatChanged')}
              </Button>
            )}
            {at > 0 && (
              <Button
                size="compact-sm"
                variant="subtle"
                loading={again.isPending && again.variables === number}
                onClick={() => again.mutate(number)}
              >
                {t('versions.again', { number })}
              </Button>
            )}
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

/** The draft stands above the versions: whether it differs from what is live, and in what. */
function DraftRow({ opened: { id, live, liveVersion } }: Pick<Props, 'opened'>) {
  const { t } = useWords()
  const draft = useWorkflow((workflow) => workflow)
  const count = live === null ? 0 : compareFlows(live, draft).length
  return (
    <div className="version-row">
      <Text size="sm" fw={500}>
        {t('compare.draft')}
      </Text>
      <Text size="xs" c="dimmed">
        {count === 0 ? t('versions.draftIsLive') : t('editor.draftChanges', { count })}
      </Text>
      {count > 0 && (
        <Button component={Link} href={`/flows/${id}/versions/${liveVersion}/draft`} size="compact-sm" variant="subtle" mt={4} ml={-8}>
          {t('versions.compareDraft')}
        </Button>
      )}
    </div>
  )
}
