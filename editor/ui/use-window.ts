/** Draws only the rows that are in sight. Rows all have the same height, so the arithmetic is short. */
import { type RefObject, startTransition, useEffect, useState } from 'react'

interface RowWindow {
  readonly first: number
  /** One past the last. */
  readonly end: number
  /** Pixels above and below that stand for the rows that are not drawn. */
  readonly above: number
  readonly below: number
}

/** Rows come and go by so many at once: most of scrolling then draws nothing at all. As many are drawn beyond the edges, so that no gaps show. */
const batch = 8

/** All lengths in pixels. Some rows more than are in sight, at both ends; `end` is not among them. */
export function windowOf(scrolled: number, height: number, rowHeight: number, count: number): RowWindow {
  const top = Math.floor(scrolled / rowHeight / batch) * batch
  const bottom = Math.ceil((scrolled + height) / rowHeight / batch) * batch
  const first = Math.min(Math.max(0, top - batch), Math.max(0, count - 1))
  const end = Math.min(count, bottom + batch)
  return { first, end, above: first * rowHeight, below: Math.max(0, count - end) * rowHeight }
}

/** The window of a scrolling box. The component draws anew only when other rows come into it. */
export function useWindow(box: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowWindow {
  const [place, setPlace] = useState({ scrolled: 0, height: 800 })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const shows = ({ scrolled, height }: typeof place) => windowOf(scrolled, height, rowHeight, Number.MAX_SAFE_INTEGER)
    let frame = 0
    const look = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        const now = { scrolled: element.scrollTop, height: element.clientHeight }
        // Rows that are still out of sight may be drawn over several frames.
        startTransition(() =>
          setPlace((before) => {
            const [one, other] = [shows(before), shows(now)]
            return one.first === other.first && one.end === other.end ? before : now
          }),
        )
      })
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
  }, [box, rowHeight])
  return windowOf(place.scrolled, place.height, rowHeight, count)
}
