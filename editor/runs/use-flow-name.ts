/** The name of a flow for the heads of its pages, from the list if that is read already. */
import { useQuery } from '@tanstack/react-query'
import type { OpenedWorkflow } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'

/** Empty until it is known. */
export function useFlowName(id: string): string {
  const { data } = useQuery({
    queryKey: ['workflows', id, 'head'],
    staleTime: 60_000,
    queryFn: () => api.get<OpenedWorkflow>(`/api/workflows/${encodeURIComponent(id)}`),
  })
  return data?.draft.name ?? ''
}
