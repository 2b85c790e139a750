/** Tidies a canvas: the whole flow, or some steps of it. */
import type { Workflow } from '../../shared/workflow.ts'
import { edgesByNode, type NodeFacts, nodeById } from './graph.ts'
import { canvasGrid, cardSize, columnStep, type Layout, onGrid, rowStep, type Spot } from './placing.ts'
import { treeLayout } from './tree-layout.ts'

/** Room beside a card for the names of lines that leave it to the side. */
export const sideName = 128

/**
 * New places for the chosen steps, or for all of them when none is chosen. The first step stays where it is, and the rest
 * is laid out around it.
 */
export function tidySpots(workflow: Workflow, chosen: ReadonlySet<string>, facts: NodeFacts): Layout {
  const nodes = workflow.nodes.filter(({ id }) => chosen.size === 0 || chosen.has(id))
  const [first] = nodes
  if (!first) return {}
  const inside = new Set(nodes.map(({ id }) => id))
  const edges = edgesByNode(workflow, facts)
  const steps = nodes.map((node) => {
    const own = (edges.get(node.id) ?? []).filter(({ to }) => inside.has(to))
    const side = facts.sidePortsOf(node)
    return { id: node.id, beside: own.some(({ port }) => side.includes(port)) ? sideName : 0, next: own.map(({ to }) => to) }
  })
  const places = treeLayout(steps, cardSize.width, columnStep - cardSize.width)
  const anchor = workflow.layout[first.id] ?? [0, 0]
  const start = places.get(first.id) ?? { x: 0, row: 0 }
  const spots = Object.fromEntries(
    [...places].map(([id, { x, row }]) => {
      const [right] = onGrid([x - start.x, 0])
      return [id, [anchor[0] + right, anchor[1] + (row - start.row) * rowStep] as const]
    }),
  )
  return nodes.length === workflow.nodes.length ? spots : clearOf(workflow, spots)
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

/** The tidied workflow as one edit: steps stand at their new places, and every note keeps its distance to the step nearest to it. */
export function applyTidy(workflow: Workflow, spots: Layout): Workflow {
  const moved = Object.entries(spots).some(([id, [x, y]]) => workflow.layout[id]?.[0] !== x || workflow.layout[id]?.[1] !== y)
  if (!moved) return workflow
  const notes = workflow.notes.map((note) => {
    const [near] = Object.keys(workflow.layout).sort(
      (a, b) => distance(workflow.layout[a], note.at) - distance(workflow.layout[b], note.at),
    )
    const from = near === undefined ? undefined : workflow.layout[near]
    const to = near === undefined ? undefined : spots[near]
    return from && to ? { ...note, at: [note.at[0] + to[0] - from[0], note.at[1] + to[1] - from[1]] as const } : note
  })
  return { ...workflow, layout: { ...workflow.layout, ...spots }, notes }
}

const distance = (spot: Spot | undefined, [x, y]: Spot): number =>
  spot ? (spot[0] - x) ** 2 + (spot[1] - y) ** 2 : Number.POSITIVE_INFINITY
