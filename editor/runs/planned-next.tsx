import { Badge, Button, Group, Text } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OpenedRun, PlannedSteps } from '../../shared/api/runs.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { LoadingRows } from '../ui/states.tsx'
import { exactTime } from '../ui/time-words.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { OverrideDialog } from './override-dialog.tsx'

interface Props {
  readonly opened: OpenedRun
  readonly select: (node: string) => void
}

/** What comes next for this person and when, if nothing else happens; letters on the way can be changed for them alone. */
export function PlannedNext({ opened, select }: Props) {
  const { t, of, language } = useWords()
  const { types } = useScene()
  const zone = useSession().user.zone
  const now = useNow()
  const [editing, setEditing] = useState<string | null>(null)
  const { run, content } = opened
  const planned = useQuery({
    queryKey: ['runs', 'next', run.id],
    queryFn: () => api.get<PlannedSteps>(`/api/runs/${encodeURIComponent(run.id)}/next`),
  })
  const drawn = (id: string) => content.nodes.find((node) => node.id === id)
  const mayEdit = useSession().user.role !== 'viewer'
  const time = (at: string) => exactTime(at, { language, zone, now })
  const edited = editing === null ? undefined : drawn(editing)
  const editedType = edited && types.get(edited.type)
  return (
    <section aria-label={t('next.title')}>
      <Text fw={600} size="sm" mb={4}>
        {t('next.title')}
      </Text>
      {planned.isPending && <LoadingRows rows={2} />}
      {planned.data?.items.length === 0 && <Text size="sm">{t('next.nothing')}</Text>}
      <ol className="planned">
        {planned.data?.items.map(({ node: id, at, until, subject }, index) => {
          const node = drawn(id)
          const type = node && types.get(node.type)
          const isLetter = Object.values(type?.params ?? {}).some(({ kind }) => kind === 'letter')
          const own = opened.overrides.find((one) => one.node === id)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step may come more than once, in this order
            <li key={index} data-planned={id}>
              <button type="button" className="planned__step" onClick={() => select(id)}>
                <span className="planned__title">{node ? of(nodeTitle(node, type)) : id}</span>
                <span className="planned__when">{index === 0 && until !== null ? t('next.until', { until: time(until) }) : time(at)}</span>
                {subject !== null && <span className="planned__subject">{t('next.subject', { subject })}</span>}
              </button>
              <Group gap={6}>
                {own && (
                  <Badge variant="light" tt="none" fw={500}>
                    {t('next.own', { name: own.name, when: time(own.at) })}
                  </Badge>
                )}
                {mayEdit && isLetter && (
                  <Button size="compact-xs" variant="default" leftSection={<IconPencil size={14} />} onClick={() => setEditing(id)}>
                    {t('next.change')}
                  </Button>
                )}
              </Group>
            </li>
          )
        })}
      </ol>
      {planned.data && planned.data.open.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('next.otherwise')}
        </Text>
      )}
      {edited && editedType && <OverrideDialog opened={opened} node={edited} type={editedType} close={() => setEditing(null)} />}
    </section>
  )
}
