import { Alert, Button, Checkbox, Group, NumberInput, PasswordInput, SimpleGrid, Text, TextInput, Title } from '@mantine/core'
import { IconPlugConnected, IconServer } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailServerBody } from '../../shared/api/mail.ts'
import type { Sealed } from '../../shared/api/sealed.ts'
import { hostOfSealed } from '../../shared/sealed-text.ts'
import { api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'

const usual: MailServerBody = { host: '', port: 587, secure: false, user: '', password: '' }

interface Props {
  /** The sealed access; null: letters go by the server of the installation. */
  readonly value: string | null
  readonly set: (value: string | null) => void
}

/** The mailbox's own server: what is typed is tried, then kept sealed, and never shown again. */
export function MailServer({ value, set }: Props) {
  const { t } = useWords()
  const problemText = useProblemText()
  const [typed, setTyped] = useState<MailServerBody | null>(null)
  const connect = useMutation({
    mutationFn: (body: MailServerBody) => api.post<Sealed>('/api/mail-servers', body),
    onSuccess: ({ sealed }) => {
      set(sealed)
      setTyped(null)
    },
  })
  const host = hostOfSealed(value ?? '')
  const change = (part: Partial<MailServerBody>) => setTyped((before) => ({ ...(before ?? usual), ...part }))
  return (
    <>
      <Title order={3} mt="md">
        {t('mailServer.title')}
      </Title>
      {typed === null ? (
        <Group justify="space-between" wrap="nowrap" mt={4}>
          <Text size="sm" c="dimmed">
            {host === null ? t('mailServer.none') : t('mailServer.kept', { host })}
          </Text>
          <Group gap="xs" wrap="nowrap">
            {host !== null && (
              <Button variant="subtle" size="compact-md" onClick={() => set(null)}>
                {t('common.remove')}
              </Button>
            )}
            <Button variant="default" size="compact-md" leftSection={<IconServer size={16} />} onClick={() => setTyped(usual)}>
              {t(host === null ? 'mailServer.own' : 'mailServer.other')}
            </Button>
          </Group>
        </Group>
      ) : (
        <>
          {connect.isError && (
            <Alert color="red.9" variant="light" role="alert" mt="xs">
              {problemText(connect.error)}
            </Alert>
          )}
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt="xs">
            <TextInput
              label={t('mailServer.host')}
              placeholder="smtp.example.com"
              value={typed.host}
              onChange={(event) => change({ host: event.currentTarget.value.trim() })}
            />
            <NumberInput
              label={t('mailServer.port')}
              min={1}
              max={65_535}
              allowDecimal={false}
              value={typed.port}
              onChange={(port) => typeof port === 'number' && change({ port })}
            />
            <TextInput
              label={t('mailServer.user')}
              autoComplete="off"
              value={typed.user}
              onChange={(event) => change({ user: event.currentTarget.value })}
            />
            <PasswordInput
              label={t('signIn.password')}
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
              value={typed.password}
              onChange={(event) => change({ password: event.currentTarget.value })}
            />
          </SimpleGrid>
          <Checkbox
            mt="sm"
            label={t('mailServer.secure')}
            checked={typed.secure}
            onChange={({ currentTarget: { checked } }) => change({ secure: checked, port: checked ? 465 : 587 })}
          />
          <Group gap="xs" mt="sm">
            <Button
              variant="light"
              leftSection={<IconPlugConnected size={18} />}
              disabled={typed.host === ''}
              loading={connect.isPending}
              onClick={() => connect.mutate(typed)}
            >
              {t('mailServer.connect')}
            </Button>
            <Button variant="subtle" onClick={() => setTyped(null)}>
              {t('common.cancel')}
            </Button>
          </Group>
        </>
      )}
    </>
  )
}
