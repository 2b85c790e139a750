import { Button, Group, Menu, Paper, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconPlayerStop, IconRefresh, IconRotateClockwise } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { AttentionData, AttentionGroup, ReplayBody } from '../../shared/api/attention.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { HeldLetters, useHeldLetters } from '../mailbox/held-letters.tsx'
import { PausedMailboxes, usePausedMailboxes } from '../mailbox/paused-mailboxes.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { EmptyState, FailureState, LoadingRows } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { ReplayDialog } from './replay-dialog.tsx'
import { ReplayProgress } from './replay-progress.tsx'

/** What is asked of a group, before it is agreed to. */
interface Asked {
  readonly group: AttentionGroup
  readonly deed: ReplayBody['deed']
}

/**
 * Everything that stands still until somebody decides, in groups by flow, step and reason: each is tried again, begun
 * anew or stopped at once, and what could not be done is told run by run.
 */
export default function AttentionPage() {
  const { t } = useWords()
  const attention = useQuery({ queryKey: ['runs', 'attention'], queryFn: () => api.get<AttentionData>('/api/attention') })
  const held = useHeldLetters()
  const paused = usePausedMailboxes()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [job, setJob] = useState<string | null>(null)
  if (attention.isPending) return <LoadingRows />
  if (attention.isError) return <FailureState error={attention.error} again={() => attention.refetch()} />
  const { groups, unread } = attention.data
  const isQuiet = groups.length === 0 && unread === 0 && held.length === 0 && paused.length === 0
  return (
    <>
      <PageHeader title={t('nav.attention')} about={t('attention.about')} />
      <Stack gap="md">
        {job !== null && <ReplayProgress key={job} id={job} />}
        <PausedMailboxes />
        <HeldLetters />
        {unread > 0 && (
          <Paper withBorder p="md">
            <Group justify="space-between">
              <Text fw={600}>{t('attention.unread', { count: unread })}</Text>
              <Button component={Link} href="/settings/deliveries" variant="default">
                {t('attention.unreadShow')}
              </Button>
            </Group>
          </Paper>
        )}
        {isQuiet && job === null && <EmptyState title={t('attention.none')} hint={t('attention.noneHint')} />}
        {groups.map((group) => (
          <AttentionCard key={`${group.workflow} ${group.node} ${group.reason}`} group={group} ask={(deed) => setAsked({ group, deed })} />
        ))}
      </Stack>
      {asked && (
        <ReplayDialog
          {...asked}
          close={() => setAsked(null)}
          started={(id) => {
            setAsked(null)
            setJob(id)
          }}
        />
      )}
    </>
  )
}

interface GroupProps {
  readonly group: AttentionGroup
  readonly ask: (deed: ReplayBody['deed']) => void
}

function AttentionCard({ group, ask }: GroupProps) {
  const { t, of, language } = useWords()
  const zone = useSession().user.zone
  const { workflow, workflowName, node, title, problem, count, since } = group
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      aria-label={`${workflowName}: ${title ? of(title) : node}`}
      data-attention={`${workflow}/${node}`}
    >
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: 1, minWidth: 240 }}>
          <Title order={2}>{title ? of(title) : t('attention.stepGone')}</Title>
          <Text size="xs" c="dimmed">
            <Link href={`/flows/${workflow}`} className="plain-link">
              {workflowName}
            </Link>
          </Text>
          <Text my={6}>{say(problem, language, zone)}</Text>
          <Group gap="xs">
            <StateBadge tone="error" icon={IconAlertTriangle}>
              {t('attention.stuck', { count })}
            </StateBadge>
            <Text size="xs" c="dimmed" component="span">
              {t('attention.since')} <When at={since} />
            </Text>
            <Link
              href={`/flows/${workflow}/people?state=failed&step=${encodeURIComponent(node)}`}
              className="plain-link"
              style={{ fontSize: 12 }}
            >
              {t('attention.who')}
            </Link>
          </Group>
        </div>
        <Group gap="xs">
          <Button leftSection={<IconRefresh size={16} />} onClick={() => ask('step')}>
            {t('attention.step')}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" rightSection={<IconChevronDown size={16} />}>
                {t('common.more')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconRotateClockwise size={16} />} onClick={() => ask('start')}>
                {t('attention.start')}
              </Menu.Item>
              <Menu.Item leftSection={<IconPlayerStop size={16} />} onClick={() => ask('stop')}>
                {t('attention.stop')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
    </Paper>
  )
}
