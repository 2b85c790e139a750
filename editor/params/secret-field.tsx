import { Button, Group, PasswordInput, Text } from '@mantine/core'
import { useState } from 'react'
import type { Sealed } from '../../shared/api/sealed.ts'
import { ApiProblem, api } from '../api/client.ts'
import { useWords } from '../words/use-words.ts'

interface SecretFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly set: (value: string | undefined) => void
  readonly invalid: boolean
}

/** An access key: typed once, sealed by the server, never shown again. The flow keeps only the sealed text. */
export function SecretField({ label, value, set, invalid }: SecretFieldProps) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  if (value?.startsWith('sealed:')) {
    return (
      <Group justify="space-between">
        <Text size="sm">{t('params.secret.kept')}</Text>
        <Button variant="default" size="xs" onClick={() => set(undefined)}>
          {t('params.secret.replace')}
        </Button>
      </Group>
    )
  }
  const seal = async () => {
    if (typed === '') return
    try {
      set((await api.post<Sealed>('/api/sealed', { text: typed })).sealed)
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
      value={typed}
      error={problem ?? invalid}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void seal()}
    />
  )
}
