/** Where steps stand on the canvas: sizes, free places, and making room. Positions are the upper left corners, in pixels. */
import type { Workflow } from '../../shared/workflow.ts'

/** Pixels of the canvas; y grows downwards. */
export type Spot = readonly [x: number, y: number]

/** Places by id of step. */
export type Layout = Workflow['layout']

/** The size of every card, whatever it says. */
export const cardSize = { width: 260, height: 84 } as const

/** The size of a note that was given none. */
export const noteSize: Spot = [220, 120]

/** Cards stand on multiples of it. */
export const canvasGrid = 16

/** From one row of steps to the next. */
export const rowStep = 176

/** From one column to the next. */
export const columnStep = 304

const overlap = ([ax, ay]: Spot, [bx, by]: Spot) =>
  Math.abs(ax - bx) < cardSize.width + canvasGrid && Math.abs(ay - by) < cardSize.height + canvasGrid

/** The nearest place on the grid. */
export const onGrid = ([x, y]: Spot): Spot => [Math.round(x / canvasGrid) * canvasGrid, Math.round(y / canvasGrid) * canvasGrid]

/** The wanted place, or the nearest free one to its right. */
export function freeSpot(layout: Layout, wanted: Spot): Spot {
  let spot = wanted
  const taken = Object.values(layout)
  while (taken.some((other) => overlap(other, spot))) spot = [spot[0] + columnStep, spot[1]]
  return spot
}

/** The place of the way number `index` of `count` below a step: one way stands straight below, several stand side by side. */
export function spotBelow([x, y]: Spot, index: number, count: number): Spot {
  return onGrid([x + (index - (count - 1) / 2) * columnStep, y + rowStep])
}

/**
 * Makes room for a step that was put in: those of `movable` that it overlaps go below it, and push on in turn.
 * It ends, because every pushed step lands a whole number of rows below the first one, and a row once taken stays so.
 */
export function pushDown(layout: Layout, from: string, movable: ReadonlySet<string>): Layout {
  const next: Record<string, Spot> = { ...layout }
  const pushing = [from]
  for (let id = pushing.shift(); id !== undefined; id = pushing.shift()) {
    const pusher = next[id]
    if (!pusher) continue
    for (const other of movable) {
      const spot = next[other]
      if (other === id || other === from || !spot || !overlap(pusher, spot)) continue
      next[other] = [spot[0], pusher[1] + rowStep]
      pushing.push(other)
    }
  }
  return next
}

/** The rectangle around some steps; null when there are none. */
export function bounds(layout: Layout, ids: Iterable<string>): { x: number; y: number; width: number; height: number } | null {
  const spots = [...ids].flatMap((id) => (layout[id] ? [layout[id]] : []))
  if (spots.length === 0) return null
  const x = Math.min(...spots.map((spot) => spot[0]))
  const y = Math.min(...spots.map((spot) => spot[1]))
  return {
    x,
    y,
    width: Math.max(...spots.map((spot) => spot[0])) + cardSize.width - x,
    height: Math.max(...spots.map((spot) => spot[1])) + cardSize.height - y,
  }
}

/**
 * Gives every step a place: a file that was written by hand may name none. A step without one goes below the step that
 * leads to it, or beside what is there. The same workflow when none is missing.
 */
export function withPlaces(workflow: Workflow): Workflow {
  const { nodes, edges } = workflow
  if (nodes.every(({ id }) => workflow.layout[id])) return workflow
  const layout: Record<string, Spot> = { ...workflow.layout }
  const isLedTo = new Set(edges.map(({ to }) => to))
  // First what nothing leads to, then along the lines; what stands in a circle comes last.
  for (const { id } of [...nodes.filter(({ id }) => !isLedTo.has(id)), ...nodes]) {
    layout[id] ??= freeSpot(layout, [0, 0])
    const walk = [id]
    for (let from = walk.pop(); from !== undefined; from = walk.pop()) {
      const spot = layout[from]
      const ways = edges.filter((edge) => edge.from === from)
      for (const [index, { to }] of ways.entries()) {
        if (!spot || layout[to]) continue
        layout[to] = freeSpot(layout, spotBelow(spot, index, ways.length))
        walk.push(to)
      }
    }
  }
  return { ...workflow, layout }
}
