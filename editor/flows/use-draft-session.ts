/** One opened draft in this tab: its stores, its autosave, and what an earlier visit could not save. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { OpenedWorkflow, Saved } from '../../shared/api/workflows.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { ApiProblem, api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { type Autosave, autosave, forgetKept, keptDraft, type SaveAnswer, type SaveState } from '../workflow/autosave.ts'
import { createDraftStore, createViewStore, type DraftStore, type ViewStore } from '../workflow/store.ts'

/** `forget` throws away what this browser keeps of it. */
export interface DraftSession {
  readonly draft: DraftStore
  readonly view: ViewStore
  readonly saving: SaveState
  /** Saves what is not saved yet; false when it could not be. */
  readonly flush: () => Promise<boolean>
  readonly revision: () => number
  /** What this tab has and the server has not, after a conflict. */
  readonly mine: () => Workflow
  readonly forget: () => void
}

/** Begins with what an earlier visit could not save; if the server has another revision by now, as a conflict. */
export function useDraftSession(opened: OpenedWorkflow): DraftSession {
  const client = useQueryClient()
  const [start] = useState(() => restored(opened))
  const [draft] = useState(() => createDraftStore(start.draft))
  const [view] = useState(createViewStore)
  const [saving, setSaving] = useState<SaveState>(start.state)
  const describe = useRef(useProblemText())
  describe.current = useProblemText()
  const saver = useRef<Autosave | null>(null)

  useEffect(() => {
    if (start.state.kind === 'conflict') return
    const current = autosave({
      id: opened.id,
      revision: start.revision,
      send: (workflow, revision) => send(opened.id, workflow, revision, describe.current),
      // The same state said again draws nothing anew.
      say: (state) => setSaving((before) => (before.kind === state.kind && state.kind !== 'error' ? before : state)),
      storage: localStorage,
      later: (run, ms) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    })
    saver.current = current
    if (start.unsaved) current.changed(start.draft)
    let last = draft.getState().history.present
    const unsubscribe = draft.subscribe(({ history }) => {
      if (history.present === last) return
      last = history.present
      current.changed(last)
    })
    const leave = () => {
      current.keep()
      void current.flush()
    }
    const connected = () => void current.flush()
    window.addEventListener('pagehide', leave)
    window.addEventListener('online', connected)
    return () => {
      unsubscribe()
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('online', connected)
      leave()
      current.stop()
      void client.invalidateQueries({ queryKey: ['workflows'] })
    }
    // The revision is the saver's own from here on: reading the flow again must not set it back while a save is under way.
  }, [opened.id, draft, start, client])

  return useMemo(
    () => ({
      draft,
      view,
      saving,
      flush: async () => (await saver.current?.flush()) ?? false,
      revision: () => saver.current?.revision() ?? start.revision,
      mine: () => draft.getState().history.present,
      forget: () => (saver.current ? saver.current.forget() : forgetKept(opened.id, localStorage)),
    }),
    [draft, view, saving, start, opened.id],
  )
}

interface Start {
  readonly draft: Workflow
  readonly revision: number
  readonly unsaved: boolean
  readonly state: SaveState
}

/** What is kept from an earlier visit goes on where the server still has the same revision; else a person has to choose. */
function restored(opened: OpenedWorkflow): Start {
  const { revision } = opened
  const kept = keptDraft(opened.id, localStorage)
  if (!kept || JSON.stringify(kept.draft) === JSON.stringify(opened.draft)) {
    return { draft: opened.draft, revision, unsaved: false, state: { kind: 'saved' } }
  }
  if (kept.revision === opened.revision) return { draft: kept.draft, revision, unsaved: true, state: { kind: 'saving' } }
  return { draft: kept.draft, revision, unsaved: true, state: { kind: 'conflict', by: opened.updatedBy, at: opened.updatedAt } }
}

async function send(id: string, draft: Workflow, revision: number, describe: (error: unknown) => string): Promise<SaveAnswer> {
  try {
    const saved = await api.put<Saved>(`/api/workflows/${encodeURIComponent(id)}`, { revision, draft })
    return { kind: 'saved', revision: saved.revision }
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 409) {
      const text = (name: string) => (typeof error.with[name] === 'string' ? error.with[name] : null)
      return { kind: 'stale', by: text('user'), at: text('at') }
    }
    return { kind: 'failed', message: describe(error) }
  }
}
