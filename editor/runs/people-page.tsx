import { ActionIcon, Button, Checkbox, Group, Select, Table, Text } from '@mantine/core'
import { IconArrowLeft, IconHandStop, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'wouter'
import type { RunList, RunSummary } from '../../shared/api/runs.ts'
import type { OpenedVersion, OpenedWorkflow } from '../../shared/api/workflows.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import { say } from '../../shared/say.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { useSession } from '../api/session.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { RowTable } from '../ui/row-table.tsx'
import { ShowMore } from '../ui/show-more.tsx'
import { EmptyState, FailureState, LoadingRows } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { MoveOutcome } from './move-outcome.tsx'
import { PeopleBulk } from './people-bulk.tsx'
import { PositionActions } from './position-actions.tsx'
import { PausedRun, PositionState } from './run-row.tsx'

/**
 * Everybody who is inside a flow now: at which step, since when, until when; one or many can be moved on or stopped.
 * `?step=` and `?state=` (waiting, approval, failed) narrow it; `?move=` tells what a move to another version came to.
 */
export default function PeoplePage() {
  const { t, of, language } = useWords()
  const zone = useSession().user.zone
  const { id = '' } = useParams()
  const [params, setParams] = useSearchParams()
  const step = params.get('step')
  const shown = shownStates.find((each) => each === params.get('state')) ?? null
  const types = useNodeTypes()
  const flow = useQuery({
    queryKey: ['workflows', id, 'head'],
    staleTime: 60_000,
    queryFn: () => api.get<OpenedWorkflow>(`/api/workflows/${encodeURIComponent(id)}`),
  })
  const runs = useInfiniteQuery({
    queryKey: ['runs', 'inside', id, step, shown],
    queryFn: ({ pageParam }) =>
      api.get<RunList>('/api/runs', {
        workflow: id,
        state: shown === null ? 'active' : asked[shown],
        node: step,
        cursor: pageParam,
        limit: 50,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const move = params.get('move')

  const drawn = flow.data?.live ?? flow.data?.draft
  const older = useOlderVersions(id, flow.data?.liveVersion ?? null, runs.data?.pages.flatMap((page) => page.items) ?? [])
  const nameOf = (node: string) => {
    const found = [drawn, flow.data?.draft, ...older].flatMap((each) => each?.nodes ?? []).find((each) => each.id === node)
    return found ? of(nodeTitle(found, types.data?.get(found.type))) : node
  }
  const rows = (runs.data?.pages ?? [])
    .flatMap((page) => page.items)
    // A fork stands where its branches stand.
    .flatMap((run) => run.positions.filter(({ state }) => state !== 'forked').map((position) => ({ run, position })))
    .filter(({ position }) => (step === null || position.node === step) && (shown === null || standsAs(position.state) === shown))
  const narrow = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )

  return (
    <>
      <PageHeader
        title={t('people.title', { name: flow.data?.draft.name ?? '' })}
        about={runs.data ? t('people.count', { count: runs.data.pages[0]?.total ?? 0 }) : undefined}
        before={
          <ActionIcon component={Link} href={`/flows/${id}`} color="gray" aria-label={t('common.back')}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        }
      />
      {move !== null && <MoveOutcome flow={id} job={move} nameOf={nameOf} close={() => narrow('move', null)} />}
      <Group mb="sm" gap="sm" mih={36}>
        <Select
          w={260}
          clearable
          aria-label={t('people.step')}
          placeholder={t('people.anyStep')}
          data={(drawn?.nodes ?? []).map((node) => ({ value: node.id, label: nameOf(node.id) }))}
          value={step}
          onChange={(next) => narrow('step', next)}
        />
        <Select
          w={200}
          clearable
          aria-label={t('flows.state')}
          placeholder={t('people.anyState')}
          data={shownStates.map((each) => ({ value: each, label: t(`stepState.${each}`) }))}
          value={shown}
          onChange={(next) => narrow('state', next)}
        />
        {shown === 'approval' && (
          <Button
            component={Link}
            href={`/inbox?whose=all&flow=${encodeURIComponent(id)}${step === null ? '' : `&step=${encodeURIComponent(step)}`}`}
            variant="default"
            leftSection={<IconHandStop size={18} />}
          >
            {t('people.decide')}
          </Button>
        )}
        <PeopleBulk
          flow={id}
          chosen={rows.filter(({ position }) => chosen.has(position.id))}
          keep={(positions) => setChosen(new Set(positions))}
        />
      </Group>
      {runs.isPending ? (
        <LoadingRows />
      ) : runs.isError ? (
        <FailureState error={runs.error} again={() => runs.refetch()} />
      ) : rows.length === 0 ? (
        <Nobody
          isNarrowed={step !== null || shown !== null}
          clear={() => {
            narrow('step', null)
            narrow('state', null)
          }}
        />
      ) : (
        <RowTable>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={48}>
                <Checkbox
                  aria-label={t('people.all')}
                  checked={chosen.size > 0 && chosen.size === rows.length}
                  indeterminate={chosen.size > 0 && chosen.size < rows.length}
                  onChange={(event) => setChosen(new Set(event.currentTarget.checked ? rows.map(({ position }) => position.id) : []))}
                />
              </Table.Th>
              <Table.Th>{t('runs.who')}</Table.Th>
              <Table.Th>{t('people.step')}</Table.Th>
              <Table.Th>{t('flows.state')}</Table.Th>
              <Table.Th>{t('runs.version')}</Table.Th>
              <Table.Th>{t('people.since')}</Table.Th>
              <Table.Th>
                <span className="only-read-aloud">{t('common.more')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ run, position }) => (
              <Table.Tr key={position.id} data-position={position.id}>
                <Table.Td data-tick>
                  <Checkbox
                    aria-label={t('people.choose', { name: run.subject?.title ?? t('runs.nobody') })}
                    checked={chosen.has(position.id)}
                    onChange={(event) => {
                      const next = new Set(chosen)
                      if (event.currentTarget.checked) next.add(position.id)
                      else next.delete(position.id)
                      setChosen(next)
                    }}
                  />
                </Table.Td>
                <Table.Td data-name>
                  {run.subject ? <RecordLink {...run.subject} /> : t('runs.nobody')}
                  <div>
                    <Link href={`/flows/${id}/runs/${run.id}`} className="plain-link" style={{ fontSize: 12 }}>
                      {t('runs.show')}
                    </Link>
                  </div>
                </Table.Td>
                <Table.Td>{nameOf(position.node)}</Table.Td>
                <Table.Td maw={320}>
                  {run.paused ? <PausedRun /> : <PositionState position={position} />}
                  {position.problem && (
                    <Text size="xs" c="var(--t-error)" mt={4}>
                      {say(position.problem, language, zone)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td data-wide>{run.version}</Table.Td>
                <Table.Td>
                  <When at={position.since} />
                </Table.Td>
                <Table.Td w={48} data-deeds>
                  <PositionActions run={run} position={position} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </RowTable>
      )}
      <ShowMore of={runs} mt="sm" />
    </>
  )
}

const shownStates = ['waiting', 'approval', 'failed'] as const

/** As the API asks for them. */
const asked = { waiting: 'waiting', approval: 'suggested', failed: 'parked' } as const

const standsAs = (state: string): (typeof shownStates)[number] =>
  state === 'suggested' ? 'approval' : state === 'parked' ? 'failed' : 'waiting'

/** Nobody at all, or nobody of those who were asked for. */
function Nobody({ isNarrowed, clear }: { readonly isNarrowed: boolean; readonly clear: () => void }) {
  const { t } = useWords()
  if (!isNarrowed) return <EmptyState title={t('people.none')} hint={t('people.noneHint')} />
  return (
    <EmptyState icon={IconSearch} title={t('common.nothingMatches')}>
      <Button variant="default" onClick={clear}>
        {t('common.clearFilters')}
      </Button>
    </EmptyState>
  )
}

/** The drawings that those who are not on the live version are on: their steps may be gone from it. */
function useOlderVersions(flow: string, live: number | null, runs: readonly RunSummary[]): readonly Workflow[] {
  const numbers = [...new Set(runs.map(({ version }) => version))].filter((version) => version !== live)
  const opened = useQueries({
    queries: numbers.map((number) => ({
      queryKey: ['workflows', flow, 'versions', String(number)],
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: () => api.get<OpenedVersion>(`/api/workflows/${encodeURIComponent(flow)}/versions/${number}`),
    })),
  })
  return opened.flatMap(({ data }) => data?.content ?? [])
}
