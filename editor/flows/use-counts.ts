/** The numbers on the canvas: how many passed each line in the last thirty days, and who stands where now. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Counts } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'
import { useNow } from '../ui/use-now.ts'
import { edgeId } from '../workflow/graph.ts'
import type { Inside, Overlay, StepState, ViewStore } from '../workflow/store.ts'

const days = 30

/** Lays the numbers over the canvas while they are shown; live notices of runs read them again. */
export function useCounts(id: string, shown: boolean, view: ViewStore): void {
  const from = new Date(useNow().getTime() - days * 86_400_000).toISOString().slice(0, 10)
  const { data } = useQuery({
    queryKey: ['workflows', id, 'counts', from],
    enabled: shown,
    placeholderData: keepPreviousData,
    queryFn: () => api.get<Counts>(`/api/workflows/${encodeURIComponent(id)}/counts`, { from: `${from}T00:00:00.000Z` }),
  })
  useEffect(() => {
    if (!shown || !data) return
    view.getState().show(overlayOf(data))
    return () => view.getState().show(null)
  }, [data, shown, view])
}

/** Positions by what they mean to people: waiting, to decide, needing attention. */
function overlayOf({ edges, nodes }: Counts): Overlay {
  const inside = new Map<string, Inside>()
  for (const { node, state, count } of nodes) {
    const kind = state === 'suggested' ? 'approval' : state === 'parked' ? 'failed' : 'waiting'
    const now = inside.get(node) ?? { waiting: 0, approval: 0, failed: 0 }
    inside.set(node, { ...now, [kind]: now[kind] + count })
  }
  return {
    states: new Map<string, StepState>(),
    taken: null,
    passed: new Map(edges.map(({ node, port, count }) => [edgeId({ from: node, port }), count])),
    inside,
  }
}
