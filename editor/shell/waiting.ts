/** How much waits for the signed-in person: suggestions to decide and tasks that are overdue. */
import { useQuery } from '@tanstack/react-query'
import type { RecordList } from '../../shared/api/records.ts'
import type { SuggestionList } from '../../shared/api/suggestions.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { overdueRule, ownersOf } from '../tasks/task-rules.ts'
import { useNow } from '../ui/use-now.ts'

/** Numbers beside the navigation; 0 also while they are not known. */
export interface Waiting {
  readonly suggestions: number
  readonly tasks: number
}

/** Read anew with the live notices, and each hour because tasks become overdue by themselves. */
export function useWaiting(): Waiting {
  const { user } = useSession()
  const now = useNow()
  const suggestions = useQuery({
    queryKey: ['suggestions', 'waiting'],
    queryFn: () => api.get<SuggestionList>('/api/suggestions', { status: 'open', mine: true, limit: 1 }),
  })
  const tasks = useQuery({
    queryKey: ['records', 'task', 'waiting', user.id, now.toISOString().slice(0, 13)],
    queryFn: () => api.get<RecordList>('/api/tasks', { filter: JSON.stringify(overdueRule(ownersOf(user), now)), limit: 1 }),
  })
  return { suggestions: suggestions.data?.total ?? 0, tasks: tasks.data?.total ?? 0 }
}
