/** Questions about the graph of a workflow. All of them read, none changes. */
import type { Edge, Workflow, WorkflowNode } from '../../shared/workflow.ts'

/** What the graph has to know of node types. The editor makes it from `/api/node-types`, tests by hand. */
export interface NodeFacts {
  /** The ports a node is meant to be left by, in the order they are drawn. */
  portsOf(node: WorkflowNode): readonly string[]
  /** Ports for when something goes otherwise: `error`, `dismissed`, `expired`, `withdrawn`. They may stay unconnected. */
  sidePortsOf(node: WorkflowNode): readonly string[]
  /** It can wait for a long time, so a loop through it does not spin. */
  waits(node: WorkflowNode): boolean
}

/** Null when there is none. */
export const nodeById = (workflow: Workflow, id: string): WorkflowNode | null => workflow.nodes.find((node) => node.id === id) ?? null

/** One edge leaves a port, so node and port name it. */
export const edgeId = (edge: { readonly from: string; readonly port: string }): string => `${edge.from}/${edge.port}`

/** The line that leaves a node by a port; null while it is open. */
export const edgeAt = (workflow: Workflow, from: string, port: string): Edge | null =>
  workflow.edges.find((edge) => edge.from === from && edge.port === port) ?? null

/** The lines that lead to a node, in the order of the file. */
export const edgesInto = (workflow: Workflow, id: string): readonly Edge[] => workflow.edges.filter((edge) => edge.to === id)

/** The edges that leave a node, in the order of its ports; edges of ports it no longer has come last. */
export function edgesOutOf(workflow: Workflow, id: string, facts: NodeFacts): readonly Edge[] {
  const node = nodeById(workflow, id)
  const edges = workflow.edges.filter((edge) => edge.from === id)
  return node ? inOrder(edges, facts.portsOf(node)) : edges
}

function inOrder(edges: readonly Edge[], ports: readonly string[]): Edge[] {
  const rank = ({ port }: Edge) => {
    const at = ports.indexOf(port)
    return at === -1 ? ports.length : at
  }
  return edges.toSorted((a, b) => rank(a) - rank(b))
}

/** Does a port lead anywhere? Asked by every handle of every card, so the answers of one set of edges are kept. */
export function isConnected(workflow: Workflow, end: { readonly from: string; readonly port: string }): boolean {
  let ends = connected.get(workflow.edges)
  if (!ends) {
    ends = new Set(workflow.edges.map(edgeId))
    connected.set(workflow.edges, ends)
  }
  return ends.has(edgeId(end))
}

const connected = new WeakMap<readonly Edge[], ReadonlySet<string>>()

/** The edges that leave each node, in the order of its ports: for those who go through a whole workflow. */
export function edgesByNode(workflow: Workflow, facts: NodeFacts): ReadonlyMap<string, readonly Edge[]> {
  const byNode = new Map<string, Edge[]>()
  for (const edge of workflow.edges) {
    const known = byNode.get(edge.from)
    if (known) known.push(edge)
    else byNode.set(edge.from, [edge])
  }
  for (const node of workflow.nodes) {
    const edges = byNode.get(node.id)
    if (edges && edges.length > 1) byNode.set(node.id, inOrder(edges, facts.portsOf(node)))
  }
  return byNode
}

/** The ports of a node that lead nowhere yet. */
export function openPorts(workflow: Workflow, id: string, facts: NodeFacts): readonly string[] {
  const node = nodeById(workflow, id)
  return node ? facts.portsOf(node).filter((port) => !edgeAt(workflow, id, port)) : []
}

/** Every node that can be reached from `id` by edges, `id` itself only through a loop. `past` says through which nodes the way goes on. */
export function reachableFrom(workflow: Workflow, id: string, past: (id: string) => boolean = () => true): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of workflow.edges) next.set(from, [...(next.get(from) ?? []), to])
  const found = new Set<string>()
  const open = [id]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const to of next.get(at) ?? []) {
      if (found.has(to)) continue
      found.add(to)
      if (past(to)) open.push(to)
    }
  }
  return found
}
