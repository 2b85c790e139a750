import { Text } from '@mantine/core'
import { compareFlows, nameOfChange } from '../../shared/compare-flows.ts'
import type { Known } from '../../shared/known.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { useWords } from '../words/use-words.ts'
import { ChangeDetail, ChangeSign, changeTitle } from './change-item.tsx'
import { useSides } from './use-sides.ts'
import './compare.css'

interface Props {
  readonly before: Workflow
  readonly after: Workflow
  readonly types: NodeTypes
  readonly known: Known
}

/** The differences of two drawings in words, with a sign and a colour each. Says so when there are none. */
export function ChangeList({ before, after, types, known }: Props) {
  const words = useWords()
  const sides = useSides(before, after, types, known)
  const changes = compareFlows(before, after)
  if (changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.t('changes.none')}
      </Text>
    )
  }
  return (
    <ul className="change-list">
      {changes.map((change) => (
        <li key={nameOfChange(change)} data-change={change.kind}>
          <ChangeSign change={change} />
          <div className="change-list__text">
            {changeTitle(change, sides, words)}
            <ChangeDetail change={change} sides={sides} />
          </div>
        </li>
      ))}
    </ul>
  )
}
