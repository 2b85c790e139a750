/**
 * Edits of the graph: every one is a function from one workflow to the next, and none mutates. A command that cannot
 * apply returns the same object, so it leaves no trace in the history, and a button is disabled by comparing the two.
 */
import type { Edge, Workflow, WorkflowNode } from '../../shared/workflow.ts'
import { isTrigger } from '../../shared/workflow.ts'
import { refusal } from './connections.ts'
import { edgeAt, edgeId, edgesOutOf, type NodeFacts, nodeById, openPorts, reachableFrom } from './graph.ts'
import { joinGroup } from './groups.ts'
import { freeSpot, onGrid, pushDown, rowStep, type Spot, spotBelow } from './placing.ts'

/** Where a port leads to, before it has an edge. */
export interface End {
  readonly from: string
  readonly port: string
}

/** Puts a step on an empty place of the page, connected to nothing. */
export function addNode(workflow: Workflow, node: WorkflowNode, wanted: Spot): Workflow {
  if (nodeById(workflow, node.id)) return workflow
  return place(workflow, node, freeSpot(workflow.layout, onGrid(wanted)))
}

/** Puts a step behind a port that leads nowhere yet. A trigger cannot follow anything: it is only placed. */
export function addAfter(workflow: Workflow, node: WorkflowNode, end: End, facts: NodeFacts): Workflow {
  const before = nodeById(workflow, end.from)
  const spot = workflow.layout[end.from]
  if (!before || !spot || nodeById(workflow, node.id)) return workflow
  if (edgeAt(workflow, end.from, end.port)) return insertOnEdge(workflow, node, end, facts)
  const ports = facts.portsOf(before)
  const placed = place(workflow, node, freeSpot(workflow.layout, spotBelow(spot, Math.max(0, ports.indexOf(end.port)), ports.length)))
  return isTrigger(node) ? placed : { ...placed, edges: [...placed.edges, { ...end, to: node.id }] }
}

/**
 * Puts a step between two that are connected. What came next comes after its first port; steps downstream that it
 * would cover move down, nothing else moves.
 */
export function insertOnEdge(workflow: Workflow, node: WorkflowNode, end: End, facts: NodeFacts): Workflow {
  const edge = edgeAt(workflow, end.from, end.port)
  const above = workflow.layout[end.from]
  const below = edge && workflow.layout[edge.to]
  if (!edge || !above || !below || isTrigger(node) || nodeById(workflow, node.id)) return workflow
  const [onward] = facts.portsOf(node)
  const downstream = new Set(reachableFrom(workflow, edge.from))
  downstream.delete(edge.from)
  const spot: Spot = below[1] > above[1] ? [below[0], Math.min(below[1], above[1] + rowStep)] : [above[0], above[1] + rowStep]
  const placed = place(workflow, node, spot)
  const inserted: Workflow = {
    ...placed,
    edges: [
      ...placed.edges.map((each) => (each === edge ? { ...edge, to: node.id } : each)),
      ...(onward === undefined ? [] : [{ from: node.id, port: onward, to: edge.to }]),
    ],
    layout: pushDown(placed.layout, node.id, downstream),
  }
  return joinGroup(inserted, node.id, edge.from, edge.to)
}

/**
 * Takes steps away and heals the line: what led to one of them leads on to what followed it. A step with several ways
 * goes on by the port named in `onward`; without a choice only a step with a single way heals.
 */
