/** Brings chosen steps and notes into line, or spaces them evenly. Pure: boxes in, places out. */
import type { Workflow } from '../../shared/workflow.ts'
import { cardSize, noteSize, type Spot } from './placing.ts'

/** Which of their edges, or their middles (`centre` across, `middle` down), come to one line. */
export const alignments = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const

export type Alignment = (typeof alignments)[number]

/** The direction in which the gaps become equal. */
export type Axis = 'across' | 'down'

/** What stands on the canvas, in its pixels. */
interface Box {
  readonly id: string
  readonly at: Spot
  readonly size: Spot
}

/** The chosen steps and notes as boxes; other ids are passed over. */
export function boxesOf({ layout, notes }: Workflow, chosen: ReadonlySet<string>): readonly Box[] {
  const cards = Object.entries(layout).map(([id, at]) => ({ id, at, size: [cardSize.width, cardSize.height] as const }))
  const papers = notes.map(({ id, at, size = noteSize }) => ({ id, at, size }))
  return [...cards, ...papers].filter(({ id }) => chosen.has(id))
}

/** Their places in line with the outermost of them, or around the middle of all. */
export function aligned(boxes: readonly Box[], alignment: Alignment): Readonly<Record<string, Spot>> {
  const across = alignment === 'left' || alignment === 'centre' || alignment === 'right'
  const axis = across ? 0 : 1
  const start = Math.min(...boxes.map(({ at }) => at[axis]))
  const end = Math.max(...boxes.map(({ at, size }) => at[axis] + size[axis]))
  const share = alignment === 'left' || alignment === 'top' ? 0 : alignment === 'right' || alignment === 'bottom' ? 1 : 0.5
  return Object.fromEntries(
    boxes.map(({ id, at, size }) => {
      const place = Math.round(start + (end - start - size[axis]) * share)
      return [id, across ? ([place, at[1]] as const) : ([at[0], place] as const)]
    }),
  )
}

/** The outer ones stay, and what is between two neighbours becomes the same everywhere. */
export function distributed(boxes: readonly Box[], direction: Axis): Readonly<Record<string, Spot>> {
  const axis = direction === 'across' ? 0 : 1
  const sorted = [...boxes].sort((a, b) => a.at[axis] - b.at[axis])
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return {}
  const covered = sorted.reduce((sum, { size }) => sum + size[axis], 0)
  const gap = (last.at[axis] + last.size[axis] - first.at[axis] - covered) / (sorted.length - 1)
  let next = first.at[axis]
  return Object.fromEntries(
    sorted.map(({ id, at, size }) => {
      const place = Math.round(next)
      next += size[axis] + gap
      return [id, direction === 'across' ? ([place, at[1]] as const) : ([at[0], place] as const)]
    }),
  )
}
