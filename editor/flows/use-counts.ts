/** The numbers on the canvas: how many passed each line in a period, who stands where now, and what people decided. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Counts } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'
import type { Numbers } from '../canvas/use-numbers.ts'
import { edgeId } from '../workflow/graph.ts'
import type { Inside, Overlay, StepState, ViewStore } from '../workflow/store.ts'
import { useTrust } from './use-trust.ts'

/** Lays the numbers over the canvas while they are shown; live notices of runs read them again. */
export function useCounts(id: string, { days, from }: Numbers, isFree: boolean, view: ViewStore): void {
  const shown = days !== null && isFree
  const { data } = useQuery({
    queryKey: ['counts', id, from],
    enabled: shown,
    placeholderData: keepPreviousData,
    queryFn: () => api.get<Counts>(`/api/workflows/${encodeURIComponent(id)}/counts`, { from }),
  })
  const trust = useTrust(id, shown)
  useEffect(() => {
    if (!shown || !data) return
    view.getState().show({ ...overlayOf(data), ...(trust ? { trust } : {}) })
    return () => view.getState().show(null)
  }, [data, trust, shown, view])
}

/** Positions by what they mean to people: waiting, to decide, needing attention. */
function overlayOf({ edges, nodes }: Counts): Overlay {
  const inside = new Map<string, Inside>()
  for (const { node, state, count } of nodes) {
    // A fork stands where its branches stand.
    if (state === 'forked') continue
    const kind = state === 'suggested' ? 'approval' : state === 'parked' ? 'failed' : 'waiting'
    const now = inside.get(node) ?? { waiting: 0, approval: 0, failed: 0 }
    inside.set(node, { ...now, [kind]: now[kind] + count })
  }
  return {
    states: new Map<string, StepState>(),
    taken: null,
    passed: new Map(edges.map(({ node, port, runs, count }) => [edgeId({ from: node, port }), { runs, count }])),
    inside,
  }
}
