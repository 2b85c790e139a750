import { Button } from '@mantine/core'
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import styles from './inbox.module.css'

/** Marks what was changed and offers the way back. */
export function Edited(props: { readonly isEdited: boolean; readonly restore: () => void; readonly children: ReactNode }) {
  const { t } = useWords()
  return (
    <div className={styles['edit']} data-edited={props.isEdited || undefined}>
      {props.children}
      {props.isEdited && (
        <div className={styles['editedLine']}>
          <IconPencil size={14} aria-hidden />
          {t('inbox.edited')}
          <Button size="compact-xs" h={24} variant="subtle" leftSection={<IconArrowBackUp size={14} aria-hidden />} onClick={props.restore}>
            {t('inbox.restore')}
          </Button>
        </div>
      )}
    </div>
  )
}
