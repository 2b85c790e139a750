import { Box, Button, Group, Text } from '@mantine/core'
import { IconBellOff, IconCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { NotificationList } from '../../shared/api/records.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { EmptyState } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'

/** The notices of the signed-in person, newest first. One by one, or all at once, they are marked as read. */
export default function NotificationPanel({ items }: { readonly items: NotificationList['items'] }) {
  const { t, language } = useWords()
  const { user } = useSession()
  const client = useQueryClient()
  const read = useMutation({
    mutationFn: (ids: readonly string[]) => Promise.all(ids.map((id) => api.put(`/api/notifications/${id}/read`))),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  })
  const unread = items.filter((item) => !item.read).map(({ id }) => id)
  const settings = (
    <Link
      href="/settings/notices"
      className="plain-link"
      style={{ display: 'block', padding: '8px 16px', borderTop: '1px solid var(--t-divider)' }}
    >
      {t('notices.settings')}
    </Link>
  )
  if (items.length === 0)
    return (
      <>
        <EmptyState icon={IconBellOff} title={t('notices.empty')} />
        {settings}
      </>
    )
  return (
    <>
      <Group justify="space-between" px="md" py={8}>
        <Text fw={600}>{t('notices.title')}</Text>
        {unread.length > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={() => read.mutate(unread)}>
            {t('notices.readAll')}
          </Button>
        )}
      </Group>
      {items.map((item) => (
        <Box
          key={item.id}
          px="md"
          py={10}
          style={{ borderTop: '1px solid var(--t-divider)', background: item.read ? undefined : 'var(--t-primary-tint)' }}
        >
          <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
            <Text size="sm" fw={item.read ? 400 : 600}>
              {say(item.said, language, user.zone)}
            </Text>
            {!item.read && (
              <Button size="compact-xs" variant="subtle" px={4} aria-label={t('notices.read')} onClick={() => read.mutate([item.id])}>
                <IconCheck size={16} />
              </Button>
            )}
          </Group>
          <Group gap="sm" mt={4}>
            {item.links.map((link) => (
              <RecordLink key={link.id} {...link} icon />
            ))}
          </Group>
          <Text size="xs" c="dimmed">
            <When at={item.at} />
            {item.handled && <> · {t('notices.handled')}</>}
          </Text>
        </Box>
      ))}
      {settings}
    </>
  )
}
