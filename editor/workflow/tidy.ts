/** Tidies a canvas: the whole flow, or some steps of it. */
import type { CanvasNote, Workflow } from '../../shared/workflow.ts'
import { edgesByNode, type NodeFacts, nodeById } from './graph.ts'
import { canvasGrid, cardSize, columnStep, type Layout, noteSize, onGrid, rowStep } from './placing.ts'
import { type Places, type Step, treeLayout } from './tree-layout.ts'

/** Room beside a card for the names of lines that leave it to the side. */
export const sideName = 128

/** The steps that are laid out and the lines between them: the chosen ones, or all of them when none is chosen. */
export function tidySteps(workflow: Workflow, chosen: ReadonlySet<string>, facts: NodeFacts): readonly Step[] {
  const nodes = workflow.nodes.filter(({ id }) => chosen.size === 0 || chosen.has(id))
  const inside = new Set(nodes.map(({ id }) => id))
  const edges = edgesByNode(workflow, facts)
  return nodes.map((node) => {
    const own = (edges.get(node.id) ?? []).filter(({ to }) => inside.has(to))
    const side = facts.sidePortsOf(node)
    return { id: node.id, beside: own.some(({ port }) => side.includes(port)) ? sideName : 0, next: own.map(({ to }) => to) }
  })
}

/** The part that takes long in a large flow; it needs only what can be sent to a worker. */
export const tidyPlaces = (steps: readonly Step[]): Places => treeLayout(steps, cardSize.width, columnStep - cardSize.width)

/** Their new places on the canvas. The first step stays where it is, and the rest is laid out around it. */
export function tidySpots(workflow: Workflow, places: Places): Layout {
  const [first] = places.keys()
  if (first === undefined) return {}
  const anchor = workflow.layout[first] ?? [0, 0]
  const start = places.get(first) ?? { x: 0, row: 0 }
  const spots = Object.fromEntries(
    [...places].map(([id, { x, row }]) => {
      const [right] = onGrid([x - start.x, 0])
      return [id, [anchor[0] + right, anchor[1] + (row - start.row) * rowStep] as const]
    }),
  )
  return places.size === workflow.nodes.length ? spots : clearOf(workflow, spots)
}

/** Chosen steps must not land on others: the whole group moves right until it is free. */
function clearOf(workflow: Workflow, spots: Layout): Layout {
  const others = Object.entries(workflow.layout).flatMap(([id, spot]) => (spots[id] || !nodeById(workflow, id) ? [] : [spot]))
  const covers = (shift: number) =>
    Object.values(spots).some(([x, y]) =>
      others.some(([ox, oy]) => Math.abs(x + shift - ox) < cardSize.width + canvasGrid && Math.abs(y - oy) < cardSize.height + canvasGrid),
    )
  let shift = 0
  while (covers(shift)) shift += canvasGrid
  return Object.fromEntries(Object.entries(spots).map(([id, [x, y]]) => [id, [x + shift, y] as const]))
}

/** The tidied workflow as one edit: steps stand at their new places, and every note keeps its distance to the step nearest to it, unless `spots` has a place for it. */
export function applyTidy(workflow: Workflow, spots: Layout): Workflow {
  const steps = Object.entries(spots).filter(([id]) => workflow.layout[id])
  const moved = steps.some(([id, [x, y]]) => workflow.layout[id]?.[0] !== x || workflow.layout[id]?.[1] !== y)
  if (!moved) return workflow
  const notes = workflow.notes.map((note) => {
    const own = spots[note.id]
    if (own) return { ...note, at: own }
    const near = nearestStep(workflow, note)
    const from = near === null ? undefined : workflow.layout[near]
    const to = near === null ? undefined : spots[near]
    return from && to ? { ...note, at: [note.at[0] + to[0] - from[0], note.at[1] + to[1] - from[1]] as const } : note
  })
  return { ...workflow, layout: { ...workflow.layout, ...Object.fromEntries(steps) }, notes }
}

/** The step whose card has the least room between it and a note; null in a flow without steps. */
function nearestStep({ layout }: Workflow, { at: [x, y], size: [width, height] = noteSize }: CanvasNote): string | null {
  let nearest: { readonly id: string; readonly distance: number } | null = null
  for (const [id, [cardX, cardY]] of Object.entries(layout)) {
    const across = Math.max(0, cardX - x - width, x - cardX - cardSize.width)
    const down = Math.max(0, cardY - y - height, y - cardY - cardSize.height)
    const distance = across ** 2 + down ** 2
    if (nearest === null || distance < nearest.distance) nearest = { id, distance }
  }
  return nearest?.id ?? null
}
