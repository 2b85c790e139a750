/** The workflow for what is worked out from the whole of it: sentences, problems, changes. Typing never waits for that. */
import { useDebouncedValue } from '@mantine/hooks'
import { useDeferredValue } from 'react'
import type { Workflow } from '../../shared/workflow.ts'

const large = 200
/** A large flow is worked out when the fingers rest, well before anybody notices. */
const restMs = 250

/** A large flow comes a quarter of a second after the last change, a small one when the browser has time. */
export function useSettled(workflow: Workflow): Workflow {
  const soon = useDeferredValue(workflow)
  const [rested] = useDebouncedValue(workflow, restMs)
  return workflow.nodes.length > large ? rested : soon
}
