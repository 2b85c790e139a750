import { Button, Group, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { useSession } from '../api/session.ts'
import { useWords } from '../words/use-words.ts'
import { useColleagues } from './preview-names.ts'

interface Props {
  /** Of the dialog; without it that of deciding a suggestion. */
  readonly title?: string
  /** Who has it now and is not offered; without it the one who asks. */
  readonly besides?: string | null
  readonly close: () => void
  readonly give: (to: { readonly id: string; readonly title: string }) => void
}

/** Who shall decide instead. `give` is called once, with a colleague. */
export function GiveDialog({ title, besides, close, give }: Props) {
  const { t } = useWords()
  const { user } = useSession()
  const colleagues = useColleagues().filter(({ id }) => id !== (besides === undefined ? user.id : besides))
  const [chosen, setChosen] = useState<string | null>(null)
  const to = colleagues.find(({ id }) => id === chosen)
  return (
    <Modal opened onClose={close} title={title ?? t('inbox.give.title')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (to) give(to)
        }}
      >
        <Select
          data-autofocus
          searchable
          selectFirstOptionOnChange
          label={t('inbox.give.to')}
          nothingFoundMessage={t('common.nothingMatches')}
          value={chosen}
          onChange={setChosen}
          data={colleagues.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!to}>
            {t('inbox.give.do')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
