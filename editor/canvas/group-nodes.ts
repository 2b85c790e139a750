/** Groups on the canvas: a frame around what is in an open one, one card for a folded one. */
import type { Node as FlowNode } from '@xyflow/react'
import type { CanvasGroup, Workflow } from '../../shared/workflow.ts'
import { boxesOf } from '../workflow/align.ts'
import { carried, seen, seenAs } from '../workflow/fold.ts'
import { groupById, groupsOf } from '../workflow/groups.ts'
import type { Layout, Spot } from '../workflow/placing.ts'
import type { PlacedPort } from './ports.ts'

/** The frame of an open group; `chosen`: the group itself is selected. */
export type FrameNode = FlowNode<{ readonly group: CanvasGroup; readonly chosen: boolean }, 'frame'>

/** The card of a folded group, with a port for each line that leaves it. */
export type FoldedNode = FlowNode<{ readonly group: CanvasGroup; readonly ports: readonly PlacedPort[] }, 'folded'>

/** The library calls every box on the canvas a node, in English; what stands in it says by itself what it is. */
export const boxAttributes = { 'aria-roledescription': undefined }

/** Room around the steps: above them for the head, below them for the buttons at open ends. */
const room = { side: 16, above: 40, below: 48 } as const

/** The frames of all open groups that have something in them; of all groups where nothing may be edited, for they are not folded there. */
export function framesOf(
  workflow: Workflow,
  selected: ReadonlySet<string>,
  dragged: ReadonlyMap<string, Spot>,
  readOnly: boolean,
): FrameNode[] {
  return groupsOf(workflow).flatMap((group): FrameNode[] => {
    const box = group.folded && !readOnly ? null : frameAround(workflow, group, dragged)
    if (!box) return []
    return [
      {
        id: group.id,
        type: 'frame',
        position: { x: box.at[0], y: box.at[1] },
        data: { group, chosen: selected.has(group.id) },
        draggable: !readOnly,
        // A rectangle drawn inside a frame chooses steps, not the frame.
        selectable: false,
        connectable: false,
        dragHandle: '.group-frame__head',
        width: box.size[0],
        height: box.size[1],
        measured: { width: box.size[0], height: box.size[1] },
        handles: [],
        domAttributes: boxAttributes,
        style: { pointerEvents: 'none' },
        zIndex: -2,
      },
    ]
  })
}

function frameAround(workflow: Workflow, { members }: CanvasGroup, dragged: ReadonlyMap<string, Spot>): { at: Spot; size: Spot } | null {
  const boxes = boxesOf(workflow, new Set(members)).map(({ id, at, size }) => ({ at: dragged.get(id) ?? at, size }))
  if (boxes.length === 0) return null
  const x = Math.min(...boxes.map(({ at }) => at[0])) - room.side
  const y = Math.min(...boxes.map(({ at }) => at[1])) - room.above
  const right = Math.max(...boxes.map(({ at, size }) => at[0] + size[0])) + room.side
  const bottom = Math.max(...boxes.map(({ at, size }) => at[1] + size[1])) + room.below
  return { at: [x, y], size: [right - x, bottom - y] }
}

/** The places of all that moves when one thing on the canvas is dragged to `to`: a group takes along what is in it. */
export function draggedAlong(workflow: Workflow, id: string, to: Spot): Layout {
  const group = groupById(workflow, id)
  if (!group) return { [id]: to }
  const from = group.folded ? seen(workflow).layout[id] : frameAround(workflow, group, new Map())?.at
  return from ? { ...carried(workflow, group, from, to), ...(group.folded ? { [id]: to } : {}) } : {}
}

/** Where a step stands as it is seen, or the head of its group; null for a note. */
export function spotOf(workflow: Workflow, id: string): Spot | null {
  const group = groupById(workflow, id)
  if (group && !group.folded) return frameAround(workflow, group, new Map())?.at ?? null
  return seen(workflow).layout[seenAs(workflow, id)] ?? null
}
