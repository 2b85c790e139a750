/** What people who decide say is wrong with the steps of a flow; whoever draws it may see it. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { FeedbackList } from '../../shared/api/feedback.ts'
import { api } from '../api/client.ts'
import type { ViewStore } from '../workflow/store.ts'

/** One line of it. */
export type Feedback = FeedbackList['items'][number]

/** Open feedback by step; live notices read it again. Nothing while `enabled` is not so. */
export function useFeedback(flow: string, enabled: boolean): ReadonlyMap<string, readonly Feedback[]> | undefined {
  return useQuery({
    queryKey: ['records', 'feedback', flow],
    enabled,
    queryFn: () => api.get<FeedbackList>(`/api/workflows/${encodeURIComponent(flow)}/feedback`),
    select: byStep,
  }).data
}

/** Marks the cards of the steps that have any. */
export function useFeedbackMarks(flow: string, view: ViewStore): void {
  const feedback = useFeedback(flow, true)
  useEffect(() => {
    view.getState().setFeedback(new Map([...(feedback ?? [])].map(([step, { length }]) => [step, length])))
  }, [feedback, view])
}

function byStep({ items }: FeedbackList): ReadonlyMap<string, readonly Feedback[]> {
  const sorted = new Map<string, Feedback[]>()
  for (const one of items) sorted.set(one.node, [...(sorted.get(one.node) ?? []), one])
  return sorted
}