export function removeNodes(
  workflow: Workflow,
  ids: Iterable<string>,
  facts: NodeFacts,
  onward: Readonly<Record<string, string>> = {},
): Workflow {
  const gone = new Set([...ids].filter((id) => nodeById(workflow, id)))
  if (gone.size === 0) return workflow
  const next = (id: string): string | null => {
    const ways = edgesOutOf(workflow, id, facts)
    const way = onward[id] === undefined ? (ways.length === 1 ? ways[0] : undefined) : ways.find(({ port }) => port === onward[id])
    return way?.to ?? null
  }
  const kept = (start: string): string | null => {
    const seen = new Set<string>()
    let id: string | null = start
    while (id !== null && gone.has(id) && !seen.has(id)) {
      seen.add(id)
      id = next(id)
    }
    return id !== null && !gone.has(id) ? id : null
  }
  const edges = workflow.edges.flatMap((edge): readonly Edge[] => {
    if (gone.has(edge.from)) return []
    if (!gone.has(edge.to)) return [edge]
    const to = kept(edge.to)
    return to === null || to === edge.from ? [] : [{ ...edge, to }]
  })
  return {
    ...workflow,
    nodes: workflow.nodes.filter(({ id }) => !gone.has(id)),
    edges,
    layout: Object.fromEntries(Object.entries(workflow.layout).filter(([id]) => !gone.has(id))),
  }
}

/** The ways a step can be left by when it is taken away; with more than one a person has to choose which goes on. */
export function waysOnward(workflow: Workflow, id: string, facts: NodeFacts): readonly Edge[] {
  return workflow.edges.some((edge) => edge.to === id) ? edgesOutOf(workflow, id, facts) : []
}

/** Leads a port to a step. An edge the port already has is led there instead. */
export function connect(workflow: Workflow, end: End, to: string, facts: NodeFacts): Workflow {
  if (refusal(workflow, end, to, facts)) return workflow
  const before = edgeAt(workflow, end.from, end.port)
  if (before?.to === to) return workflow
  const edge: Edge = { from: end.from, port: end.port, to }
  return { ...workflow, edges: before ? workflow.edges.map((each) => (each === before ? edge : each)) : [...workflow.edges, edge] }
}

/** Leads an edge from another port: what it led to stays the same. */
export function retarget(workflow: Workflow, old: End, end: End, to: string, facts: NodeFacts): Workflow {
  if (edgeId(old) === edgeId(end)) return connect(workflow, end, to, facts)
  const without = disconnect(workflow, old)
  const next = connect(without, end, to, facts)
  return next === without ? workflow : next
}

/** Takes away the line that leaves by this port. */
export function disconnect(workflow: Workflow, end: End): Workflow {
  const edges = workflow.edges.filter((edge) => edgeId(edge) !== edgeId(end))
  return edges.length === workflow.edges.length ? workflow : { ...workflow, edges }
}

/**
 * Leads a port that is already taken to both steps: `parallel` is put on its edge, its first port goes where the edge
 * went, its second to `to`.
 */
export function doBoth(workflow: Workflow, end: End, to: string, parallel: WorkflowNode, facts: NodeFacts): Workflow {
  const put = insertOnEdge(workflow, parallel, end, facts)
  const second = openPorts(put, parallel.id, facts)[0]
  if (put === workflow || second === undefined) return workflow
  const both = connect(put, { from: parallel.id, port: second }, to, facts)
  return both === put ? workflow : both
}

/** Moves steps to new places: one call for a whole drag. */
export function moveNodes(workflow: Workflow, spots: Readonly<Record<string, Spot>>): Workflow {
  const moved = Object.entries(spots).filter(([id, [x, y]]) => {
    const old = workflow.layout[id]
    return nodeById(workflow, id) !== null && (old?.[0] !== x || old[1] !== y)
  })
  return moved.length === 0 ? workflow : { ...workflow, layout: { ...workflow.layout, ...Object.fromEntries(moved) } }
}

/** Connects a new step after another by the first port that is free, or puts it on the first line that leaves it. */
export function addAfterStep(workflow: Workflow, node: WorkflowNode, after: string, facts: NodeFacts): Workflow {
  const [free] = openPorts(workflow, after, facts)
  const [line] = edgesOutOf(workflow, after, facts)
  const port = free ?? line?.port
  return port === undefined ? workflow : addAfter(workflow, node, { from: after, port }, facts)
}

const place = (workflow: Workflow, node: WorkflowNode, spot: Spot): Workflow => ({
  ...workflow,
  nodes: [...workflow.nodes, node],
  layout: { ...workflow.layout, [node.id]: spot },
})
