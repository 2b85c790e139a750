import { Badge, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import { api } from '../api/client.ts'
import { FailureState, LoadingRows } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { Section } from './section.tsx'

/** Every step that flows can have, with what it may change; steps written by others among them. */
export default function NodeSection() {
  const { t, of } = useWords()
  const types = useQuery({
    queryKey: ['node-types'],
    queryFn: () => api.get<{ items: readonly NodeTypeData[] }>('/api/node-types'),
    staleTime: 300_000,
  })
  if (types.isPending) return <LoadingRows />
  if (types.isError) return <FailureState error={types.error} again={() => types.refetch()} />
  return (
    <Section title={t('settings.nodes')} about={t('settings.nodesAbout')}>
      {types.data.items.map((type) => (
        <div key={type.type} style={{ paddingTop: 8, borderTop: '1px solid var(--t-divider)' }}>
          <Group gap="xs">
            <Title order={3}>{of(type.title)}</Title>
            <Badge variant="default" tt="none" fw={500}>
              {type.type}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {of(type.about)}
          </Text>
        </div>
      ))}
    </Section>
  )
}
