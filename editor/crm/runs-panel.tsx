import { Group } from '@mantine/core'
import { IconAlertTriangle, IconClock, IconHandStop, IconPlayerPause, IconRoute, type TablerIcon } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import type { OpenedRun, RunSummary } from '../../shared/api/runs.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import type { Words } from '../../shared/words.ts'
import { api } from '../api/client.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { useSession } from '../api/session.ts'
import { PositionActions } from '../runs/position-actions.tsx'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import { exactTime } from '../ui/time-words.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { Line, Panel } from './now-panel.tsx'

/**
 * What automation is doing with a record: at which step of which flow it stands, what it waits for, and when it goes
 * on. Who draws flows can move it on from here.
 */
export function RunsPanel({ runs }: { readonly runs: readonly RunSummary[] }) {
  const { t, of } = useWords()
  const { user } = useSession()
  const titleOf = useStepTitles(runs)
  const mayEdit = user.role === 'admin' || user.role === 'marketer'
  return (
    <Panel title={t('now.flows')}>
      {runs.map((run) => (
        <Line key={run.id} to={`/flows/${run.workflow}/runs/${run.id}`} title={run.workflowName}>
          {run.positions.map((position) => {
            const title = titleOf(run.id, position.node)
            return (
              <Group key={position.id} justify="space-between" wrap="nowrap" gap={4}>
                <div>
                  {title && <div>{of(title)}</div>}
                  <Standing run={run} position={position} />
                </div>
                {mayEdit && <PositionActions run={run} position={position} />}
              </Group>
            )
          })}
        </Line>
      ))}
    </Panel>
  )
}

/** What the steps are called in the versions that run. */
function useStepTitles(runs: readonly RunSummary[]): (run: string, node: string) => Words | null {
  const types = useNodeTypes()
  const opened = useQueries({
    queries: runs.map(({ id }) => ({
      queryKey: ['runs', 'one', id],
      queryFn: () => api.get<OpenedRun>(`/api/runs/${id}`),
      staleTime: 60_000,
    })),
  })
  return (run, node) => {
    const drawn = opened.find(({ data }) => data?.run.id === run)?.data?.content.nodes.find(({ id }) => id === node)
    return drawn && types.data ? nodeTitle(drawn, types.data.get(drawn.type)) : null
  }
}

type Look = readonly [icon: TablerIcon, tone: Tone, words: string]

function Standing({ run, position }: { readonly run: RunSummary; readonly position: RunSummary['positions'][number] }) {
  const [icon, tone, words] = useLook(run, position)
  return (
    <StateBadge icon={icon} tone={tone}>
      {words}
    </StateBadge>
  )
}

function useLook(run: RunSummary, { state, dueAt }: RunSummary['positions'][number]): Look {
  const { t, language } = useWords()
  const { zone } = useSession().user
  const now = useNow()
  if (run.paused) return [IconPlayerPause, 'plain', t('now.paused')]
  if (state === 'parked') return [IconAlertTriangle, 'error', t('now.parked')]
  if (state === 'suggested') return [IconHandStop, 'warning', t('now.waitsForDecision')]
  if (state !== 'waiting') return [IconRoute, 'plain', t('now.running')]
  if (dueAt === null) return [IconClock, 'primary', t('now.waitsForEvent')]
  return [IconClock, 'primary', t('now.waitsUntil', { time: exactTime(dueAt, { language, zone, now }) })]
}
