import { useMemo } from 'react'
import type { Known } from '../../shared/known.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { useWords } from '../words/use-words.ts'
import type { Sides } from './difference-rows.ts'

/** Two drawings with what is known around them, each to be said in the reader's language. */
export function useSides(before: Workflow, after: Workflow, types: NodeTypes, known: Known): Sides {
  const { language } = useWords()
  return useMemo(
    () => ({ before: { workflow: before, types, known, language }, after: { workflow: after, types, known, language } }),
    [before, after, types, known, language],
  )
}
