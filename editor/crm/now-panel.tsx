import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useWords } from '../words/use-words.ts'
import styles from './record-page.module.css'

interface Props {
  readonly title: string
  /** Stands at the right of the title. */
  readonly about?: ReactNode
  /** Where the rest is found. */
  readonly all?: { readonly to: string; readonly count: number }
  readonly children: ReactNode
}

/** A titled box of lines at the side of a card. */
export function Panel({ title, about, all, children }: Props) {
  const { t } = useWords()
  return (
    <section className={styles['panel']} aria-label={title}>
      <Group justify="space-between" align="baseline" mb={4}>
        <Title order={2}>{title}</Title>
        {about}
        {all && (
          <Link href={all.to} className="plain-link">
            {t('now.all', { count: all.count })}
          </Link>
        )}
      </Group>
      {children}
    </section>
  )
}

/** `to`: its own page; null where it has none. */
export function Line({ to, title, children }: { readonly to: string | null; readonly title: ReactNode; readonly children?: ReactNode }) {
  return (
    <div style={{ padding: '8px 0', borderTop: '1px solid var(--t-divider)' }}>
      {to === null ? (
        title
      ) : (
        <Link href={to} className="plain-link">
          {title}
        </Link>
      )}
      <Text size="xs" c="dimmed" component="div">
        {children}
      </Text>
    </div>
  )
}
