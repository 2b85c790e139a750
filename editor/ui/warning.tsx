import { Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** Something that one should know, said quietly beside what it is about. */
export function Warning({ children }: { readonly children: ReactNode }) {
  return (
    <Group gap="xs" my="xs" wrap="nowrap" align="flex-start">
      <IconAlertTriangle size={18} color="var(--t-warning)" aria-hidden style={{ flex: 'none' }} />
      <Text size="sm">{children}</Text>
    </Group>
  )
}
