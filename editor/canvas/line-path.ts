/**
 * The way of a line that has to pass other steps: down from its port, sideways into a free lane, along it, and into the
 * step from above. Lines between neighbours need none. Pure; all in pixels of the canvas.
 */
import { cardSize, type Layout, rowStep, type Spot } from '../workflow/placing.ts'

/** How far a line runs straight out of a port and into a step. */
const stub = 26
/** Between a lane and the cards beside it. */
const margin = 22
const radius = 14

/**
 * Where the lane of a line runs, as an x; null when the line is short enough to go without one.
 * `source` is the port's handle, `target` the top of the step.
 */
export function laneBetween(layout: Layout, from: string, to: string, source: Spot, target: Spot): number | null {
  const goesUp = target[1] < source[1] + stub
  if (!goesUp && target[1] - source[1] < rowStep * 1.4) return null
  const [top, bottom] = goesUp ? [target[1] - stub, source[1] + stub] : [source[1] + stub, target[1] - stub]
  const inTheWay = Object.entries(layout).filter(
    ([id, [, y]]) => y < bottom && y + cardSize.height > top && (goesUp || (id !== from && id !== to)),
  )
  if (!goesUp && inTheWay.length === 0) return null
  const isFree = (x: number) => inTheWay.every(([, [left]]) => x < left - margin / 2 || x > left + cardSize.width + margin / 2)
  const sides = inTheWay.flatMap(([, [left]]) => [left - margin, left + cardSize.width + margin])
  const detour = (x: number) => Math.abs(x - source[0]) + Math.abs(x - target[0])
  const [best] = [target[0], source[0], ...sides].filter(isFree).sort((a, b) => detour(a) - detour(b))
  return best ?? null
}

/** The drawn path through a lane, with round corners, and its middle, where the `+` stands. */
export function pathThrough(lane: number, [sx, sy]: Spot, [tx, ty]: Spot): { readonly path: string; readonly middle: Spot } {
  const points: Spot[] = [
    [sx, sy],
    [sx, sy + stub],
    [lane, sy + stub],
    [lane, ty - stub],
    [tx, ty - stub],
    [tx, ty],
  ]
  return { path: rounded(points.filter((point, at) => !isSame(point, points[at - 1]))), middle: [lane, (sy + ty) / 2] }
}

const isSame = ([x, y]: Spot, other: Spot | undefined) => other !== undefined && Math.abs(x - other[0]) < 1 && Math.abs(y - other[1]) < 1

/** A path of straight pieces whose corners are quarter circles, as round as the pieces allow. */
function rounded(points: readonly Spot[]): string {
  return points
    .map((point, at) => {
      const [before, after] = [points[at - 1], points[at + 1]]
      if (!before) return `M${point[0]} ${point[1]}`
      if (!after) return `L${point[0]} ${point[1]}`
      const size = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2)
      const [x1, y1] = towards(point, before, size)
      const [x2, y2] = towards(point, after, size)
      return `L${x1} ${y1}Q${point[0]} ${point[1]} ${x2} ${y2}`
    })
    .join('')
}

const distance = ([ax, ay]: Spot, [bx, by]: Spot): number => Math.hypot(ax - bx, ay - by)

function towards(from: Spot, to: Spot, size: number): Spot {
  const whole = distance(from, to) || 1
  return [from[0] + ((to[0] - from[0]) * size) / whole, from[1] + ((to[1] - from[1]) * size) / whole]
}
