/** Asks before something that cannot be taken back. */
import { modals } from '@mantine/modals'
import type { ReactNode } from 'react'

interface Question {
  readonly title: string
  readonly text: ReactNode
  /** What the button says: the deed, with its number ("Delete 21 contacts"). */
  readonly yes: string
  readonly no: string
  readonly dangerous?: boolean
}

/** True when the person agreed. */
export function confirm({ title, text, yes, no, dangerous = false }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: text,
      labels: { confirm: yes, cancel: no },
      confirmProps: dangerous ? { color: 'red.9' } : {},
      cancelProps: { variant: 'default' },
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    })
  })
}
