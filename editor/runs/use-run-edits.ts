import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'

type PositionChange = { readonly dueAt: string } | { readonly skip: true } | { readonly retry: true }

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
  }
}
