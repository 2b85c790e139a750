/** A titled box of the home page with its rows: loading, failed, nothing to do, or what there is. */
import { Group, Skeleton, Text, Title } from '@mantine/core'
import { IconCheck, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { type Category, colourOf, tintOf } from '../theme.ts'
import { useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './home.module.css'

interface PanelProps {
  readonly title: string
  /** Where all of it is found; null: nowhere else. */
  readonly to: string | null
  readonly total: number | undefined
  readonly empty: string
  /** What still has to be read, or could not be. */
  readonly lists: readonly { readonly isPending: boolean; readonly error: unknown }[]
  readonly about?: ReactNode
  readonly children: ReactNode
}

/** `children` show only when all `lists` are there; with a `total` of 0 the text `empty` takes their place. */
export function Panel({ title, to, total, empty, lists, about, children }: PanelProps) {
  const { t } = useWords()
  const problemText = useProblemText()
  const failed = lists.find(({ error }) => error !== null)
  const isPending = lists.some((list) => list.isPending)
  return (
    <section className={styles['panel']} aria-label={title}>
      <Group justify="space-between" mb={4} mih={28}>
        <Group gap="xs">
          <Title order={2}>{title}</Title>
          {about}
        </Group>
        {to !== null && total !== undefined && total > 0 && (
          <Link href={to} className="plain-link">
            {t('home.all', { count: total })}
          </Link>
        )}
      </Group>
      {failed && <Text c="var(--t-error)">{problemText(failed.error)}</Text>}
      {!failed && isPending && <Skeleton height={96} mb={8} />}
      {!failed && !isPending && (total === 0 ? <Nothing text={empty} /> : children)}
    </section>
  )
}

function Nothing({ text }: { readonly text: string }) {
  return (
    <Group gap="xs" py="xs" c="dimmed">
      <IconCheck size={20} color="var(--t-done)" aria-hidden />
      {text}
    </Group>
  )
}

interface RowProps {
  /** Null: there is no page of its own. */
  readonly to: string | null
  readonly icon: TablerIcon
  readonly category: Category
  readonly title: ReactNode
  readonly about?: ReactNode
  /** At the right: when, and what to look at. */
  readonly children?: ReactNode
}

/** One line with the tile of its kind; without `to` it is no link. */
export function Row({ to, icon: Icon, category, title, about, children }: RowProps) {
  const inside = (
    <>
      <span className={styles['tile']} style={{ color: colourOf(category), background: tintOf(category) }}>
        <Icon size={20} stroke={1.75} aria-hidden />
      </span>
      <div className={styles['words']}>
        <Text fw={500}>{title}</Text>
        {about !== undefined && about !== '' && (
          <Text size="xs" c="dimmed">
            {about}
          </Text>
        )}
      </div>
      <div className={styles['aside']}>{children}</div>
    </>
  )
  if (to === null) return <div className={styles['row']}>{inside}</div>
  return (
    <Link href={to} className={styles['row'] ?? ''}>
      {inside}
    </Link>
  )
}
