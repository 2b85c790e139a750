import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  readonly title: string
  readonly about?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The frame of one subject of the settings. `actions` are the buttons in its head. */
export function Section({ title, about, actions, children }: Props) {
  return (
    <Paper component="section" p="md" withBorder mb="md" style={{ borderColor: 'var(--t-divider)' }} aria-label={title}>
      <Group justify="space-between" align="flex-start" mb="sm">
        <div>
          <Title order={2}>{title}</Title>
          {about !== undefined && (
            <Text size="sm" c="dimmed" maw={640}>
              {about}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      <Stack gap="sm">{children}</Stack>
    </Paper>
  )
}
