import { Text } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { type Category, colourOf, tintOf } from '../theme.ts'
import styles from './home.module.css'

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
