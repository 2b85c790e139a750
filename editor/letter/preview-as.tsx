import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconMountain } from '@tabler/icons-react'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useRecords } from '../api/records.ts'
import { useChosenSample, useSample } from '../params/sample.ts'
import { SamplePicker } from '../params/sample-picker.tsx'
import { useHardestCase } from '../runs/use-hardest-case.ts'
import { useWords } from '../words/use-words.ts'
import { useWorkflow } from '../workflow/scene.ts'

/** For whom the letter is shown: anybody, the next one, or whoever leaves most of its values empty. */
export function PreviewAs({ node }: { readonly node: WorkflowNode }) {
  const { t } = useWords()
  const { entity, id } = useSample()
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
    <div>
      <Group gap={6} align="flex-end">
        <div style={{ flex: '1 1 260px', minWidth: 0 }}>
          <SamplePicker />
        </div>
        <Tooltip label={t('composer.previous')}>
          <ActionIcon size={30} color="gray" aria-label={t('composer.previous')} disabled={ids.length < 2} onClick={() => go(-1)}>
            <IconChevronLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('composer.next')}>
          <ActionIcon size={30} color="gray" aria-label={t('composer.next')} disabled={ids.length < 2} onClick={() => go(1)}>
            <IconChevronRight size={20} />
          </ActionIcon>
        </Tooltip>
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
      </Group>
      {hardest.data && hardest.data.id === id && hardest.data.empty.length > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('trial.hardestEmpty', { fields: hardest.data.emptyTitles.join(', ') })}
        </Text>
      )}
    </div>
  )
}
