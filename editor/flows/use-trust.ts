/** What people made of the suggestions of each step; whoever draws the flow may see it. */
import { useQuery } from '@tanstack/react-query'
import type { Trust } from '../../shared/api/trust.ts'
import { api } from '../api/client.ts'

/** One step's decisions, with what was written on declining. */
export type StepDecisions = Trust['steps'][number]

/** By step; live notices of runs read it again. Nothing while `enabled` is not so. */
export function useTrust(flow: string, enabled: boolean): ReadonlyMap<string, StepDecisions> | undefined {
  return useQuery({
    queryKey: ['workflows', flow, 'trust'],
    enabled,
    queryFn: () => api.get<Trust>(`/api/workflows/${encodeURIComponent(flow)}/trust`),
    select: byStep,
  }).data
}

const byStep = ({ steps }: Trust) => new Map(steps.map((step) => [step.node, step]))
