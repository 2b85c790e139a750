import { ActionIcon, Button, Group, SegmentedControl, Table, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'wouter'
import type { RunList } from '../../shared/api/runs.ts'
import type { OpenedWorkflow } from '../../shared/api/workflows.ts'
import { nodeTitle, portsOf } from '../../shared/node-type-data.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { useSession } from '../api/session.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { RowTable } from '../ui/row-table.tsx'
import { ShowMore } from '../ui/show-more.tsx'
import { EmptyState, FailureState, LoadingRows } from '../ui/states.tsx'
import { dayInWords } from '../ui/time-words.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { RunState } from './run-row.tsx'
import { useFlowName } from './use-flow-name.ts'

const shownStates = ['all', 'active', 'parked', 'finished', 'stopped'] as const

/** Who went through a flow, and how it ended. `?state=` narrows it, and so does a line of its drawing: `?node=&port=&from=`. */
export default function RunListPage() {
  const { t, language } = useWords()
  const zone = useSession().user.zone
  const { id = '' } = useParams()
  const name = useFlowName(id)
  const [params, setParams] = useSearchParams()
  const state = params.get('state') ?? 'all'
  const line = lineIn(params)
  const runs = useInfiniteQuery({
    queryKey: ['runs', 'of', id, state, line],
    queryFn: ({ pageParam }) =>
      api.get<RunList>('/api/runs', { workflow: id, state: state === 'all' ? null : state, ...line, cursor: pageParam, limit: 50 }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const items = runs.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader
        title={t('runs.title', { name })}
        about={runs.data ? t('runs.count', { count: runs.data.pages[0]?.total ?? 0 }) : undefined}
        before={
          <ActionIcon component={Link} href={`/flows/${id}`} color="gray" aria-label={t('common.back')}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        }
      />
      {line && <PassedLine flow={id} line={line} clear={() => setParams({}, { replace: true })} />}
      <SegmentedControl
        mb="sm"
        aria-label={t('flows.state')}
        value={state}
        onChange={(next) => setParams({ ...line, ...(next === 'all' ? {} : { state: next }) }, { replace: true })}
        data={shownStates.map((each) => ({ value: each, label: t(`runs.filter.${each}`) }))}
      />
      {runs.isPending ? (
        <LoadingRows />
      ) : runs.isError ? (
        <FailureState error={runs.error} again={() => runs.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState title={t('runs.none')} hint={t('runs.noneHint')} />
      ) : (
        <RowTable>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('runs.who')}</Table.Th>
              <Table.Th>{t('flows.state')}</Table.Th>
              <Table.Th>{t('runs.started')}</Table.Th>
              <Table.Th>{t('runs.version')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((run) => (
              <Table.Tr key={run.id} data-run={run.id}>
                <Table.Td data-name>
                  {run.subject ? <RecordLink {...run.subject} /> : t('runs.nobody')}
                  <div>
                    <Link href={`/flows/${id}/runs/${run.id}`} className="plain-link" style={{ fontSize: 12 }}>
                      {t('runs.show')}
                    </Link>
                  </div>
                </Table.Td>
                <Table.Td>
                  <RunState run={run} />
                  {run.ended && (
                    <Text size="xs" c="dimmed">
                      {say(run.ended, language, zone)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <When at={run.startedAt} />
                </Table.Td>
                <Table.Td data-wide>{run.version}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </RowTable>
      )}
      <ShowMore of={runs} mt="sm" />
    </>
  )
}

/** A way out of a step, and since when. */
interface Line {
  readonly node: string
  readonly port: string
  readonly from: string
}

function lineIn(params: URLSearchParams): Line | null {
  const [node, port, from] = [params.get('node'), params.get('port'), params.get('from')]
  return node !== null && port !== null && from !== null && !Number.isNaN(Date.parse(from)) ? { node, port, from } : null
}

/** Which line of the drawing they came along. */
function PassedLine({ flow, line, clear }: { readonly flow: string; readonly line: Line; readonly clear: () => void }) {
  const { t, of, language } = useWords()
  const types = useNodeTypes()
  const opened = useQuery({
    queryKey: ['workflows', flow, 'head'],
    staleTime: 60_000,
    queryFn: () => api.get<OpenedWorkflow>(`/api/workflows/${encodeURIComponent(flow)}`),
  })
  if (!opened.data || !types.data) return null
  const node = [opened.data.live, opened.data.draft].flatMap((each) => each?.nodes ?? []).find(({ id }) => id === line.node)
  const type = node && types.data.get(node.type)
  const way = type && portsOf(type, node, true).find(({ port }) => port === line.port)
  return (
    <Group gap="xs" mb="sm">
      <Text size="sm">
        {t('runs.passed', {
          step: node ? of(nodeTitle(node, type)) : line.node,
          way: way ? of(way.words) : line.port,
          day: dayInWords(line.from.slice(0, 10), language),
        })}
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={clear}>
        {t('common.clearFilters')}
      </Button>
    </Group>
  )
}
