import { Button, Checkbox, Group, Kbd, Modal, Radio, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { type DismissReason, dismissReasons } from '../../shared/suggestion.ts'
import { isPressed, isTextField } from '../ui/keys.ts'
import { useWords } from '../words/use-words.ts'
import styles from './inbox.module.css'
import type { Rejection } from './use-decisions.ts'

interface Props {
  readonly suggestion: SuggestionData
  readonly close: () => void
  readonly reject: (rejection: Rejection) => void
}

/** Why not? Six reasons on six keys, a note, and whether the flow goes on without it. */
export function RejectDialog({ suggestion, close, reject }: Props) {
  const { t } = useWords()
  const [reason, setReason] = useState<DismissReason>('wrong-person')
  const [note, setNote] = useState('')
  const [goOn, setGoOn] = useState(false)
  const choose = (event: KeyboardEvent) => {
    if (isTextField(event.target) && (event.target as HTMLElement).tagName !== 'INPUT') return
    const chosen = dismissReasons.find((_, at) => isPressed(String(at + 1), event.nativeEvent))
    if (!chosen) return
    event.preventDefault()
    setReason(chosen)
    document.getElementById(`reason-${chosen}`)?.focus()
  }
  return (
    <Modal opened onClose={close} title={t('inbox.reject.title')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onKeyDown={choose}
        onSubmit={(event) => {
          event.preventDefault()
          reject({ reason, note, goOn })
        }}
      >
        <Radio.Group
          value={reason}
          onChange={(value) => setReason(value as DismissReason)}
          description={
            <>
              {t('inbox.reject.hint')} <span className="only-with-keys">{t('inbox.reject.keys')}</span>
            </>
          }
        >
          <div className={styles['reasons']} style={{ marginTop: 12 }}>
            {dismissReasons.map((each, at) => (
              <Radio
                key={each}
                id={`reason-${each}`}
                value={each}
                py={4}
                {...(at === 0 ? { 'data-autofocus': true } : {})}
                label={
                  <Group gap="xs">
                    <Kbd aria-hidden>{at + 1}</Kbd>
                    {t(`reason.${each}`)}
                  </Group>
                }
              />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          mt="sm"
          label={`${t('inbox.reject.note')} (${t('common.optional')})`}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (isPressed('Mod+Enter', event.nativeEvent)) event.currentTarget.form?.requestSubmit()
          }}
        />
        {!suggestion.canGoOn && (
          <Checkbox
            mt="sm"
            label={t('inbox.reject.goOn')}
            description={t('inbox.reject.goOnHint')}
            checked={goOn}
            onChange={(event) => setGoOn(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit">{t('inbox.reject')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
