/** What is selected to be approved together, and what can be done with it. */
import { Button } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { useWords } from '../words/use-words.ts'
import styles from './inbox.module.css'

/** What has left the list is no longer selected. */
export function useSelection(order: readonly SuggestionData[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const chosen = useMemo(() => order.filter(({ id, status }) => ids.has(id) && status === 'pending'), [order, ids])
  return {
    ids,
    chosen,
    /** Only what one step suggests can be approved together. */
    isOneStep: new Set(chosen.map(stepOf)).size === 1,
    toggle: useCallback(
      (id: string) => setIds((before) => new Set(before.has(id) ? [...before].filter((each) => each !== id) : [...before, id])),
      [],
    ),
    add: (more: readonly string[]) => setIds((before) => new Set([...before, ...more])),
    drop: (gone: readonly string[]) => setIds((before) => new Set([...before].filter((id) => !gone.includes(id)))),
    clear: () => setIds(new Set()),
  }
}

const stepOf = ({ workflow, node }: SuggestionData) => `${workflow.id} ${node.id}`

/** What `useSelection` gives: those that are chosen, and how to choose. */
export type Selection = ReturnType<typeof useSelection>

interface BulkBarProps {
  readonly order: readonly SuggestionData[]
  readonly selection: Selection
  readonly approve: () => void
}

/** Only suggestions of one step can be approved together; of several steps it says so. */
export function BulkBar({ order, selection, approve }: BulkBarProps) {
  const { t } = useWords()
  const steps = new Set(selection.chosen.map(stepOf))
  const ofStep = order.filter((each) => each.status === 'pending' && steps.has(stepOf(each)))
  const { isOneStep } = selection
  return (
    <div className={styles['bulk']}>
      <span>{t('inbox.selected', { count: selection.chosen.length })}</span>
      {isOneStep ? (
        <Button size="compact-sm" h={28} onClick={approve}>
          {t('inbox.bulk.approve', { count: selection.chosen.length })}
        </Button>
      ) : (
        <span style={{ color: 'var(--t-warning)' }}>{t('inbox.bulk.oneStep')}</span>
      )}
      {isOneStep && ofStep.length > selection.chosen.length && (
        <Button size="compact-sm" h={28} variant="default" onClick={() => selection.add(ofStep.map(({ id }) => id))}>
          {t('inbox.selectStep', { count: ofStep.length })}
        </Button>
      )}
      <Button size="compact-sm" h={28} variant="default" onClick={selection.clear}>
        {t('inbox.selectNone')}
      </Button>
    </div>
  )
}
