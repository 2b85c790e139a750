import { useMemo } from 'react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { useNow } from '../ui/use-now.ts'
import { type DueGroup, groupByDue } from './group-by-due.ts'
import type { InboxView } from './inbox-filters.tsx'
import { useInboxStore } from './inbox-store.ts'
import { useZone } from './preview-names.ts'
import { useBeside, useSuggestionPages } from './suggestion-queries.ts'

interface InboxList {
  readonly groups: readonly (DueGroup | { readonly due: null; readonly items: readonly SuggestionData[] })[]
  /** Every row, from top to bottom. */
  readonly order: readonly SuggestionData[]
  /** How many there are in all, with those that are not loaded yet. */
  readonly total: number
  readonly isPending: boolean
  readonly error: unknown
  readonly again: () => void
  readonly more: { readonly load: () => void; readonly isLoading: boolean } | null
}

/** What the list of the inbox shows now, in its order. Without those on their way out and those that were put out of sight. */
export function useInboxList(view: InboxView): InboxList {
  const { status, mine, workflow, step, kind } = view
  const asked = { status, mine, workflow, node: step, kind }
  const pages = useSuggestionPages(asked)
  const failed = useBeside(asked, 'failed')
  const withdrawn = useBeside(asked, 'withdrawn')
  const { leaving, hidden } = useInboxStore()
  const now = useNow()
  const zone = useZone()

  const rows = useMemo(() => {
    const beside = status === 'open' ? [...(failed.data?.items ?? []), ...(withdrawn.data?.items ?? [])] : []
    const all = [...(pages.data?.pages.flatMap(({ items }) => items) ?? []), ...beside.filter(({ id }) => !hidden.has(id))]
    const isShown = (each: SuggestionData) =>
      !leaving.has(each.id) && (kind === null || each.effects.some((effect) => effect.kind === kind))
    return [...new Map(all.filter(isShown).map((each) => [each.id, each])).values()]
  }, [pages.data, failed.data, withdrawn.data, status, kind, leaving, hidden])
  const groups = useMemo(
    () => (status === 'open' ? groupByDue(rows, now, zone) : rows.length === 0 ? [] : [{ due: null, items: rows }]),
    [rows, status, now, zone],
  )
  const order = useMemo(() => groups.flatMap(({ items }) => [...items]), [groups])
  const left = pages.data?.pages[0]?.total ?? 0
  return {
    groups,
    order,
    total: Math.max(
      0,
      left - [...leaving].filter((id) => pages.data?.pages.some(({ items }) => items.some((each) => each.id === id))).length,
    ),
    isPending: pages.isPending,
    error: pages.error,
    again: () => void pages.refetch(),
    more: pages.hasNextPage ? { load: () => void pages.fetchNextPage(), isLoading: pages.isFetchingNextPage } : null,
  }
}
