import { useQuery } from '@tanstack/react-query'
import type { NodeTypeList } from '../../shared/api/settings.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { api } from './client.ts'

/** Every node type by its name, in the order of the palette. Read once for all pages that speak of steps. */
export function useNodeTypes() {
  return useQuery({
    queryKey: ['node-types'],
    staleTime: 60_000,
    queryFn: async (): Promise<NodeTypes> => {
      const { items } = await api.get<NodeTypeList>('/api/node-types')
      return new Map(items.map((type) => [type.type, type]))
    },
  })
}
