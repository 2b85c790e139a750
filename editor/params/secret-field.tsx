import { Button, Group, PasswordInput, Text } from '@mantine/core'
import { useState } from 'react'
import type { Sealed } from '../../shared/api/sealed.ts'
import { hostOfSealed } from '../../shared/sealed-text.ts'
import { ApiProblem, api } from '../api/client.ts'
import { useWords } from '../words/use-words.ts'

interface SecretFieldProps {
  readonly label: string
  readonly value: string | undefined
  /** Where it will be sent, and nowhere else; null while the address is open. */
  readonly host: string | null
  readonly set: (value: string | undefined) => void
  readonly invalid: boolean
}

/** An access key: typed once, sealed by the server for one host, never shown again. The flow keeps only the sealed text. */
export function SecretField({ label, value, host, set, invalid }: SecretFieldProps) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const keptFor = hostOfSealed(value ?? '')
  if (keptFor !== null) {
    return (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{t('params.secret.keptFor', { host: keptFor })}</Text>
        <Button variant="default" size="xs" onClick={() => set(undefined)}>
          {t('params.secret.replace')}
        </Button>
      </Group>
    )
  }
  const seal = async () => {
    if (typed === '' || host === null) return
    try {
      set((await api.post<Sealed>('/api/sealed', { text: typed, host })).sealed)
      setTyped('')
      setProblem(null)
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.message : String(error))
    }
  }
  return (
    <PasswordInput
      aria-label={label}
      autoComplete="new-password"
      disabled={host === null}
      placeholder={host === null ? t('params.secret.addressFirst') : undefined}
      value={typed}
      error={problem ?? invalid}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void seal()}
    />
  )
}
