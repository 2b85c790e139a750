/** The fields for what comes with a trial's trigger. */
import { Anchor, Checkbox, Code, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { Link } from 'wouter'
import type { Json } from '../../shared/json.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import type { Entry, Received } from './trial-data.ts'

interface EntriesProps {
  readonly entries: readonly Entry[]
  readonly written: Readonly<Record<string, string>>
  readonly write: (name: string, value: string) => void
}

/** One field per value; what nobody wrote in is an example and says so. */
export function TrialEntries({ entries, written, write }: EntriesProps) {
  const { t } = useWords()
  return (
    <fieldset className="trial__fields">
      <legend>{t('trial.comesWith')}</legend>
      <Stack gap={8}>
        {entries.map((entry) => (
          <EntryField
            key={entry.name}
            entry={entry}
            value={written[entry.name] ?? entry.value}
            write={(value) => write(entry.name, value)}
          />
        ))}
      </Stack>
    </fieldset>
  )
}

function EntryField({ entry, value, write }: { readonly entry: Entry; readonly value: string; readonly write: (value: string) => void }) {
  const { label, type, options } = entry
  switch (type) {
    case 'flag':
      return (
        <Checkbox size="sm" label={label} checked={value === 'true'} onChange={(event) => write(String(event.currentTarget.checked))} />
      )
    case 'choice':
      return (
        <Select size="xs" label={label} data={[...options]} value={value === '' ? null : value} onChange={(next) => write(next ?? '')} />
      )
    case 'long-text':
      return (
        <Textarea
          size="xs"
          label={label}
          autosize
          minRows={2}
          maxRows={6}
          value={value}
          onChange={(event) => write(event.currentTarget.value)}
        />
      )
    default:
      return (
        <TextInput
          size="xs"
          label={label}
          type={type === 'day' ? 'date' : 'text'}
          inputMode={type === 'number' ? 'decimal' : undefined}
          value={value}
          onChange={(event) => write(event.currentTarget.value)}
        />
      )
  }
}

interface ReceivedProps {
  readonly received: readonly Received[]
  readonly chosen: Received | undefined
  readonly choose: (id: string) => void
}

/** What came in by the webhook lately: one of these is as good as the next. */
export function TrialReceived({ received, chosen, choose }: ReceivedProps) {
  const { t } = useWords()
  if (!chosen) {
    return (
      <Text size="sm" c="dimmed">
        {t('trial.nothingReceived')}{' '}
        <Anchor component={Link} href="/settings/hooks" size="sm">
          {t('trial.toHooks')}
        </Anchor>
      </Text>
    )
  }
  return (
    <div>
      <Select
        label={t('trial.received')}
        allowDeselect={false}
        data={received.map(({ id, body }) => ({ value: id, label: summary(body) }))}
        value={chosen.id}
        onChange={(id) => id !== null && choose(id)}
        description={<When at={chosen.at} />}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <details className="trial__received">
        <summary>{t('trial.showReceived')}</summary>
        <Code block>{JSON.stringify(chosen.body, null, 2)}</Code>
      </details>
    </div>
  )
}

/** The first words that stand in a body. */
const summary = (body: Json): string => wordsIn(body).slice(0, 3).join(' · ') || '{ }'

function wordsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return value.length > 1 && value.length <= 60 ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((inner) => wordsIn(inner ?? null)) : []
}
