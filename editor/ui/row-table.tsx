/** A table whose rows stand one under the other on a phone, as cards. */
import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './row-table.module.css'

/**
 * Takes the head and the body of a table. On a phone the cell marked `data-name` is the first line of the card, between
 * `data-tick`, a box to tick, and `data-deeds`, what can be done; the rest follows below, without cells marked `data-wide`.
 */
export function RowTable({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles['box']}>
      <Table highlightOnHover verticalSpacing="sm" className={styles['table'] ?? ''}>
        {children}
      </Table>
    </div>
  )
}
