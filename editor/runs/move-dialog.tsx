import { Button, Checkbox, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RunEdit } from '../../shared/api/runs.ts'
import type { OpenedWorkflow } from '../../shared/api/workflows.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import { isTrigger, type Workflow } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly flow: string
  /** The versions that those to be moved are on. */
  readonly versions: readonly number[]
  readonly count: number
  /** Where one run alone is moved: the version it is on, as it is drawn. */
  readonly content?: Workflow
  readonly close: () => void
  readonly move: (edit: Extract<RunEdit, { kind: 'move' }>) => void
}

/** Asks where to: to the version that is live, to another step, or both; and why, which the trail keeps. */
export function MoveDialog({ flow, versions, count, content, close, move }: Props) {
  const { t, of } = useWords()
  const types = useNodeTypes()
  const opened = useQuery({
    queryKey: ['workflows', flow, 'head'],
    staleTime: 60_000,
    queryFn: () => api.get<OpenedWorkflow>(`/api/workflows/${encodeURIComponent(flow)}`),
  })
  const newestVersion = opened.data?.liveVersion ?? null
  const isBehind = newestVersion !== null && versions.some((version) => version !== newestVersion)
  const [newest, setNewest] = useState<boolean | null>(null)
  const takesAlong = isBehind && (newest ?? content === undefined)
  const [node, setNode] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const drawn = takesAlong ? opened.data?.live : (content ?? opened.data?.live)
  const steps = (drawn?.nodes ?? []).filter((each) => !isTrigger(each))
  const isSaid = reason.trim() !== '' && (takesAlong || node !== null)
  return (
    <Modal opened onClose={close} title={t('move.title', { count })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="sm">
        <Text size="sm">{t('move.hint')}</Text>
        {isBehind && (
          <Checkbox
            label={t('move.newest', { version: newestVersion })}
            checked={takesAlong}
            onChange={(event) => setNewest(event.currentTarget.checked)}
          />
        )}
        <Select
          label={t('move.step')}
          placeholder={takesAlong ? t('common.sameStep') : t('common.chooseStep')}
          searchable
          openOnFocus={false}
          clearable={takesAlong}
          data={steps.map((each) => ({ value: each.id, label: of(nodeTitle(each, types.data?.get(each.type))) }))}
          value={node}
          onChange={setNode}
          data-autofocus
        />
        <Textarea
          label={t('move.reason')}
          description={t('move.reasonHint')}
          required
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button
            disabled={!isSaid}
            onClick={() => move({ kind: 'move', newest: takesAlong, ...(node === null ? {} : { node }), reason: reason.trim() })}
          >
            {t('move.do', { count })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
