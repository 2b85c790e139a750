import { FileInput, Group, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { isJsonObject } from '../../shared/json.ts'
import { dayIn } from '../../shared/time.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { MoneyInput } from '../crm/field-input.tsx'
import { isMoney } from '../crm/field-value.tsx'
import { DecimalInput } from '../ui/decimal-input.tsx'
import { browserZone } from '../ui/local-time.ts'
import { useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'

/** What the fields begin with: a payment of today, everything else empty. */
export function startResult(kind: string, currency: string, now: Date = new Date()): unknown {
  return kind === 'payment' ? { number: '', amount: { cents: 0, currency }, paidOn: dayIn(now, browserZone()) } : null
}

/** May the task be closed with this? */
export function resultIsComplete(kind: string, result: unknown): boolean {
  switch (kind) {
    case 'none':
      return true
    case 'text':
    case 'choice':
    case 'date':
    case 'file':
      return typeof result === 'string' && result.trim() !== ''
    case 'number':
      return typeof result === 'number'
    case 'payment': {
      if (!isJsonObject(result)) return false
      const { number, amount, paidOn } = result
      return (
        typeof number === 'string' &&
        number.trim() !== '' &&
        isMoney(amount) &&
        amount.cents > 0 &&
        typeof paidOn === 'string' &&
        paidOn !== ''
      )
    }
    default:
      return false
  }
}

interface Props {
  readonly kind: string
  readonly options: readonly string[]
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

/** What a task closes with, by its kind. The values have the form of the API. `null` where nothing was filled in. */
export function ResultInput({ kind, options, value, onChange }: Props) {
  const { t } = useWords()
  const text = typeof value === 'string' ? value : ''
  switch (kind) {
    case 'text':
      return (
        <Textarea
          autosize
          minRows={2}
          label={t('tasks.result.text')}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'choice':
      return (
        <Radio.Group label={t('tasks.result.choice')} value={text === '' ? null : text} onChange={onChange}>
          <Stack gap={6} mt={4}>
            {options.map((option) => (
              <Radio key={option} value={option} label={option} />
            ))}
          </Stack>
        </Radio.Group>
      )
    case 'number':
      return <DecimalInput label={t('tasks.result.number')} value={typeof value === 'number' ? value : null} onChange={onChange} />
    case 'date':
      return <TextInput type="date" label={t('tasks.result.date')} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
    case 'file':
      return <FileResult onChange={onChange} />
    default:
      return <PaymentResult value={value} onChange={onChange} />
  }
}

function PaymentResult({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  const { t } = useWords()
  const { company } = useSession()
  const payment: Readonly<Record<string, unknown>> = isJsonObject(value) ? value : {}
  const amount = isMoney(payment['amount']) ? payment['amount'] : null
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        label={t('tasks.result.paymentNumber')}
        maxLength={100}
        value={String(payment['number'] ?? '')}
        onChange={(event) => onChange({ ...payment, number: event.currentTarget.value })}
      />
      <MoneyInput
        label={t('tasks.result.paymentAmount')}
        currency={amount?.currency ?? company.currency}
        value={amount && amount.cents > 0 ? amount : null}
        onChange={(next) => onChange({ ...payment, amount: next })}
      />
      <TextInput
        type="date"
        label={t('tasks.result.paymentDate')}
        value={String(payment['paidOn'] ?? '')}
        onChange={(event) => onChange({ ...payment, paidOn: event.currentTarget.value })}
      />
    </Group>
  )
}

function FileResult({ onChange }: { readonly onChange: (value: unknown) => void }) {
  const { t } = useWords()
  const problemText = useProblemText()
  const [file, setFile] = useState<File | null>(null)
  const upload = useMutation({
    mutationFn: (chosen: File) => api.upload<{ id: string }>('/api/files', chosen),
    onSuccess: ({ id }) => onChange(id),
    onError: () => onChange(null),
  })
  return (
    <>
      <FileInput
        label={t('tasks.result.file')}
        leftSection={<IconPaperclip size={18} />}
        clearable
        clearButtonProps={{ 'aria-label': t('common.remove') }}
        value={file}
        disabled={upload.isPending}
        onChange={(chosen) => {
          setFile(chosen)
          if (chosen) upload.mutate(chosen)
          else onChange(null)
        }}
      />
      {upload.isError && <Text c="var(--t-error)">{problemText(upload.error)}</Text>}
    </>
  )
}
