import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { RunEdit, RunEditResults } from '../../shared/api/runs.ts'
import type { JsonObject } from '../../shared/json.ts'
import { api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'

/** What can become of one branch. */
export type PositionChange =
  | { readonly dueAt: string }
  | { readonly skip: true }
  | { readonly retry: true }
  | { readonly to: { readonly node: string; readonly from: string; readonly reason: string } }

/** One branch of a run, and the step where it is seen standing. */
export interface Standing {
  readonly run: string
  readonly position: string
  readonly node: string
}

/**
 * What can be changed of a run in flight. Everything is recorded with who did it. Refusals are told in a toast; runs
 * and flows are read again in either case.
 */
export function useRunEdits() {
  const client = useQueryClient()
  const describe = useProblemText()
  const options = {
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['runs'] }), client.invalidateQueries({ queryKey: ['workflows'] })]),
    onError: (error: unknown) => void toast.failed(describe(error)),
  }
  const path = (run: string) => `/api/runs/${encodeURIComponent(run)}`
  const letter = (id: string) => `/api/deliveries/${encodeURIComponent(id)}`
  return {
    pause: useMutation({
      mutationFn: ({ run, paused }: { run: string; paused: boolean }) => api.put(`${path(run)}/pause`, { paused }),
      ...options,
    }),
    stop: useMutation({ mutationFn: (run: string) => api.put(`${path(run)}/cancellation`), ...options }),
    move: useMutation({
      mutationFn: ({ run, position, change }: { run: string; position: string; change: PositionChange }) =>
        api.patch(`${path(run)}/positions/${encodeURIComponent(position)}`, change),
      ...options,
    }),
    /** The same for many; the answer says for each whether it was done. */
    many: useMutation({
      mutationFn: (body: { runs: readonly Standing[]; edit: RunEdit }) => api.post<RunEditResults>('/api/runs/edits', body),
      ...options,
    }),
    /** Changes a step for one run alone; null takes that back. What is wrong with the parameters is the caller's to show. */
    override: useMutation({
      mutationFn: ({ run, node, params }: { run: string; node: string; params: JsonObject | null }) => {
        const address = `${path(run)}/overrides/${encodeURIComponent(node)}`
        return params === null ? api.delete(address) : api.put(address, { params })
      },
      onSettled: options.onSettled,
    }),
    postpone: useMutation({
      mutationFn: ({ id, dueAt }: { id: string; dueAt: string }) => api.patch(letter(id), { dueAt }),
      ...options,
    }),
    cancelLetter: useMutation({ mutationFn: (id: string) => api.put(`${letter(id)}/cancellation`), ...options }),
  }
}
