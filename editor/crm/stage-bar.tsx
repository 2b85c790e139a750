import { Select } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type RecordData, useEntity, useRecords } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'
import styles from './record-page.module.css'
import { useMove } from './use-move.tsx'

/**
 * The stages of the pipeline a deal is in; pressing one moves the deal there, another pipeline begins at its first.
 * Nothing for a deal in no pipeline.
 */
export function StageBar({ deal }: { readonly deal: RecordData }) {
  const { t } = useWords()
  const { mayWrite } = useEntity('deal')
  const move = useMove()
  const pipeline = String(deal['pipeline'] ?? '')
  const pipelines = useRecords('pipeline', { sort: 'name' })
  const all = useRecords('stage', { sort: 'position' }, 200)
  const items = all.data?.items.filter((stage) => stage['pipeline'] === pipeline) ?? []
  if (items.length === 0) return null
  const here = items.findIndex(({ id }) => id === deal['stage'])
  const isOpen = items[here]?.['kind'] === 'open'
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own
    <div role="group" className={styles['stages']} aria-label={t('deals.stage')}>
      {(pipelines.data?.items.length ?? 0) > 1 && (
        <Select
          w={160}
          aria-label={t('deals.pipeline')}
          allowDeselect={false}
          disabled={!mayWrite}
          value={pipeline}
          onChange={(next) => {
            const first = all.data?.items.find((stage) => stage['pipeline'] === next)
            if (first && next !== pipeline) move.to(deal, first)
          }}
          data={pipelines.data?.items.map(({ id, name }) => ({ value: id, label: String(name) })) ?? []}
        />
      )}
      {items.map((stage, at) => (
        <button
          key={stage.id}
          type="button"
          data-kind={String(stage['kind'])}
          data-passed={(isOpen && at < here) || undefined}
          aria-current={at === here ? 'step' : undefined}
          disabled={!mayWrite || at === here}
          onClick={() => move.to(deal, stage)}
        >
          {isOpen && at < here && <IconCheck size={14} aria-hidden />}
          {String(stage['name'])}
        </button>
      ))}
      {move.dialog}
    </div>
  )
}
