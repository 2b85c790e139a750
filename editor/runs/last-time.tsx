import { Anchor, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { LastVisit } from '../../shared/api/runs.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { FailureState, LoadingRows } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { useView } from '../workflow/scene.ts'
import { TryStepAgain } from './try-step-again.tsx'
import { VisitDetails } from './visit-details.tsx'
import { stayOf, type Visit, visitsIn } from './visits.ts'

interface Props {
  readonly flow: string
  readonly node: string
}

/** What came in, what went out and why the last time that the step was taken: in the trial of the draft, else in a run. */
export function LastTime({ flow, node }: Props) {
  const { t } = useWords()
  const tried = useView((view) => view.tried)
  const visit = tried ? lastOf(visitsIn(tried.steps), node) : undefined
  if (!tried || !visit) return <LastRun flow={flow} node={node} />
  return (
    <Shown visit={visit} workflow={tried.workflow} below={<TryStepAgain flow={flow} visit={visit} />} tried>
      {tried.who === null ? t('lastTime.triedNew') : t('lastTime.tried', { name: tried.who })}
      {tried.old.has(stayOf(visit.steps[0])) && ` ${t('trial.oldHere')}`}
    </Shown>
  )
}

function LastRun({ flow, node }: Props) {
  const { t } = useWords()
  const path = `/api/workflows/${encodeURIComponent(flow)}/visits/${encodeURIComponent(node)}`
  const last = useQuery({ queryKey: ['runs', 'visit', flow, node], queryFn: () => api.get<LastVisit>(path) })
  if (last.isError) return <FailureState error={last.error} again={() => last.refetch()} />
  if (!last.data) return <LoadingRows />
  const run = last.data.visit
  const visit = run ? lastOf(visitsIn(run.steps), node) : undefined
  if (!run || !visit)
    return (
      <Text size="sm" c="dimmed">
        {t('lastTime.none')}
      </Text>
    )
  return (
    <Shown visit={visit} workflow={run.content} tried={false}>
      {t('lastTime.run', { name: run.subject?.title ?? t('common.nobody') })} <When at={visit.steps[0].at} />.{' '}
      <Anchor component={Link} href={`/flows/${flow}/runs/${run.run}`} size="sm">
        {t('lastTime.open')}
      </Anchor>
    </Shown>
  )
}

interface ShownProps {
  readonly visit: Visit
  readonly workflow: Workflow
  readonly tried: boolean
  readonly below?: ReactNode
  /** When that was, and with whom. */
  readonly children: ReactNode
}

const Shown = ({ visit, workflow, tried, below, children }: ShownProps) => (
  <Stack gap="xs">
    <Text size="sm" c="dimmed">
      {children}
    </Text>
    <VisitDetails visit={visit} workflow={workflow} tried={tried}>
      {below}
    </VisitDetails>
  </Stack>
)

const lastOf = (visits: readonly Visit[], node: string): Visit | undefined => visits.findLast((visit) => visit.node === node)
