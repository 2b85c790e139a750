/** What waits for the people of the team, and moving it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MoveBody, MoveResult, Queue, QueueItem, Team } from '../../shared/api/queue.ts'
import { api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'

/** One line of the team: a colleague, or nobody, and how much waits for them. */
export type TeamLine = Team['people'][number]

/** Stands for nobody in addresses. */
export const nobody = 'nobody'

/** By what a line is found in addresses. */
export const keyOf = ({ person }: TeamLine): string => person?.id ?? nobody

/** How much there is of everything together. */
export const totalOf = ({ suggestions, tasks, letters }: TeamLine, what: 'count' | 'late'): number =>
  suggestions[what] + tasks[what] + letters[what]

/** Since when the oldest of it waits; null when nothing does. */
export const oldestOf = ({ suggestions, tasks, letters }: TeamLine): string | null =>
  [suggestions, tasks, letters].flatMap(({ oldest }) => oldest ?? []).sort()[0] ?? null

/** Everybody's numbers, those with most that is late first. */
export const useTeam = () => useQuery({ queryKey: ['queue', 'team'], queryFn: () => api.get<Team>('/api/team') })

/** Of one person, by id, or `nobody`. */
export const useQueueOf = (of: string | undefined) =>
  useQuery({ queryKey: ['queue', 'of', of], queryFn: () => api.get<Queue>('/api/queue', { of, limit: 100 }), enabled: of !== undefined })

interface Move {
  readonly items: readonly Pick<QueueItem, 'kind' | 'id'>[]
  readonly to: { readonly id: string; readonly name: string }
  /** Who had it: they get it back by undo. Null for nobody, who can get nothing. */
  readonly from: string | null
}

/** Moves work, says how much went where and what stayed, and offers the way back. */
export function useMove() {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const send = (items: Move['items'], to: string) =>
    api.post<MoveResult>('/api/team/moves', { items: items.map(({ kind, id }) => ({ kind, id })), to } satisfies MoveBody)
  const settle = () => client.invalidateQueries({ queryKey: ['queue'] })
  const back = useMutation({
    mutationFn: ({ items, from }: Pick<Move, 'items'> & { readonly from: string }) => send(items, from),
    onError: (error) => toast.failed(problemText(error)),
    onSettled: settle,
  })
  return useMutation({
    mutationFn: ({ items, to }: Move) => send(items, to.id),
    onSuccess: ({ items }, { to, from }) => {
      const moved = items.filter(({ problem }) => problem === null)
      const stayed = items.flatMap(({ problem }) => problem ?? [])
      if (stayed[0]) toast.failed(t('team.stayed', { count: stayed.length, why: stayed[0].message }))
      if (moved.length === 0) return
      const said = t('team.moved', { count: moved.length, name: to.name })
      if (from === null) toast.done(said)
      else toast.undoable(said, t('common.undo'), () => back.mutate({ items: moved, from }))
    },
    onError: (error) => toast.failed(problemText(error)),
    onSettled: settle,
  })
}
