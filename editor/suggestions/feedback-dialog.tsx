import { Alert, Button, Group, Modal, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FeedbackGiven } from '../../shared/api/feedback.ts'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { api } from '../api/client.ts'
import { isPressed } from '../ui/keys.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly suggestion: SuggestionData
  readonly close: () => void
}

/** What is wrong with the step, not with this suggestion alone? It goes to the author of the flow. */
export function FeedbackDialog({ suggestion, close }: Props) {
  const { t } = useWords()
  const describe = useProblemText()
  const [text, setText] = useState('')
  const give = useMutation({
    mutationFn: () => api.post<FeedbackGiven>(`/api/suggestions/${suggestion.id}/feedback`, { text: text.trim() }),
    onSuccess: () => {
      toast.done(t('inbox.feedback.done'))
      close()
    },
  })
  return (
    <Modal
      opened
      onClose={close}
      title={t('inbox.feedback.title', { step: suggestion.node.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') give.mutate()
        }}
      >
        <Text size="sm">{t('inbox.feedback.hint')}</Text>
        <Textarea
          mt="sm"
          label={t('inbox.feedback.text')}
          data-autofocus
          required
          autosize
          minRows={3}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (isPressed('Mod+Enter', event.nativeEvent)) event.currentTarget.form?.requestSubmit()
          }}
        />
        {give.isError && (
          <Alert color="red" role="alert" mt="sm">
            {describe(give.error)}
          </Alert>
        )}
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={give.isPending} disabled={text.trim() === ''}>
            {t('inbox.feedback.send')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
