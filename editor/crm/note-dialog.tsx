import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useRecordWriter } from '../api/records.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'

/** A few words on the timeline of a record. */
export function NoteDialog({ entity, id, close }: { readonly entity: string; readonly id: string; readonly close: () => void }) {
  const { t } = useWords()
  const problemText = useProblemText()
  const [text, setText] = useState('')
  const { create } = useRecordWriter('note')
  const save = () =>
    create.mutate(
      { text, entity, record: id },
      {
        onSuccess: () => {
          toast.done(t('card.noteSaved'))
          close()
        },
        onError: (error) => toast.failed(problemText(error)),
      },
    )
  return (
    <Modal opened onClose={close} title={t('card.addNote')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Textarea
        data-autofocus
        autosize
        minRows={4}
        label={t('card.noteText')}
        placeholder={t('card.noteHint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button onClick={save} loading={create.isPending} disabled={text.trim() === ''}>
          {t('common.save')}
        </Button>
      </Group>
    </Modal>
  )
}
