/**
 * The ways of all lines of a canvas: out of a port, along the street between two rows, down a free lane between the columns
 * and into the next step from above. Lines with one goal may join; others keep apart. Pure; all in pixels of the canvas.
 */
import { cardSize, type Layout, rowStep, type Spot } from '../workflow/placing.ts'
import { sideName } from '../workflow/tidy.ts'
import { Runs } from './line-runs.ts'

/** A line before it has a way. `source` is the middle of its port, `target` the top of the step it leads to. */
export interface LineEnds {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly source: Spot
  readonly target: Spot
  /** It leaves its card to the right, not downwards. */
  readonly side: boolean
}

/** The way of one line; `path` is the `d` of an SVG path. */
export interface Route {
  readonly path: string
  /** Where its `+` stands. */
  readonly middle: Spot
}

/** From a card to the middle of the street below or above it. */
const street = (rowStep - cardSize.height) / 2
/** Lines with other goals run beside each other in a street or a lane, so far apart. */
const tracks = [0, 10, -10, 20, -20]
/** Between a lane and the cards beside it, and what has to stay free at least. */
const margin = 22
const least = 8
const radius = 12
/** Lines end before the middle of the dot on the card. */
const tip = 6

/** The way of every line, by its id. The short ones choose first. */
export function routeLines(layout: Layout, lines: readonly LineEnds[]): ReadonlyMap<string, Route> {
  const cards = cardsOf(layout, lines)
  const across = new Runs()
  const down = new Runs()
  const points = new Map<string, readonly Spot[]>()
  for (const line of [...lines].sort((a, b) => reach(a) - reach(b))) {
    const way = wayOf(line, cards, across, down)
    points.set(line.id, way)
    for (const [at, [x, y]] of way.entries()) {
      const [nextX, nextY] = way[at + 1] ?? [x, y]
      if (y === nextY) across.add(y, x, nextX, line)
      else down.add(x, y, nextY, line)
    }
  }
  const middles = new Map<string, Spot>()
  const taken: Spot[] = []
  for (const line of lines) {
    const middle = middleOf(line, points.get(line.id) ?? [], across, down, taken)
    middles.set(line.id, middle)
    taken.push(middle)
  }
  return new Map(lines.map(({ id }) => [id, { path: rounded(points.get(id) ?? []), middle: middles.get(id) ?? [0, 0] }]))
}

/** The way of a line alone, for as long as one of its ends is on the move. */
export function plainRoute(line: LineEnds): Route {
  const way = wayOf(line, [], new Runs(), new Runs())
  return { path: rounded(way), middle: middleOf(line, way, new Runs(), new Runs(), []) }
}

