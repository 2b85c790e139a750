import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardSize, columnStep, type Layout, rowStep, type Spot } from '../workflow/placing.ts'
import { type LineEnds, plainRoute, type Route, routeLines } from './line-routes.ts'

const at = (column: number, row: number): Spot => [column * columnStep, row * rowStep]
const column: Layout = { a: at(0, 0), b: at(0, 1), c: at(0, 2), far: at(2, 1) }

/** A line from the lower edge of one step, or from its right side, to another step. */
function line(layout: Layout, from: string, to: string, { x = cardSize.width / 2, side = false } = {}): LineEnds {
  const [fromX, fromY] = layout[from] ?? [0, 0]
  const [toX, toY] = layout[to] ?? [0, 0]
  const source: Spot = side ? [fromX + cardSize.width, fromY + cardSize.height / 2] : [fromX + x, fromY + cardSize.height]
  return { id: `${from}/${x}${side ? 'side' : ''}`, from, source, target: [toX + cardSize.width / 2, toY], to, side }
}

const routeOf = (layout: Layout, lines: readonly LineEnds[], of: LineEnds): Route =>
  routeLines(layout, lines).get(of.id) ?? { path: '', middle: [0, 0] }

/** The points of a drawn path, its curves by their corners. */
const points = (path: string): readonly Spot[] =>
  [...path.matchAll(/[MLQ](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)

/** The cards that a path runs over. */
const crossed = (path: string, layout: Layout): readonly string[] => {
  const way = points(path)
  return Object.entries(layout).flatMap(([id, [left, top]]) =>
    way.some(([x, y], each) => {
      const [nextX, nextY] = way[each + 1] ?? [x, y]
      const [x1, x2] = [Math.min(x, nextX), Math.max(x, nextX)]
      const [y1, y2] = [Math.min(y, nextY), Math.max(y, nextY)]
      return x1 < left + cardSize.width && x2 > left && y1 < top + cardSize.height && y2 > top
    })
      ? [id]
      : [],
  )
}

test('a line to the step below goes straight down', () => {
  const down = line(column, 'a', 'b')

  expect(points(routeOf(column, [down], down).path).every(([x]) => x === cardSize.width / 2)).toBe(true)
})

test('a line passes other steps beside them, downwards, upwards and from the side of a card', () => {
  const lines = [line(column, 'a', 'c'), line(column, 'c', 'b'), line(column, 'a', 'c', { side: true })]

  for (const each of lines) expect(crossed(routeOf(column, lines, each).path, column)).toEqual([])
})

test('lines with other goals never run on each other, those with one goal join', () => {
  const layout: Layout = { a: at(0, 0), b: at(1, 0), c: at(0, 1), d: at(1, 1), e: at(0, 2), f: at(1, 2) }
  const crossing = [line(layout, 'a', 'd', { x: 173 }), line(layout, 'b', 'c', { x: 87 })]
  const joining = [line(layout, 'a', 'd', { x: 87 }), line(layout, 'a', 'd', { x: 173 })]
  const level = (lines: readonly LineEnds[]) => lines.map((each) => points(routeOf(layout, lines, each).path)[2]?.[1])

  expect(new Set(level(crossing)).size).toBe(2)
  expect(new Set(level(joining)).size).toBe(1)
})

test('no two of the buttons on lines cover each other', () => {
  const layout: Layout = { a: at(0, 0), b: at(1, 0), c: at(0.5, 1) }
  const lines = [line(layout, 'a', 'c', { x: 87 }), line(layout, 'a', 'c', { x: 173 }), line(layout, 'b', 'c')]
  const middles = [...routeLines(layout, lines).values()].map(({ middle }) => middle)

  for (const [index, [x, y]] of middles.entries())
    for (const [otherX, otherY] of middles.slice(index + 1)) expect(Math.hypot(x - otherX, y - otherY)).toBeGreaterThan(24)
})

test('a line whose end is dragged is drawn wherever it is dragged to', () => {
  fc.assert(
    fc.property(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }), fc.boolean(), (x, y, side) => {
      const { path, middle } = plainRoute({ id: 'a/out', from: 'a', source: [0, 0], target: [x, y], to: 'b', side })
      expect(points(path)[0]).toEqual([0, 0])
      expect(points(path).at(-1)).toEqual([x, y - 6])
      expect([...points(path).flat(), ...middle].every(Number.isFinite)).toBe(true)
    }),
  )
})
