/** Which suggestion is open (its id is in the address), and where the focus goes when another one is. */
import { useCallback, useEffect, useRef } from 'react'
import { useLocation, useParams, useSearch } from 'wouter'
import type { SuggestionData } from '../../shared/api/suggestions.ts'

type Focus = 'row' | 'view'

const rowOf = (id: string | undefined): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-suggestion-id="${CSS.escape(id ?? '')}"] a`)

/** What `usePlace` gives. */
export type Place = ReturnType<typeof usePlace>

/** On a wide screen the first one is open when the address names none; `onlyPending` passes over what is decided. */
export function usePlace(order: readonly SuggestionData[], isWide: boolean, onlyPending: boolean) {
  const { id } = useParams<{ id?: string }>()
  const search = useSearch()
  const [, navigate] = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  const emptiness = useRef<HTMLDivElement>(null)
  const wanted = useRef<{ readonly to: string | null; readonly on: Focus } | null>(null)
  // What was offered a while ago, such as taking an approval back, goes by where one is by then.
  const here = useRef(id)
  here.current = id
  const first = order.find(({ status }) => status === 'pending' || !onlyPending)
  const active = id ?? (isWide ? first?.id : undefined)
  const opens = isWide && id === undefined ? first?.id : undefined
  // What is decided leaves the list; its neighbour is found by where it was.
  const lastIndex = useRef(0)
  const index = order.findIndex((each) => each.id === active)
  if (index >= 0) lastIndex.current = index

  const addressOf = useCallback((to: string | null) => `/inbox${to === null ? '' : `/${to}`}${search === '' ? '' : `?${search}`}`, [search])
  const focus = useCallback(
    (on: Focus) => {
      const row = rowOf(active)
      const target = (on === 'row' ? row : null) ?? heading.current ?? emptiness.current
      target?.focus({ preventScroll: true })
      row?.scrollIntoView({ block: 'nearest' })
      return target !== null
    },
    [active],
  )
  // The first one is opened by its address, so that a newer one does not take its place under one's eyes.
  useEffect(() => {
    if (opens === undefined) return
    if (wanted.current?.to === null) wanted.current = { to: opens, on: wanted.current.on }
    navigate(addressOf(opens), { replace: true })
  }, [opens, navigate, addressOf])
  // Whoever comes by a link sees in the list where they are.
  const isListed = index >= 0
  useEffect(() => {
    if (isListed) rowOf(active)?.scrollIntoView({ block: 'nearest' })
  }, [active, isListed])
  // Runs after every render until what is to have the focus has been drawn.
  useEffect(() => {
    if (wanted.current?.to === (id ?? null) && focus(wanted.current.on)) wanted.current = null
  })
  const go = (to: string | null, on: Focus) => {
    wanted.current = { to, on }
    if (to !== (here.current ?? null)) navigate(addressOf(to), { replace: here.current !== undefined })
    else if (focus(on)) wanted.current = null
  }
  const step = (by: 1 | -1): string | undefined => {
    const at = index >= 0 ? index + by : by > 0 ? lastIndex.current : lastIndex.current - 1
    return order[Math.min(Math.max(at, 0), order.length - 1)]?.id
  }
  return {
    active,
    heading,
    emptiness,
    addressOf,
    go,
    step,
    move: (by: 1 | -1) => {
      const to = step(by)
      if (to !== undefined) go(to, 'row')
    },
    /** To the neighbour of one that leaves the list; to the emptiness after the last. */
    moveOn: (leaving: string) => {
      if (leaving !== active) return
      const at = order.findIndex((each) => each.id === leaving)
      const others = [...order.slice(at + 1), ...order.slice(0, Math.max(at, 0)).reverse()]
      const next = others.find(({ status }) => status === 'pending' || !onlyPending)
      go(next?.id ?? null, 'row')
    },
    focusView: () => void focus('view'),
    /** After a dialog: on the open one's row, or whatever stands there now. */
    land: () => {
      wanted.current = { to: id ?? null, on: 'row' }
    },
    toList: () => {
      if (isWide) focus('row')
      else navigate(addressOf(null))
    },
  }
}
