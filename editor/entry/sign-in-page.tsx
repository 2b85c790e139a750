import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { sessionKey } from '../api/query-client.ts'
import { useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { EntryFrame } from './entry-frame.tsx'

/** Signs in; the address stays, so the person arrives where they wanted to go. */
export function SignInPage() {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => api.post('/api/session', { email, password }),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionKey }),
    onError: () => undefined,
  })
  return (
    <EntryFrame title={t('signIn.title')} about={t('signIn.promise')} width={400}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate()
        }}
      >
        <Stack gap="sm">
          {signIn.isError && (
            <Alert color="red.9" variant="light" icon={<IconAlertTriangle />} role="alert">
              {problemText(signIn.error)}
            </Alert>
          )}
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" mt="xs" loading={signIn.isPending}>
            {t('signIn.go')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  )
}
