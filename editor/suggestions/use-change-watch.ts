import { useEffect, useRef } from 'react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { markChanged } from './inbox-store.ts'

/** How long what has changed under one's eyes cannot be approved. */
const lookMs = 1500

/** Marks an open suggestion that changes while somebody looks at it; answers whether that was just now. */
export function useChangeWatch(suggestion: SuggestionData | undefined): () => boolean {
  const seen = useRef<{ readonly id: string; readonly hash: string } | null>(null)
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  const [id, hash, status] = [suggestion?.id, suggestion?.hash, suggestion?.status]
  useEffect(() => {
    if (id === undefined || hash === undefined) return
    const before = seen.current
    seen.current = { id, hash }
    if (before?.id === id && before.hash !== hash && status === 'pending') {
      changedAt.current = performance.now()
      markChanged(id, true)
    }
    // Opened anew, it is looked at anew.
    if (before && before.id !== id) markChanged(before.id, false)
  }, [id, hash, status])
  return () => performance.now() - changedAt.current < lookMs
}
