import { ActionIcon, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconArrowLeft, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
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
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { PlannedNext } from './planned-next.tsx'
import { PositionActions } from './position-actions.tsx'
import { PositionState, RunState } from './run-row.tsx'
import { StepTrail } from './step-trail.tsx'
import { trailOverlay } from './trail-overlay.ts'
import { useRunEdits } from './use-run-edits.ts'
import { WaitingLetters } from './waiting-letters.tsx'
import './runs.css'

/**
 * One run: its way over the version it is on, or one it was on before, its steps in words, what is planned next, and
 * what can be changed in flight. It follows live.
 */
export default function RunPage() {
  const { t, of, language } = useWords()
  const zone = useSession().user.zone
  const { id, runId = id ?? '' } = useParams()
  const types = useNodeTypes()
  const known = useKnown()
  const opened = useQuery({ queryKey: ['runs', 'one', runId], queryFn: () => api.get<OpenedRun>(`/api/runs/${encodeURIComponent(runId)}`) })
  const edits = useRunEdits()
  const [looked, setLooked] = useState<number | null>(null)
  const earlier = opened.data?.earlier.find(({ version }) => version === looked)
  const drawn = earlier?.content ?? opened.data?.content
  const overlay = useMemo(
    () => (opened.data && drawn ? trailOverlay(drawn.edges, opened.data.steps, earlier ? [] : opened.data.run.positions) : undefined),
    [opened.data, drawn, earlier],
  )
  const error = opened.error ?? types.error
  if (error) return <FailureState error={error} again={() => opened.refetch()} />
  if (!opened.data || !drawn || !types.data || !overlay) return <LoadingState />
  const { run, steps, content } = opened.data
  const isActive = run.state === 'active'
  const all = { ...content, nodes: [...content.nodes, ...opened.data.earlier.flatMap((each) => each.content.nodes)] }
  const nameOf = (node: string) => {
    const found = all.nodes.find((each) => each.id === node)
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
  const pause = async (paused: boolean) => {
    const done = await edits.pause.mutateAsync({ run: run.id, paused }).catch(() => null)
    if (done)
      toast.undoable(t(paused ? 'runs.pausedNow' : 'runs.goesOnNow'), t('common.undo'), () =>
        edits.pause.mutate({ run: run.id, paused: !paused }),
      )
  }
  return (
    <FlowView
      key={earlier?.version ?? run.version}
      workflow={drawn}
      types={types.data}
      known={known}
      overlay={overlay}
      head={
        <>
          <Group gap={8} miw={0}>
            <ActionIcon component={Link} href={`/flows/${run.workflow}/runs`} color="gray" aria-label={t('common.back')}>
              <IconArrowLeft size={20} />
            </ActionIcon>
            <Text component="h1" fw={600} size="lg" m={0} truncate>
              {run.subject ? <RecordLink {...run.subject} /> : t('runs.nobody')}
            </Text>
            <Text size="sm" c="dimmed" truncate>
              {t('runs.onVersion', { name: run.workflowName, version: run.version })}
            </Text>
            <RunState run={run} />
            {opened.data.earlier.length > 0 && (
              <SegmentedControl
                size="xs"
                aria-label={t('runs.version')}
                value={String(earlier?.version ?? run.version)}
                onChange={(version) => setLooked(Number(version))}
                data={[...opened.data.earlier.map(({ version }) => version).reverse(), run.version].map((version) => ({
                  value: String(version),
                  label: t('runs.versionShort', { version }),
                }))}
              />
            )}
          </Group>
          {isActive && (
            <Group gap={6} wrap="nowrap">
              <Button
                variant="default"
                leftSection={run.paused ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
                onClick={() => void pause(!run.paused)}
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
      sideFirst
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
                {isActive && <PositionActions run={run} position={position} content={content} />}
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
          {opened.data.letters.length > 0 && <WaitingLetters letters={opened.data.letters} />}
          {isActive && <PlannedNext opened={opened.data} select={select} />}
          <section aria-label={t('runs.soFar')}>
            <Text fw={600} size="sm" mb={4}>
              {t('runs.soFar')}
            </Text>
            <StepTrail workflow={all} steps={steps} active={active} select={select} />
          </section>
        </Stack>
      )}
    />
  )
}
