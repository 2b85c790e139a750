import { Alert, Button, Checkbox, Group, NumberInput, PasswordInput, SimpleGrid, Text, TextInput, Title } from '@mantine/core'
import { IconPlugConnected, IconServer } from '@tabler/icons-react'
import type { MailServerBody } from '../../shared/api/mail.ts'
import { hostOfSealed } from '../../shared/sealed-text.ts'
import { useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'

const usual: MailServerBody = { host: '', port: 587, secure: false, user: '', password: '' }

interface Props {
  /** The sealed access; null: letters go by the server of the installation. */
  readonly value: string | null
  readonly remove: () => void
  /** What stands in the fields; null: they are closed. */
  readonly typed: MailServerBody | null
  readonly setTyped: (typed: MailServerBody | null) => void
  /** Tries what is typed and keeps it for saving. */
  readonly connect: (typed: MailServerBody) => Promise<void>
  readonly connecting: boolean
  /** Why the server did not let us in the last time, or null. */
  readonly problem: Error | null
}

/** The mailbox's own server: what is typed is tried, at the latest when the mailbox is saved, kept sealed, and never shown again. */
export function MailServer({ value, remove, typed, setTyped, connect, connecting, problem }: Props) {
  const { t } = useWords()
  const problemText = useProblemText()
  const host = hostOfSealed(value ?? '')
  const change = (part: Partial<MailServerBody>) => setTyped({ ...(typed ?? usual), ...part })
  return (
    <>
      <Title order={3} mt="md">
        {t('mailServer.title')}
      </Title>
      {typed === null ? (
        <Group justify="space-between" gap="xs" mt={4}>
          <Text size="sm" c="dimmed">
            {host === null ? t('mailServer.none') : t('mailServer.kept', { host })}
          </Text>
          <Group gap="xs" wrap="nowrap">
            {host !== null && (
              <Button variant="subtle" size="compact-md" onClick={remove}>
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
          {problem && (
            <Alert color="red.9" variant="light" role="alert" mt="xs">
              {problemText(problem)}
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
              loading={connecting}
              onClick={() => void connect(typed)}
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
