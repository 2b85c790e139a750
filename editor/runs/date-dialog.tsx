import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useSession } from '../api/session.ts'
import { browserZone, fromLocalInput, toLocalInput } from '../ui/local-time.ts'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly title: string
  /** ISO instants, in and out. */
  readonly dueAt: string | null
  readonly close: () => void
  readonly set: (dueAt: string) => void
}

/** Asks for a moment, in the zone of the reader. */
export function DateDialog({ title, dueAt, close, set }: Props) {
  const { t } = useWords()
  const zone = useSession().user.zone || browserZone()
  const [value, setValue] = useState(dueAt === null ? '' : toLocalInput(dueAt, zone))
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <TextInput
        type="datetime-local"
        label={t('runs.until', { zone })}
        value={value}
        data-autofocus
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button
          disabled={value === ''}
          onClick={() => {
            const at = fromLocalInput(value, zone)
            if (at !== null) set(at)
          }}
        >
          {t('common.save')}
        </Button>
      </Group>
    </Modal>
  )
}
