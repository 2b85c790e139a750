import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  readonly title: ReactNode
  readonly about?: ReactNode
  /** Stands before the title: usually a way back. */
  readonly before?: ReactNode
  /** Buttons, the main one last. */
  readonly children?: ReactNode
}

/**
 * The head of a page: its name, a line about it, and what can be done on it. `before` stands left of the name,
 * `children` are the buttons at the right.
 */
export function PageHeader({ title, about, before, children }: Props) {
  return (
    <Group component="header" justify="space-between" align="flex-start" mb="md" gap="sm">
      <Group gap="xs" align="center" wrap="nowrap" miw={0}>
        {before}
        <Stack gap={0} miw={0}>
          <Title order={1}>{title}</Title>
          {about !== undefined && (
            <Text size="xs" c="dimmed" component="div">
              {about}
            </Text>
          )}
        </Stack>
      </Group>
      {children !== undefined && <Group gap="xs">{children}</Group>}
    </Group>
  )
}
