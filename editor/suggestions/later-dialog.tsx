import { Button, Group, Kbd, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { isPressed, isTextField } from '../ui/keys.ts'
import { fromLocalInput, toLocalInput } from '../ui/local-time.ts'
import { exactTime } from '../ui/time-words.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { laterTimes } from './later-times.ts'
import { useZone } from './preview-names.ts'

interface Props {
  readonly suggestion: SuggestionData
  readonly close: () => void
  readonly putOff: (until: string) => void
}

const choices = ['hour', 'tomorrow', 'monday'] as const

/** When shall it come back? Three usual moments on three keys, or any other. Moments after its deadline are warned of. */
export function LaterDialog({ suggestion: { decideBy }, close, putOff }: Props) {
  const { t, language } = useWords()
  const zone = useZone()
  const now = useNow()
  const times = laterTimes(now, zone)
  const [other, setOther] = useState(() => toLocalInput(times.tomorrow.toISOString(), zone))
  const [isPast, setIsPast] = useState(false)
  const inWords = (at: Date) => exactTime(at.toISOString(), { language, zone, now })
  const isTooLate = (at: Date) => decideBy !== null && at > new Date(decideBy)
  const chosen = fromLocalInput(other, zone)
  const choose = (event: KeyboardEvent) => {
    const key = isTextField(event.target) ? undefined : choices.find((_, at) => isPressed(String(at + 1), event.nativeEvent))
    if (!key) return
    event.preventDefault()
    putOff(times[key].toISOString())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen === null || new Date(chosen) <= now) setIsPast(true)
    else putOff(chosen)
  }
  return (
    <Modal opened onClose={close} title={t('inbox.later.title')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onKeyDown={choose} onSubmit={submit}>
        <Stack gap={6}>
          {choices.map((key, at) => (
            <Button
              key={key}
              variant="default"
              justify="space-between"
              fullWidth
              {...(at === 0 ? { 'data-autofocus': true } : {})}
              leftSection={<Kbd aria-hidden>{at + 1}</Kbd>}
              rightSection={
                <Text size="xs" c={isTooLate(times[key]) ? 'var(--t-warning)' : 'dimmed'}>
                  {inWords(times[key])}
                </Text>
              }
              styles={{ label: { flex: 1 } }}
              onClick={() => putOff(times[key].toISOString())}
            >
              {t(`inbox.later.${key}`)}
            </Button>
          ))}
        </Stack>
        <Group mt="md" gap="xs" align="flex-end">
          <TextInput
            flex="1 1 200px"
            type="datetime-local"
            label={t('inbox.later.other')}
            value={other}
            onChange={(event) => {
              setOther(event.currentTarget.value)
              setIsPast(false)
            }}
            error={isPast ? t('inbox.later.past') : undefined}
          />
          <Button type="submit" flex="none">
            {t('inbox.later.putOff')}
          </Button>
        </Group>
        {decideBy !== null && (isTooLate(times.monday) || (chosen !== null && isTooLate(new Date(chosen)))) && (
          <Group mt="sm" gap={6} wrap="nowrap" c="var(--t-warning)">
            <IconAlertTriangle size={16} aria-hidden style={{ flex: 'none' }} />
            <Text size="sm">{t('inbox.later.afterDeadline', { when: inWords(new Date(decideBy)) })}</Text>
          </Group>
        )}
      </form>
    </Modal>
  )
}
