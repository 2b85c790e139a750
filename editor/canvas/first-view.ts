/** How much of a flow is seen when it is opened: as it was left in this browser, else its beginning, large enough to read. */
import { bounds, cardSize, type Layout, type Spot } from '../workflow/placing.ts'

interface Viewport {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** From this zoom on the words of a card can be read. */
export const readableZoom = 0.8
const margin = 48
const kept = 100
const key = 'tandem.views'

/**
 * The whole flow where that can be read; else as much of it as can, with the step in the middle that it is opened for, or
 * with its upper end on top, or the left end of a first row that is too wide. Null for an empty page.
 * `least` is the zoom from which on it can be read.
 */
export function firstView(layout: Layout, [width, height]: Spot, step: string | null, least = readableZoom): Viewport | null {
  const box = bounds(layout, Object.keys(layout))
  if (!box) return null
  const whole = Math.min((width - 2 * margin) / box.width, (height - 2 * margin) / box.height, 1)
  const zoom = Math.max(whole, least)
  const centre = (start: number, size: number, room: number) => room / 2 - (start + size / 2) * zoom
  if (whole >= least) return { zoom, x: centre(box.x, box.width, width), y: centre(box.y, box.height, height) }
  const spot = step === null ? undefined : layout[step]
  if (spot) return { zoom, x: centre(spot[0], cardSize.width, width), y: centre(spot[1], cardSize.height, height) }
  const fits = (size: number) => size * zoom <= width - 2 * margin
  const upper = fits(box.width) ? box : (bounds(layout, firstRow(layout, box.y)) ?? box)
  return { zoom, x: fits(upper.width) ? centre(upper.x, upper.width, width) : margin - upper.x * zoom, y: margin - box.y * zoom }
}

const firstRow = (layout: Layout, top: number) => Object.keys(layout).filter((id) => (layout[id]?.[1] ?? top) < top + cardSize.height)

/** Is there any step to be seen? */
export const showsSomething = (layout: Layout, { x, y, zoom }: Viewport, [width, height]: Spot): boolean =>
  Object.values(layout).some(([left, top]) => {
    const [cardX, cardY] = [left * zoom + x, top * zoom + y]
    return cardX < width && cardX + cardSize.width * zoom > 0 && cardY < height && cardY + cardSize.height * zoom > 0
  })

type Kept = readonly (readonly [flow: string, view: Viewport])[]

/** How the flow was left; null when it was never opened here. */
export const keptView = (flow: string, storage: Storage): Viewport | null => read(storage).find(([id]) => id === flow)?.[1] ?? null

/** Keeps it for the next visit; of very many flows the latest. */
export function keepView(flow: string, view: Viewport, storage: Storage): void {
  const others = read(storage).filter(([id]) => id !== flow)
  storage.setItem(key, JSON.stringify([[flow, view], ...others].slice(0, kept)))
}

function read(storage: Storage): Kept {
  try {
    const found: unknown = JSON.parse(storage.getItem(key) ?? '[]')
    return Array.isArray(found) ? found : []
  } catch {
    return []
  }
}
