import { ActionIcon, Group, Text } from '@mantine/core'
import { IconArrowLeft, IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'wouter'
import type { Workflow } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { useKnown } from '../api/known.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { FailureState, LoadingState } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { FlowView } from './flow-view.tsx'

/** A published version as it was drawn, to look at. */
export default function VersionPage() {
  const { t } = useWords()
  const { id = '', number = '' } = useParams()
  const types = useNodeTypes()
  const known = useKnown()
  const version = useQuery({
    queryKey: ['workflows', id, 'versions', number],
    queryFn: () => api.get<{ content: Workflow }>(`/api/workflows/${encodeURIComponent(id)}/versions/${number}`),
  })
  const error = version.error ?? types.error
  if (error) return <FailureState error={error} again={() => version.refetch()} />
  if (!version.data || !types.data) return <LoadingState />
  return (
    <FlowView
      workflow={version.data.content}
      types={types.data}
      known={known}
      head={
        <Group gap={8}>
          <ActionIcon component={Link} href={`/flows/${id}`} color="gray" aria-label={t('common.back')}>
            <IconArrowLeft size={20} />
          </ActionIcon>
          <Text fw={600} size="lg">
            {version.data.content.name}
          </Text>
          <StateBadge icon={IconHistory}>{t('versions.number', { number })}</StateBadge>
          <Text size="sm" c="dimmed">
            {t('versions.onlyLook')}
          </Text>
        </Group>
      }
    />
  )
}
