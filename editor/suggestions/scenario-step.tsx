import { Checkbox, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './inbox.module.css'

interface Props {
  readonly step: NonNullable<SuggestionData['scenario']>['steps'][number]
  readonly isOut: boolean
  /** Leaves it out or takes it in again; null where that is decided already. */
  readonly turn: (() => void) | null
  /** What it would do. */
  readonly children: ReactNode
}

/** One step of a scenario that leave is asked for: when, what, and a tick that leaves it out. */
export function ScenarioStep({ step, isOut, turn, children }: Props) {
  const { t } = useWords()
  const title = (
    <>
      <When at={step.at} exact /> · <b>{step.name}</b>
    </>
  )
  return (
    <section className={styles['scenarioStep']} aria-label={step.name} data-out={isOut || undefined}>
      {turn ? <Checkbox checked={!isOut} onChange={turn} label={title} /> : <div>{title}</div>}
      {isOut ? (
        <Text c="dimmed" mt={4} ml={turn ? 32 : 0}>
          {t('inbox.scenario.out')}
        </Text>
      ) : (
        children
      )}
    </section>
  )
}
