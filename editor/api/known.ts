/** The names of things people made here (forms, stages, people …), by the keys that workflow files use. */
import { useQuery } from '@tanstack/react-query'
import { type Known, nothingKnown } from '../../shared/known.ts'
import { api } from './client.ts'

/** Until the server has answered nothing is known, so nothing counts as missing. */
export function useKnown(): Known {
  const known = useQuery({ queryKey: ['known'], queryFn: () => api.get<Known>('/api/known'), staleTime: 60_000 })
  return known.data ?? nothingKnown
}
