/** Two drawings of a flow as one: the later one, and of the earlier one what is gone, beside where it stood. Pure. */

import { compareFlows, type FlowChange, placeOfChange } from '../../shared/compare-flows.ts'
import type { Edge, Workflow, WorkflowNode } from '../../shared/workflow.ts'
import { edgeId } from '../workflow/graph.ts'
import { freeSpot, type Layout, onGrid, type Spot, withPlaces } from '../workflow/placing.ts'
import type { Compared, Difference } from '../workflow/store.ts'

interface Together {
  readonly drawing: Workflow
  /** What lies over the drawing. */
  readonly compared: Compared
  /** All differences, in the order in which one reads the drawing; those of the flow as a whole first. */
  readonly changes: readonly FlowChange[]
}

/** Every step of either drawing has one place in it, and no two stand on one another. */
export function drawnTogether(before: Workflow, after: Workflow): Together {
  const found = compareFlows(before, after)
  const removed = found.flatMap((change) => (change.kind === 'removed' ? [change.node] : []))
  const gone = new Set(removed.map(({ id }) => id))
  const steps = new Map<string, Difference>()
  for (const change of found) {
    const place = placeOfChange(change)
    if (place !== null && change.kind !== 'line') steps.set(place, change.kind as Difference)
  }
  const was = new Set(before.edges.map(lineKey))
  const is = new Set(after.edges.map(lineKey))
  const lines = new Map<string, Difference>(after.edges.filter((edge) => !was.has(lineKey(edge))).map((edge) => [edgeId(edge), 'added']))
  const cut = before.edges.filter((edge) => !is.has(lineKey(edge)))
  const ofRemoved = cut.filter(({ from }) => gone.has(from))
  for (const edge of ofRemoved) lines.set(edgeId(edge), 'removed')
  const layout = places(before, after, removed)
  const drawing = { ...after, nodes: [...after.nodes, ...removed], edges: [...after.edges, ...ofRemoved], layout }
  return {
    drawing,
    compared: { steps, lines, cut: cut.filter(({ from }) => !gone.has(from)) },
    changes: inReadingOrder(found, layout),
  }
}

const lineKey = ({ from, port, to }: Edge) => JSON.stringify([from, port, to])

/** What is gone stands where it stood seen from a neighbour that is still there, or beside what stands there now. */
function places(before: Workflow, after: Workflow, removed: readonly WorkflowNode[]): Layout {
  const was = withPlaces(before).layout
  const now = withPlaces(after).layout
  const layout: Record<string, Spot> = Object.fromEntries(after.nodes.map(({ id }) => [id, now[id] ?? [0, 0]]))
  for (const { id } of removed) {
    const old = was[id] ?? [0, 0]
    const neighbour = before.edges.flatMap(({ from, to }) => (to === id ? [from] : from === id ? [to] : [])).find((each) => layout[each])
    const [here, there] = neighbour === undefined ? [undefined, undefined] : [layout[neighbour], was[neighbour]]
    const wanted: Spot = here && there ? [old[0] + here[0] - there[0], old[1] + here[1] - there[1]] : old
    layout[id] = freeSpot(layout, onGrid(wanted))
  }
  return layout
}

function inReadingOrder(changes: readonly FlowChange[], layout: Layout): readonly FlowChange[] {
  const spot = (change: FlowChange): Spot => layout[placeOfChange(change) ?? ''] ?? [0, Number.NEGATIVE_INFINITY]
  return changes.toSorted((a, b) => {
    const [[ax, ay], [bx, by]] = [spot(a), spot(b)]
    return ay === by ? ax - bx : ay < by ? -1 : 1
  })
}
