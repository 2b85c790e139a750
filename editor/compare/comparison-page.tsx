import { ActionIcon, Group, Select, type SelectProps, Text, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconArrowsLeftRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import type { OpenedVersion, OpenedWorkflow, VersionList } from '../../shared/api/workflows.ts'
import type { Known } from '../../shared/known.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { api } from '../api/client.ts'
import { useKnown } from '../api/known.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { FlowView } from '../flows/flow-view.tsx'
import { FailureState, LoadingState } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import type { Overlay } from '../workflow/store.ts'
import { ChangesPanel } from './changes-panel.tsx'
import { drawnTogether } from './drawn-together.ts'
import { useSides } from './use-sides.ts'
import './compare.css'

/** What stands in the address for the draft; a version stands there by its number. */
const draftName = 'draft'

/** Any two versions of a flow, or a version and the draft, as one drawing with everything that differs. */
export default function ComparisonPage() {
  const { id = '', a = '', b = '' } = useParams()
  const types = useNodeTypes()
  const known = useKnown()
  const path = `/api/workflows/${encodeURIComponent(id)}`
  const opened = useQuery({
    queryKey: ['workflows', id, 'compared'],
    staleTime: 0,
    queryFn: () => api.get<OpenedWorkflow>(path),
  })
  const versions = useQuery({ queryKey: ['workflows', id, 'versions'], queryFn: () => api.get<VersionList>(`${path}/versions`) })
  const [before, after] = [useVersion(id, a), useVersion(id, b)]
  const error = types.error ?? opened.error ?? versions.error ?? before.error ?? after.error
  if (error)
    return <FailureState error={error} again={() => void Promise.all([opened, versions, before, after].map((each) => each.refetch()))} />
  if (!types.data || !opened.data || !versions.data) return <LoadingState />
  const contentOf = (name: string, version: OpenedVersion | undefined) => (name === draftName ? opened.data.draft : version?.content)
  const [earlier, later] = [contentOf(a, before.data), contentOf(b, after.data)]
  if (!earlier || !later) return <LoadingState />
  return (
    <Comparison
      key={`${a}/${b}/${opened.data.revision}`}
      {...{ a, b, known, before: earlier, after: later, types: types.data, opened: opened.data, versions: versions.data }}
    />
  )
}

/** A version never changes, so it is read once; the draft is not read here. */
function useVersion(id: string, name: string) {
  return useQuery({
    queryKey: ['workflows', id, 'versions', name],
    enabled: name !== draftName,
    queryFn: () => api.get<OpenedVersion>(`/api/workflows/${encodeURIComponent(id)}/versions/${encodeURIComponent(name)}`),
  })
}

interface Props extends HeadProps {
  readonly before: Workflow
  readonly after: Workflow
  readonly types: NodeTypes
  readonly known: Known
}

function Comparison({ before, after, types, known, ...head }: Props) {
  const sides = useSides(before, after, types, known)
  const { drawing, compared, changes } = useMemo(() => drawnTogether(before, after), [before, after])
  const overlay = useMemo<Overlay>(() => ({ states: new Map(), taken: null, passed: new Map(), inside: new Map(), compared }), [compared])
  return (
    <FlowView
      workflow={drawing}
      types={types}
      known={known}
      overlay={overlay}
      sideFirst
      head={<Head {...head} />}
      side={(active, select) => <ChangesPanel changes={changes} sides={sides} active={active} select={select} />}
    />
  )
}

interface HeadProps {
  readonly a: string
  readonly b: string
  readonly opened: OpenedWorkflow
  readonly versions: VersionList
}

/** Which two are compared: either can be another. */
function Head({ a, b, opened, versions }: HeadProps) {
  const { t } = useWords()
  const [, go] = useLocation()
  const show = (earlier: string, later: string) => go(`/flows/${opened.id}/versions/${earlier}/${later}`, { replace: true })
  const choices = [
    { value: draftName, label: t('compare.draft') },
    ...versions.items.map(({ number }) => ({ value: String(number), label: t('versions.number', { number }) })),
  ]
  /** In the list, which has more room, it is said which one is live. */
  const option: SelectProps['renderOption'] = ({ option: { value, label } }) =>
    value === String(opened.liveVersion) ? t('compare.live', { number: value }) : label
  return (
    <Group gap={8} className="compare-head">
      <Group gap={8} wrap="nowrap" miw={0}>
        <ActionIcon component={Link} href={`/flows/${opened.id}`} color="gray" aria-label={t('common.back')}>
          <IconArrowLeft size={20} />
        </ActionIcon>
        <Text component="h1" fw={600} size="lg" truncate>
          {opened.draft.name}
        </Text>
      </Group>
      <Group gap={6} wrap="nowrap" className="compare-head__choice">
        <Select
          aria-label={t('compare.earlier')}
          allowDeselect={false}
          data={choices}
          renderOption={option}
          value={a}
          onChange={(earlier) => earlier && show(earlier, b)}
        />
        <IconArrowRight size={18} aria-hidden className="compare-head__arrow" />
        <Select
          aria-label={t('compare.later')}
          allowDeselect={false}
          data={choices}
          renderOption={option}
          value={b}
          onChange={(later) => later && show(a, later)}
        />
        <Tooltip label={t('compare.turn')}>
          <ActionIcon color="gray" aria-label={t('compare.turn')} onClick={() => show(b, a)}>
            <IconArrowsLeftRight size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  )
}
