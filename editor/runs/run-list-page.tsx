import { ActionIcon, SegmentedControl, Table, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'wouter'
import type { RunList } from '../../shared/api/runs.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { RowTable } from '../ui/row-table.tsx'
import { ShowMore } from '../ui/show-more.tsx'
import { EmptyState, FailureState, LoadingRows } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { RunState } from './run-row.tsx'
import { useFlowName } from './use-flow-name.ts'

const shownStates = ['all', 'active', 'parked', 'finished', 'stopped'] as const

/** Who went through a flow, and how it ended. `?state=` narrows it. */
export default function RunListPage() {
  const { t, language } = useWords()
  const zone = useSession().user.zone
  const { id = '' } = useParams()
  const name = useFlowName(id)
  const [params, setParams] = useSearchParams()
  const state = params.get('state') ?? 'all'
  const runs = useInfiniteQuery({
    queryKey: ['runs', 'of', id, state],
    queryFn: ({ pageParam }) =>
      api.get<RunList>('/api/runs', { workflow: id, state: state === 'all' ? null : state, cursor: pageParam, limit: 50 }),
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
      <SegmentedControl
        mb="sm"
        aria-label={t('flows.state')}
        value={state}
        onChange={(next) => setParams(next === 'all' ? {} : { state: next }, { replace: true })}
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
