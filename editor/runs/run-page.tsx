import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowLeft, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link, useParams } from 'wouter'
import type { OpenedRun } from '../../shared/api/runs.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { useKnown } from '../api/known.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { useSession } from '../api/session.ts'
import { FlowView } from '../flows/flow-view.tsx'
import { confirm } from '../ui/confirm.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { FailureState, LoadingState } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { PositionActions } from './position-actions.tsx'
import { PositionState, RunState } from './run-row.tsx'
import { StepTrail } from './step-trail.tsx'
import { trailOverlay } from './trail-overlay.ts'
import { useRunEdits } from './use-run-edits.ts'

/** One run: its way over the version it runs on, its steps in words, and what can be changed in flight. It follows live. */
export default function RunPage() {
  const { t, of, language } = useWords()
  const zone = useSession().user.zone
  const { id, runId = id ?? '' } = useParams()
  const types = useNodeTypes()
  const known = useKnown()
  const opened = useQuery({ queryKey: ['runs', 'one', runId], queryFn: () => api.get<OpenedRun>(`/api/runs/${encodeURIComponent(runId)}`) })
  const edits = useRunEdits()
  const overlay = useMemo(
    () => (opened.data ? trailOverlay(opened.data.content.edges, opened.data.steps, opened.data.run.positions) : undefined),
    [opened.data],
  )
  const error = opened.error ?? types.error
  if (error) return <FailureState error={error} again={() => opened.refetch()} />
  if (!opened.data || !types.data || !overlay) return <LoadingState />
  const { run, steps, content } = opened.data
  const isActive = run.state === 'active'
  const nameOf = (node: string) => {
    const found = content.nodes.find((each) => each.id === node)
    return found ? of(nodeTitle(found, types.data.get(found.type))) : node
  }
  const stop = async () => {
    const yes = await confirm({
      title: t('runs.stopTitle'),
      text: t('runs.stopHint', { name: run.subject?.title ?? t('runs.nobody') }),
      yes: t('runs.stop'),
      no: t('common.cancel'),
      dangerous: true,
    })
    if (yes) edits.stop.mutate(run.id)
  }
  return (
    <FlowView
      key={run.version}
      workflow={content}
      types={types.data}
      known={known}
      overlay={overlay}
      head={
        <>
          <Group gap={8} miw={0}>
            <ActionIcon component={Link} href={`/flows/${run.workflow}/runs`} color="gray" aria-label={t('common.back')}>
              <IconArrowLeft size={20} />
            </ActionIcon>
            <Text fw={600} size="lg" truncate>
              {run.subject ? <RecordLink {...run.subject} /> : t('runs.nobody')}
            </Text>
            <Text size="sm" c="dimmed" truncate>
              {t('runs.onVersion', { name: run.workflowName, version: run.version })}
            </Text>
            <RunState run={run} />
          </Group>
          {isActive && (
            <Group gap={6} wrap="nowrap">
              <Button
                variant="default"
                leftSection={run.paused ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
                onClick={() => edits.pause.mutate({ run: run.id, paused: !run.paused })}
              >
                {run.paused ? t('runs.goOn') : t('runs.pause')}
              </Button>
              <Button variant="default" leftSection={<IconPlayerStop size={18} />} onClick={() => void stop()}>
                {t('runs.stop')}
              </Button>
            </Group>
          )}
        </>
      }
      side={(active, select) => (
        <Stack gap="md">
          {run.positions.map((position) => (
            <div key={position.id} className="field-box">
              <Group justify="space-between" wrap="nowrap" align="flex-start">
                <div>
                  <Text size="sm" fw={600}>
                    {nameOf(position.node)}
                  </Text>
                  <PositionState position={position} />
                </div>
                {isActive && <PositionActions run={run} position={position} />}
              </Group>
              {position.problem && (
                <Text size="sm" mt={6} c="var(--t-error)">
                  {say(position.problem, language, zone)}
                </Text>
              )}
            </div>
          ))}
          {run.ended && (
            <Text size="sm" fw={500}>
              {say(run.ended, language, zone)}
            </Text>
          )}
          <StepTrail workflow={content} steps={steps} active={active} select={select} />
        </Stack>
      )}
    />
  )
}
