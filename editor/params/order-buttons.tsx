import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useWords } from '../words/use-words.ts'
import { swapped } from './list-edits.ts'

interface Props<Item> {
  readonly list: readonly Item[]
  /** The place of the item that these buttons belong to. */
  readonly at: number
  readonly set: (list: readonly Item[]) => void
}

/** Moves one item of a list up or down, or takes it away. */
export function OrderButtons<Item>({ list, at, set }: Props<Item>) {
  const { t } = useWords()
  return (
    <>
      <ActionIcon color="gray" aria-label={t('order.up')} disabled={at === 0} onClick={() => set(swapped(list, at, at - 1))}>
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        color="gray"
        aria-label={t('order.down')}
        disabled={at === list.length - 1}
        onClick={() => set(swapped(list, at, at + 1))}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon color="gray" aria-label={t('common.remove')} onClick={() => set(list.filter((_, index) => index !== at))}>
        <IconTrash size={16} />
      </ActionIcon>
    </>
  )
}
