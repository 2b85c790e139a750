/** Reading suggestions. Every key begins with `suggestions`, so live notices make it read again. */
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Previewed, SuggestionData, SuggestionList } from '../../shared/api/suggestions.ts'
import { api } from '../api/client.ts'
import { type Corrections, corrected } from './corrections.ts'

/** As the API takes them in `status`. */
export const inboxStatuses = ['open', 'later', 'decided', 'failed', 'withdrawn'] as const

export type InboxStatus = (typeof inboxStatuses)[number]

interface Asked {
  readonly status: InboxStatus
  readonly mine: boolean
  readonly workflow: string | null
  readonly kind: string | null
  readonly node: string | null
}

const perPage = 100
/** How many of those that nobody needs to decide any more are shown below the others. */
const besides = 20

/** The pages before stay in sight while others are read. */
export function useSuggestionPages(asked: Asked) {
  return useInfiniteQuery({
    queryKey: ['suggestions', 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      api.get<SuggestionList>('/api/suggestions', { ...asked, limit: perPage, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
}

/** What stands beside the open ones: approvals that did not work out, and what was taken back. */
export function useBeside(asked: Asked, status: 'failed' | 'withdrawn') {
  const query = { ...asked, status, limit: besides }
  return useQuery({
    queryKey: ['suggestions', 'beside', query],
    queryFn: ({ signal }) => api.get<SuggestionList>('/api/suggestions', query, signal),
    enabled: asked.status === 'open',
  })
}

const oneKey = (id: string) => ['suggestions', 'one', id] as const

/** One suggestion, checked again by the server when it is opened; until then as the list knows it. */
export function useSuggestion(id: string | undefined, fromList: SuggestionData | undefined) {
  return useQuery({
    queryKey: oneKey(id ?? ''),
    queryFn: ({ signal }) => api.get<SuggestionData>(`/api/suggestions/${id}`, {}, signal),
    enabled: id !== undefined,
    staleTime: 0,
    ...(fromList ? { placeholderData: fromList } : {}),
  })
}

/** Reads one anew, whatever is cached. */
export function useSuggestionReader(): (id: string) => Promise<SuggestionData> {
  const client = useQueryClient()
  return (id) => client.fetchQuery({ queryKey: oneKey(id), queryFn: () => api.get<SuggestionData>(`/api/suggestions/${id}`), staleTime: 0 })
}

/** What was answered to a decision is the newest there is. */
export function useSuggestionKeeper(): (suggestion: SuggestionData) => void {
  const client = useQueryClient()
  return (suggestion) => client.setQueryData(oneKey(suggestion.id), suggestion)
}

interface Corrected {
  /** As the operator sees them now; letters as the server made them anew. */
  readonly effects: SuggestionData['effects']
  readonly warnings: SuggestionData['warnings']
  /** The latest corrections are not in the letter yet. */
  readonly isRefreshing: boolean
  readonly error: unknown
}

const typingMs = 300

/** The suggestion with corrections in it. Letters are made by the server, by the same renderer that sends them. */
export function useCorrected(suggestion: SuggestionData, corrections: Corrections): Corrected {
  const edited = useMemo(() => corrected(suggestion.effects, corrections), [suggestion.effects, corrections])
  const isEdited = edited !== suggestion.effects
  const [asked] = useDebouncedValue(edited, typingMs)
  const made = useQuery({
    queryKey: ['preview', suggestion.id, suggestion.hash, asked],
    queryFn: () => api.post<Previewed>(`/api/suggestions/${suggestion.id}/preview`, { effects: asked }),
    enabled: isEdited && asked !== suggestion.effects,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (!isEdited) return { effects: suggestion.effects, warnings: suggestion.warnings, isRefreshing: false, error: null }
  const effects = edited.map((effect, at) => {
    const fresh = made.data?.effects[at]
    return effect.kind === 'send-email' && fresh?.kind === 'send-email' ? fresh : effect
  })
  return {
    effects,
    warnings: made.data?.warnings ?? suggestion.warnings,
    isRefreshing: made.error === null && (asked !== edited || made.isFetching),
    error: made.error,
  }
}
