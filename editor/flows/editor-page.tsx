import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from 'wouter'
import type { OpenedWorkflow } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'
import { useKnown } from '../api/known.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { focusFlow } from '../canvas/focus-flow.ts'
import { FailureState, LoadingState } from '../ui/states.tsx'
import { whenThere } from '../ui/when-there.ts'
import { Editor } from './editor.tsx'

/** The page where a flow is drawn: it reads everything the editor needs, then hands over to it. */
export default function EditorPage() {
  const { id = '' } = useParams()
  const client = useQueryClient()
  const types = useNodeTypes()
  const known = useKnown()
  // Read once: from then on this tab has the draft, and only its saves tell whether somebody else changed it.
  const opened = useQuery({
    queryKey: ['workflows', id, 'opened'],
    staleTime: 0,
    gcTime: 0,
    queryFn: () => api.get<OpenedWorkflow>(`/api/workflows/${encodeURIComponent(id)}`),
  })
  const error = opened.error ?? types.error
  if (error && !opened.data) {
    return (
      <FailureState
        error={error}
        again={() => {
          void opened.refetch()
          void types.refetch()
        }}
      />
    )
  }
  if (!opened.data || !types.data) return <LoadingState />
  return (
    <Editor
      key={id}
      opened={opened.data}
      types={types.data}
      known={known}
      // The keyboard was in what is gone by then.
      reopen={() => {
        void client
          .resetQueries({ queryKey: ['workflows', id, 'opened'] })
          .then(() => whenThere('[data-canvas], [data-outline-row]', focusFlow))
      }}
    />
  )
}
