import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconMountain } from '@tabler/icons-react'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useRecords } from '../api/records.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { useHardestCase } from '../runs/use-hardest-case.ts'
import { useWords } from '../words/use-words.ts'
import { useWorkflow } from '../workflow/scene.ts'
import { useChosenSample, useSample } from './sample.ts'

/**
 * For whom the values of a step are shown: anybody, the next one, or whoever leaves most of them empty. Nothing for a
 * flow without a subject.
 */
export function PreviewAs({ node }: { readonly node: WorkflowNode }) {
  const { t } = useWords()
  const { entity, id, title } = useSample()
  const choose = useChosenSample((each) => each.choose)
  const workflow = useWorkflow((each) => each)
  const latest = useRecords(entity ?? 'contact', { sort: '-createdAt' }, 50, entity !== null)
  const hardest = useHardestCase(entity ?? 'contact', () => ({ ...workflow, nodes: [node] }))
  if (entity === null) return null
  const ids = (latest.data?.items ?? []).map((record) => record.id)
  const go = (by: 1 | -1) => {
    const at = id === null ? -1 : ids.indexOf(id)
    const next = ids[(at + by + ids.length) % ids.length]
    if (next !== undefined) choose(entity, next)
  }
  return (
    <section aria-label={t('picker.as')} className="preview-as">
      <Group gap={6} wrap="nowrap" flex="1 1 280px">
        <Text size="xs" c="dimmed" flex="none">
          {t('picker.as')}
        </Text>
        <RecordPicker
          size="xs"
          flex={1}
          aria-label={t('picker.as')}
          entity={entity}
          value={id}
          shownTitle={title === '' ? undefined : title}
          clearable={false}
          placeholder={t('pick.choose')}
          onChange={(next) => choose(entity, next)}
        />
        <Arrow name={t('picker.previous')} Icon={IconChevronLeft} disabled={ids.length < 2} go={() => go(-1)} />
        <Arrow name={t('picker.next')} Icon={IconChevronRight} disabled={ids.length < 2} go={() => go(1)} />
      </Group>
      <Button
        size="compact-sm"
        variant="default"
        flex="none"
        h={30}
        leftSection={<IconMountain size={16} />}
        loading={hardest.isPending}
        onClick={() => hardest.mutate(undefined, { onSuccess: (found) => found && choose(entity, found.id) })}
      >
        {t('trial.hardest')}
      </Button>
      {hardest.data && hardest.data.id === id && hardest.data.empty.length > 0 && (
        <Text size="xs" c="dimmed" w="100%">
          {t('trial.hardestEmpty', { fields: hardest.data.emptyTitles.join(', ') })}
        </Text>
      )}
    </section>
  )
}

interface ArrowProps {
  readonly name: string
  readonly Icon: typeof IconChevronLeft
  readonly disabled: boolean
  readonly go: () => void
}

const Arrow = ({ name, Icon, disabled, go }: ArrowProps) => (
  <Tooltip label={name}>
    <ActionIcon size={30} color="gray" aria-label={name} disabled={disabled} onClick={go}>
      <Icon size={20} />
    </ActionIcon>
  </Tooltip>
)
