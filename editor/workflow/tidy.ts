/** Tidies a canvas: layers from top to bottom. The layout library is loaded when it is first asked for. */
import type { Workflow } from '../../shared/workflow.ts'
import { type NodeFacts, nodeById } from './graph.ts'
import { canvasGrid, cardSize, columnStep, type Layout, onGrid, rowStep, type Spot } from './placing.ts'

/**
 * New places for the chosen steps, or for all of them when none is chosen. The first step stays where it is, and the rest
 * is laid out around it.
 */
export async function tidySpots(workflow: Workflow, chosen: ReadonlySet<string>, facts: NodeFacts): Promise<Layout> {
  const { Graph, layout } = await import('@dagrejs/dagre')
  const nodes = workflow.nodes.filter(({ id }) => chosen.size === 0 || chosen.has(id))
  const [first] = nodes
  if (!first) return {}
  const graph = new Graph<object, { x?: number; y?: number; width: number; height: number }, object>({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: columnStep - cardSize.width, ranksep: rowStep - cardSize.height, ranker: 'tight-tree' })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) graph.setNode(id, { ...cardSize })
  const inside = new Set(nodes.map(({ id }) => id))
  const order = new Map(workflow.nodes.map((node) => [node.id, facts.portsOf(node)]))
  const rank = (from: string, port: string) => order.get(from)?.indexOf(port) ?? 0
  for (const edge of [...workflow.edges].sort((a, b) => rank(a.from, a.port) - rank(b.from, b.port)))
    if (inside.has(edge.from) && inside.has(edge.to)) graph.setEdge(edge.from, edge.to, {}, edge.port)
  // The ways of a branch stand in the order of its ports. The library's own order has a few crossings less, but turns yes and no about.
  layout(graph, { disableOptimalOrderHeuristic: true })

  const spot = (id: string): Spot => {
    const { x = 0, y = 0 } = graph.node(id)
    return [x - cardSize.width / 2, y - cardSize.height / 2]
  }
  const anchor = workflow.layout[first.id] ?? [0, 0]
  const [left, top] = spot(first.id)
  const spots = Object.fromEntries(nodes.map(({ id }) => [id, onGrid([spot(id)[0] - left + anchor[0], spot(id)[1] - top + anchor[1]])]))
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
