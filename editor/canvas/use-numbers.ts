import { useCallback } from 'react'
import { useSearchParams } from 'wouter'
import { useNow } from '../ui/use-now.ts'

/** The periods that can be chosen, in days. */
export const periods = [7, 30, 90] as const

type Period = (typeof periods)[number]

/** What is shown of the numbers. Kept in the address, so that a link shows them, too; `days` is null while they are hidden. */
export interface Numbers {
  readonly days: Period | null
  /** The beginning of the first day of the period. */
  readonly from: string
  readonly show: (days: Period | null) => void
  readonly toggle: () => void
}

/** Reads and writes `?numbers=`. */
export function useNumbers(): Numbers {
  const [params, setParams] = useSearchParams()
  const days = periods.find((each) => String(each) === params.get('numbers')) ?? null
  const show = useCallback(
    (next: Period | null) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          if (next === null) after.delete('numbers')
          else after.set('numbers', String(next))
          return after
        },
        { replace: true },
      ),
    [setParams],
  )
  const day = new Date(useNow().getTime() - (days ?? 0) * 86_400_000).toISOString().slice(0, 10)
  return { days, from: `${day}T00:00:00.000Z`, show, toggle: useCallback(() => show(days === null ? 30 : null), [show, days]) }
}
