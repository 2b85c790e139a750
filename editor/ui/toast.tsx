import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'

let last: { readonly id: string; readonly undo: () => void } | null = null

/**
 * Short notices in the corner: done, failed, or done with a way back. They are also read aloud. `message` is in the
 * reader's language. Of several ways back, Mod+Z takes the last.
 */
export const toast = {
  done: (message: string) => notifications.show({ message, icon: <IconCheck size={18} />, color: 'green.9', autoClose: 4000 }),

  failed: (message: string) =>
    notifications.show({ message, icon: <IconAlertTriangle size={18} />, color: 'red.9', autoClose: 8000, role: 'alert' }),

  /** Offers the way back for `seconds`; `undoLabel` is the word on the button. */
  undoable: (message: string, undoLabel: string, undo: () => void, seconds = 10) => {
    const takeBack = () => {
      if (last?.id === id) last = null
      notifications.hide(id)
      undo()
    }
    const id: string = notifications.show({
      message: (
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Text size="sm">{message}</Text>
          <Button size="compact-sm" variant="default" onClick={takeBack} flex="none">
            {undoLabel}
          </Button>
        </Group>
      ),
      icon: <IconCheck size={18} />,
      color: 'green.9',
      autoClose: seconds * 1000,
      onClose: () => {
        if (last?.id === id) last = null
      },
    })
    last = { id, undo: takeBack }
    return id
  },
}

/** Takes back the latest thing that still can be; false when there is none. */
export function undoLatest(): boolean {
  if (!last) return false
  last.undo()
  return true
}
