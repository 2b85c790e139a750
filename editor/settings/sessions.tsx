/** Where one is signed in, and the way to sign out there: a browser that was lost, somebody else's machine. */
import { Badge, Button, Group, Text } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SessionList } from '../../shared/api/session.ts'
import { api } from '../api/client.ts'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { browserNamed } from './browser-named.ts'
import { Section } from './section.tsx'

const key = ['sessions']

/** The browsers one is signed in with, the present one among them. */
export function Sessions() {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const sessions = useQuery({ queryKey: key, queryFn: () => api.get<SessionList>('/api/sessions') })
  const end = useMutation({
    mutationFn: (id: string) => api.delete(`/api/sessions/${id}`),
    onSuccess: () => toast.done(t('sessions.ended')),
    onError: (error) => toast.failed(problemText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  return (
    <Section title={t('sessions.title')} about={t('sessions.about')}>
      {sessions.isPending && <LoadingRows rows={2} />}
      {sessions.isError && <FailureState error={sessions.error} again={() => sessions.refetch()} />}
      {sessions.data?.items.map(({ id, agent, createdAt, current }) => {
        const name = agent === null ? t('sessions.unknown') : (browserNamed(agent) ?? t('sessions.unknown'))
        return (
          <Group key={id} justify="space-between" wrap="nowrap" gap="xs">
            <div>
              <Text title={agent ?? undefined}>
                {name}{' '}
                {current && (
                  <Badge component="span" variant="default" tt="none" fw={500}>
                    {t('sessions.current')}
                  </Badge>
                )}
              </Text>
              <Text size="xs" c="dimmed">
                <When at={createdAt} />
              </Text>
            </div>
            {!current && (
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconLogout size={16} />}
                aria-label={t('sessions.endOf', { name })}
                onClick={() => end.mutate(id)}
              >
                {t('sessions.end')}
              </Button>
            )}
          </Group>
        )
      })}
    </Section>
  )
}
