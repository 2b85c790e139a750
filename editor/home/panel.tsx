/** A titled box of the home page: loading, failed, nothing to do, or what there is. */
import { Group, Skeleton, Text, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
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
