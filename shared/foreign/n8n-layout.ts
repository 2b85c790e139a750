/** The places of n8n on our canvas. It draws from left to right, flows here go from above down: the drawing is turned about. */

import { cut } from '../cut.ts'
import type { CanvasNote } from '../workflow.ts'
import type { N8nNode } from './n8n-file.ts'
import { paramAt, plainOf, writtenIn } from './n8n-step.ts'

type Spot = readonly [number, number]

/** Cards here are wider than theirs, and need less below them than they need beside them. */
const stretch = { across: 2, down: 1.1 }

/** Our grid, and the room that a card takes on it. */
const grid = 16
const room = { width: 276, height: 100 }

/** The place of a card for one of n8n's. */
export const turned = ([x, y]: Spot): Spot => [onGrid(y * stretch.across), onGrid(x * stretch.down)]

/** Where an added step goes: below the one that it follows, before the next. */
export const halfBelow = ([x, y]: Spot): Spot => [x, y + onGrid(112)]

const onGrid = (length: number): number => Math.round(Math.max(-farthest, Math.min(farthest, length)) / grid) * grid

/** Nobody finds what stands farther away. */
const farthest = 200_000

/** Places without two cards on one another: the later one moves right. */
export function spread(spots: readonly (readonly [string, Spot])[]): Record<string, Spot> {
  const rows = new Map<number, Spot[]>()
  const placed: [string, Spot][] = []
  for (const [id, wanted] of spots) {
    const band = Math.floor(wanted[1] / room.height)
    const near = [band - 1, band, band + 1].flatMap((row) => rows.get(row) ?? [])
    const beside = near.filter(([, y]) => Math.abs(y - wanted[1]) < room.height).sort(([a], [b]) => a - b)
    let [x] = wanted
    for (const [taken] of beside) if (Math.abs(taken - x) < room.width) x = onGrid(taken + room.width + grid)
    const spot: Spot = [x, wanted[1]]
    rows.set(band, [...(rows.get(band) ?? []), spot])
    placed.push([id, spot])
  }
  return Object.fromEntries(placed)
}

const colours: Readonly<Record<string, string>> = { 3: 'pink', 4: 'green', 5: 'blue', 6: 'pink', 7: 'grey' }

/** A sticky note of n8n; its text is Markdown, and stays as it was written. */
export function noteOf({ id, params, at }: N8nNode): CanvasNote {
  const side = (name: string, usual: number) => {
    const length = Number(plainOf(paramAt(params, name)) ?? usual)
    return Number.isFinite(length) ? Math.max(64, length) : usual
  }
  const colour = colours[plainOf(params['color']) ?? '']
  return {
    id,
    text: cut(plainOf(params['content']) ?? writtenIn(params['content'], ''), 20_000),
    at: turned(at),
    size: turned([side('width', 240), side('height', 160)]),
    ...(colour ? { colour } : {}),
  }
}
