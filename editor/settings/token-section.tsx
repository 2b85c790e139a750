import { Alert, Button, Checkbox, Code, CopyButton, Group, Modal, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CreatedToken, NewToken, TokenData } from '../../shared/api/settings.ts'
import { api } from '../api/client.ts'
import { confirm } from '../ui/confirm.ts'
import { EmptyState, FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { Section } from './section.tsx'

const scopes = ['read', 'write', 'decide', 'events'] as const

/** Keys for programs that act in one's name. The secret is shown once. */
export default function TokenSection() {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const [creating, setCreating] = useState(false)
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => api.get<{ items: readonly TokenData[] }>('/api/tokens') })
  const end = async ({ id, name }: TokenData) => {
    const sure = await confirm({
      title: t('tokens.end'),
      text: t('tokens.endText', { name }),
      yes: t('tokens.end'),
      no: t('common.cancel'),
      dangerous: true,
    })
    if (!sure) return
    await api.delete(`/api/tokens/${id}`).catch((error) => toast.failed(problemText(error)))
    await client.invalidateQueries({ queryKey: ['tokens'] })
  }
  return (
    <Section
      title={t('settings.tokens')}
      about={t('settings.tokensAbout')}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)}>
          {t('common.add')}
        </Button>
      }
    >
      {tokens.isPending && <LoadingRows rows={2} />}
      {tokens.isError && <FailureState error={tokens.error} again={() => tokens.refetch()} />}
      {tokens.data?.items.length === 0 && <EmptyState icon={IconKey} title={t('tokens.empty')} />}
      {tokens.data && tokens.data.items.length > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('list.nameOf')}</Table.Th>
                <Table.Th>{t('tokens.may')}</Table.Th>
                <Table.Th>{t('tokens.used')}</Table.Th>
                <Table.Th>{t('tokens.expires')}</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {tokens.data.items.map((token) => (
                <Table.Tr key={token.id}>
                  <Table.Td>{token.name}</Table.Td>
                  <Table.Td>{token.scopes.map((scope) => t(`tokens.scope.${scope}`)).join(', ')}</Table.Td>
                  <Table.Td>{token.lastUsedAt === null ? t('tokens.never') : <When at={token.lastUsedAt} />}</Table.Td>
                  <Table.Td>{token.expiresAt === null ? t('tokens.never') : <When at={token.expiresAt} />}</Table.Td>
                  <Table.Td ta="right">
                    <Button size="compact-sm" variant="subtle" onClick={() => end(token)}>
                      {t('tokens.end')}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {creating && <NewTokenDialog close={() => setCreating(false)} />}
    </Section>
  )
}

function NewTokenDialog({ close }: { readonly close: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const [token, setToken] = useState<NewToken>({ name: '', scopes: ['read'], days: 365 })
  const create = useMutation({
    mutationFn: () => api.post<CreatedToken>('/api/tokens', token),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
    onError: (error) => toast.failed(problemText(error)),
  })
  if (create.data)
    return (
      <Modal opened onClose={close} title={t('tokens.made')} closeButtonProps={{ 'aria-label': t('common.close') }}>
        <Alert mb="sm">{t('tokens.once')}</Alert>
        <Code block>{create.data.secret}</Code>
        <Group justify="flex-end" mt="md">
          <CopyButton value={create.data.secret}>
            {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'common.copied' : 'common.copy')}</Button>}
          </CopyButton>
        </Group>
      </Modal>
    )
  return (
    <Modal opened onClose={close} title={t('tokens.new')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          required
          label={t('tokens.name')}
          value={token.name}
          onChange={(event) => setToken({ ...token, name: event.currentTarget.value })}
        />
        <Checkbox.Group
          label={t('tokens.may')}
          value={token.scopes}
          onChange={(next) => setToken({ ...token, scopes: scopes.filter((scope) => next.includes(scope)) })}
        >
          <Stack gap={6} mt={4}>
            {scopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={t(`tokens.scope.${scope}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t('tokens.expires')}
          allowDeselect={false}
          value={String(token.days ?? 'never')}
          onChange={(days) => setToken({ ...token, days: days === 'never' ? null : Number(days) })}
          data={[
            ...[30, 90, 365].map((days) => ({ value: String(days), label: t('tokens.days', { count: days }) })),
            { value: 'never', label: t('tokens.never') },
          ]}
        />
        <Text size="xs" c="dimmed">
          {t('tokens.hint')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button
            loading={create.isPending}
            disabled={token.name.trim() === '' || token.scopes.length === 0}
            onClick={() => create.mutate()}
          >
            {t('list.create')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
