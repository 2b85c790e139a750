/** Draws only the rows that are in sight. Rows all have the same height, so the arithmetic is short. */
import { type RefObject, useEffect, useState } from 'react'

interface RowWindow {
  readonly first: number
  /** One past the last. */
  readonly end: number
  /** Pixels above and below that stand for the rows that are not drawn. */
  readonly above: number
  readonly below: number
}

/** Rows drawn beyond the edges, so that scrolling shows no gaps. */
const spare = 8

export function windowOf(scrolled: number, height: number, rowHeight: number, count: number): RowWindow {
  const first = Math.min(Math.max(0, Math.floor(scrolled / rowHeight) - spare), Math.max(0, count - 1))
  const end = Math.min(count, Math.ceil((scrolled + height) / rowHeight) + spare)
  return { first, end, above: first * rowHeight, below: Math.max(0, count - end) * rowHeight }
}

/** The window of a scrolling box. */
export function useWindow(box: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowWindow {
  const [place, setPlace] = useState({ scrolled: 0, height: 800 })
  useEffect(() => {
    const element = box.current
    if (!element) return
    let frame = 0
    const look = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => setPlace({ scrolled: element.scrollTop, height: element.clientHeight }))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      cancelAnimationFrame(frame)
      element.removeEventListener('scroll', look)
      sizes.disconnect()
    }
  }, [box])
  return windowOf(place.scrolled, place.height, rowHeight, count)
}
