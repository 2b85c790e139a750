import { SegmentedControl } from '@mantine/core'
import { useWords } from '../words/use-words.ts'
import { DealBoard } from './deal-board.tsx'
import { RecordList } from './list-page.tsx'
import { usePipeline } from './use-pipeline.ts'

/** Deals as a board by stage, or as a table. */
export default function DealsPage() {
  const { t } = useWords()
  const { pipeline, stages } = usePipeline()
  return (
    <RecordList
      name="deal"
      given={{ pipeline: pipeline || null, stage: stages[0]?.id ?? null }}
      views={(state) => ({
        buttons: (
          <SegmentedControl
            size="xs"
            aria-label={t('nav.deals')}
            value={state.view === 'table' ? 'table' : 'board'}
            onChange={(view) => state.set({ view: view === 'table' ? 'table' : '' })}
            data={[
              { value: 'board', label: t('list.board') },
              { value: 'table', label: t('list.table') },
            ]}
          />
        ),
        shown: state.view === 'table' ? null : <DealBoard filter={state.filter} search={state.search} />,
      })}
    />
  )
}
