/** Drawing a row aside with a finger does something with it. */
import { type MouseEvent, type PointerEvent, useRef, useState } from 'react'

/** Where a finger draws it: to the right or to the left. */
export type Side = 'right' | 'left'

/** So far it has to be drawn, in pixels; let go before, it goes back. */
const far = 96
/** Less than this is a tap, or the beginning of scrolling. */
const near = 12

/**
 * What a row needs to be drawn aside: its handlers, how far it is drawn (pixels, left is negative), and to which side it
 * would go if it were let go now. Only fingers draw; `act` is called once when one lets go far enough. Without `act` nothing
 * happens. The row needs `touch-action: pan-y`, so that scrolling stays with the browser.
 */
export function useSwipe(act: ((side: Side) => void) | null) {
  const from = useRef<{ readonly x: number; readonly y: number; isDrawn: boolean } | null>(null)
  const [by, setBy] = useState(0)
  const end = () => {
    from.current = null
    setBy(0)
  }
  const side: Side | null = Math.abs(by) < far ? null : by > 0 ? 'right' : 'left'
  const handlers = {
    onPointerDown: ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
      from.current = act && pointerType === 'touch' ? { x, y, isDrawn: false } : null
    },
    onPointerMove: ({ clientX, clientY, currentTarget, pointerId }: PointerEvent) => {
      if (!from.current) return
      const [dx, dy] = [clientX - from.current.x, clientY - from.current.y]
      if (!from.current.isDrawn) {
        if (Math.abs(dx) < near || Math.abs(dx) < 2 * Math.abs(dy)) return
        from.current.isDrawn = true
        currentTarget.setPointerCapture(pointerId)
      }
      setBy(dx)
    },
    onPointerUp: () => {
      if (side !== null) act?.(side)
      // The click that follows is part of the same gesture.
      if (from.current?.isDrawn) setTimeout(end)
      else end()
    },
    onPointerCancel: end,
    onClickCapture: (event: MouseEvent) => {
      if (!from.current?.isDrawn) return
      event.preventDefault()
      event.stopPropagation()
    },
  }
  return { by, side, handlers }
}
