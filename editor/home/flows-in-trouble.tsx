import { IconAlertTriangle, IconRoute } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { WorkflowSummary } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { useWords } from '../words/use-words.ts'
import { Panel } from './panel.tsx'
import { Row } from './row.tsx'

/** Flows in which somebody is stuck. */
export function FlowsInTrouble() {
  const { t } = useWords()
  const list = useQuery({
    queryKey: ['workflows', 'list'],
    queryFn: () => api.get<{ items: readonly WorkflowSummary[] }>('/api/workflows'),
  })
  const troubled = list.data?.items.filter(({ attention }) => attention > 0) ?? []
  return (
    <Panel
      title={t('home.attention')}
      to="/attention"
      empty={t('home.noAttention')}
      lists={[list]}
      total={list.data === undefined ? undefined : troubled.length}
    >
      {troubled.map(({ id, name, attention }) => (
        <Row key={id} to={`/flows/${id}/runs?state=parked`} icon={IconRoute} category="trigger" title={name}>
          <StateBadge tone="error" icon={IconAlertTriangle}>
            {t('home.stuck', { count: attention })}
          </StateBadge>
        </Row>
      ))}
    </Panel>
  )
}
