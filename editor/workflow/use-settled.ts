/** The workflow for what is worked out from the whole of it: sentences, problems, changes. Typing never waits for that. */
import { startTransition, useEffect, useState } from 'react'
import type { Workflow } from '../../shared/workflow.ts'
import type { DraftStore } from './store.ts'

const large = 200
/** A large flow is worked out when the fingers rest, well before anybody notices. */
const restMs = 250

/**
 * A large flow comes a quarter of a second after the last change, a small one when the browser has time. Until then nothing
 * that reads it is drawn anew.
 */
export function useSettled(draft: DraftStore): Workflow {
  const [settled, setSettled] = useState(() => draft.getState().history.present)
  useEffect(() => {
    let resting: ReturnType<typeof setTimeout> | undefined
    const settle = () => startTransition(() => setSettled(draft.getState().history.present))
    settle()
    const stop = draft.subscribe(({ history: { present } }, before) => {
      if (present === before.history.present) return
      clearTimeout(resting)
      if (present.nodes.length > large) resting = setTimeout(settle, restMs)
      else settle()
    })
    return () => {
      clearTimeout(resting)
      stop()
    }
  }, [draft])
  return settled
}