/** What lines have to go round: a card, and beside it the names of the lines that leave it to the side. */
interface Card {
  readonly id: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function cardsOf(layout: Layout, lines: readonly LineEnds[]): readonly Card[] {
  const named = new Set(lines.flatMap(({ side, from }) => (side ? [from] : [])))
  return Object.entries(layout).map(([id, [left, top]]) => ({
    id,
    left,
    right: left + cardSize.width + (named.has(id) ? sideName : 0),
    top,
    bottom: top + cardSize.height,
  }))
}

const reach = ({ source, target }: LineEnds) => Math.abs(source[0] - target[0]) + Math.abs(source[1] - target[1])

function wayOf(line: LineEnds, cards: readonly Card[], across: Runs, down: Runs): readonly Spot[] {
  const { source, target, side } = line
  const [sx, sy] = source
  const [tx, ty] = target
  const end: Spot = [tx, ty - tip]
  const height = ty - sy
  if (!side && height > 2 * radius && height <= 2 * street + 1) {
    const y = freeTrack(across, sy + height / 2, sx, tx, line)
    return corners([source, [sx, y], [tx, y], end])
  }
  const out = side ? sy : sy + street
  const lane = laneOf(line, cards, out, down)
  const y1 = side ? sy : freeTrack(across, out, sx, lane, line)
  const y2 = lane === tx ? ty - tip : freeTrack(across, ty - street, lane, tx, line)
  return corners([source, [sx, y1], [lane, y1], [lane, y2], [tx, y2], end])
}

/** The x along which a line passes the rows between: where it has to turn least, behind no card and on no other line. */
function laneOf({ from, to, source, target, side }: LineEnds, cards: readonly Card[], out: number, down: Runs): number {
  const [sx] = source
  const [tx, ty] = target
  const into = ty - street
  const [top, bottom] = [Math.min(out, into), Math.max(out, into)]
  const meets = (start: number, end: number) => cards.filter((card) => card.top < end && card.bottom > start)
  const between = meets(top, bottom)
  const leaving = meets(out - 1, out + 1).filter(({ id }) => !side || id !== from)
  const arriving = meets(into - 1, into + 1)
  const clear = (some: readonly Card[], start: number, end: number) =>
    some.every(({ left, right }) => Math.max(start, end) <= left - least || Math.min(start, end) >= right + least)
  const isFree = (x: number) => clear(between, x, x) && clear(leaving, sx, x) && clear(arriving, x, tx)
  const isOwn = (x: number) => down.near(x, top, bottom, least).every(({ line }) => line.to === to)
  const detour = (x: number) => Math.abs(x - sx) + Math.abs(x - tx)
  const beside = between.flatMap(({ left, right }) => [left - margin, right + margin])
  const outward = sx + sideName + margin
  const lanes = side ? [tx, outward, ...beside].filter((x) => x >= outward) : [tx, sx, ...beside]
  const sorted = [...new Set(lanes)].sort((a, b) => detour(a) - detour(b))
  const free = sorted.filter(isFree)
  for (const x of free) {
    const shifted = x === tx || x === sx ? [x] : tracks.map((track) => x + track)
    const found = shifted.find((each) => isFree(each) && isOwn(each))
    if (found !== undefined) return found
  }
  return free[0] ?? sorted.find((x) => clear(between, x, x)) ?? (side ? outward : tx)
}

/** The wanted height of a run to the side, or one beside it where a line with another goal already runs. */
function freeTrack(across: Runs, y: number, from: number, to: number, line: { readonly to: string }): number {
  if (Math.abs(from - to) < 1) return y
  const isOwn = (at: number) => across.near(at, from, to, least).every((other) => other.line.to === line.to)
  return tracks.map((track) => y + track).find(isOwn) ?? y
}

/** In the middle of a piece of the line that is its own alone, as long as possible, and not on another `+`. */
function middleOf({ id, side }: LineEnds, way: readonly Spot[], across: Runs, down: Runs, taken: readonly Spot[]): Spot {
  const [start = [0, 0]] = way
  // The name of the line stands at its beginning.
  const points = side ? [[start[0] + sideName, start[1]] as const, ...way.slice(1)] : way
  const pieces = points.slice(1).map((to, at) => [points[at] ?? to, to] as const)
  const inner = pieces.length > 1 && !side ? pieces.slice(1) : pieces
  const longest = [...inner].sort((a, b) => distance(...b) - distance(...a))
  const spots = [0.5, 0.25, 0.75].flatMap((share) => longest.map(([from, to]) => between(from, to, share)))
  const isAlone = ([x, y]: Spot) =>
    [...across.near(y, x, x, 4), ...down.near(x, y, y, 4)].every(({ line }) => line.id === id) &&
    taken.every((other) => distance(other, [x, y]) > 26)
  return spots.find(isAlone) ?? spots.find((spot) => taken.every((other) => distance(other, spot) > 26)) ?? spots[0] ?? [0, 0]
}

const between = ([ax, ay]: Spot, [bx, by]: Spot, share: number): Spot => [ax + (bx - ax) * share, ay + (by - ay) * share]

/** Only the points where the line turns. */
function corners(points: readonly Spot[]): readonly Spot[] {
  const apart = points.filter((point, at) => at === 0 || distance(point, points[at - 1] ?? point) >= 1)
  return apart.filter(([x, y], at) => {
    const [before, after] = [apart[at - 1], apart[at + 1]]
    return !before || !after || !((before[0] === x && after[0] === x) || (before[1] === y && after[1] === y))
  })
}

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

const towards = (from: Spot, to: Spot, size: number): Spot => between(from, to, size / (distance(from, to) || 1))
