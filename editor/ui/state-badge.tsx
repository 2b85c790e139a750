import { Badge } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** What a state is like: the colour goes with it in both schemes. */
export type Tone = 'plain' | 'primary' | 'done' | 'warning' | 'error'

const colours: Record<Tone, readonly [colour: string, tint: string]> = {
  plain: ['var(--t-secondary)', 'var(--t-hover)'],
  primary: ['var(--t-primary)', 'var(--t-primary-tint)'],
  done: ['var(--t-done)', 'var(--t-done-tint)'],
  warning: ['var(--t-warning)', 'var(--t-warning-tint)'],
  error: ['var(--t-error)', 'var(--t-error-tint)'],
}

interface Props {
  readonly tone?: Tone
  readonly icon: TablerIcon
  readonly children: ReactNode
}

/** A state in words, with an icon and a colour: never the colour alone. */
export function StateBadge({ tone = 'plain', icon: Icon, children }: Props) {
  const [colour, tint] = colours[tone]
  return (
    <Badge
      variant="transparent"
      tt="none"
      fw={500}
      fz={12}
      radius={6}
      h={22}
      px={6}
      leftSection={<Icon size={14} stroke={1.75} aria-hidden />}
      style={{ color: colour, backgroundColor: tint }}
    >
      {children}
    </Badge>
  )
}
