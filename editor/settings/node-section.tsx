import { Badge, Group, Text, Title } from '@mantine/core'
import { useNodeTypes } from '../api/node-types.ts'
import { FailureState, LoadingRows } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { Section } from './section.tsx'

/** Every step that flows can have, with what it may change; steps written by others among them. */
export default function NodeSection() {
  const { t, of } = useWords()
  const types = useNodeTypes()
  if (types.isPending) return <LoadingRows />
  if (types.isError) return <FailureState error={types.error} again={() => types.refetch()} />
  return (
    <Section title={t('settings.nodes')} about={t('settings.nodesAbout')}>
      {[...types.data.values()].map((type) => (
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
