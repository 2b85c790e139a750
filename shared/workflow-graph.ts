/** A workflow as a graph: who leads to whom, what a step can rely on having run, and where it goes round in circles. */
import type { NodeTypeData } from './node-type-data.ts'
import { isTrigger, type Workflow, type WorkflowNode } from './workflow.ts'

/** By type name. A node of a type that is missing here leads only where its edges lead. */
export type NodeTypes = ReadonlyMap<string, NodeTypeData>

/** All by node id. Nodes that nothing leads to are in `nodes`, too; a drawing may hold circles. */
export interface WorkflowGraph {
  readonly nodes: ReadonlyMap<string, WorkflowNode>
  /** Where a node leads: by its edges, and by jumping to a step that one of its parameters names. */
  readonly next: ReadonlyMap<string, readonly string[]>
  readonly before: ReadonlyMap<string, readonly string[]>
  readonly triggers: readonly string[]
  /** All nodes that some trigger leads to. */
  readonly reachable: ReadonlySet<string>
  /** Nodes that run only when every way into them has run. */
  readonly joins: ReadonlySet<string>
}

/** Reads the graph; edges that begin or end nowhere are left out. */
export function workflowGraph(workflow: Workflow, types: NodeTypes): WorkflowGraph {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]))
  const next = new Map<string, string[]>()
  const before = new Map<string, string[]>()
  const link = (from: string, to: string) => {
    if (!nodes.has(from) || !nodes.has(to)) return
    append(next, from, to)
    append(before, to, from)
  }
  for (const { from, to } of workflow.edges) link(from, to)
  for (const node of workflow.nodes) for (const target of jumpsOf(node, types.get(node.type))) link(node.id, target)

  const isStart = (node: WorkflowNode) => types.get(node.type)?.trigger != null || isTrigger(node)
  const triggers = workflow.nodes.filter(isStart).map(({ id }) => id)
  const joins = new Set(workflow.nodes.filter((node) => joinOf(node) === 'all' && !node.params['patience']).map(({ id }) => id))
  const graph = { nodes, next, before, triggers, joins }
  return { ...graph, reachable: spread(triggers, next) }
}

/** How a join waits: for all ways, for any of them, or for so many; null for what is no join. */
export function joinOf({ type, params }: WorkflowNode): 'all' | 'any' | number | null {
  if (type !== 'logic.join') return null
  if (params['mode'] === 'any') return 'any'
  if (params['mode'] !== 'some') return 'all'
  return typeof params['count'] === 'number' ? params['count'] : 2
}

/** The steps that have certainly run before this one, and those that may have, by the ways that lead to it. */
interface RanBefore {
  readonly certain: ReadonlySet<string>
  readonly maybe: ReadonlySet<string>
}

/** What may be used in a step: values of certain steps are there, those of others may be empty. */
export function ranBefore(graph: WorkflowGraph, id: string): RanBefore {
  const certain = new Set<string>()
  const maybe = new Set<string>()
  for (const earlier of ancestors(graph, id)) (isCertain(graph, earlier, id) ? certain : maybe).add(earlier)
  return { certain, maybe }
}

/** Every node from which this one can be reached; itself only when it stands in a circle. */
export const ancestors = (graph: WorkflowGraph, id: string): ReadonlySet<string> => spread(graph.before.get(id) ?? [], graph.before)

/** Does every way from a trigger to `id` lead through `earlier`? A join of all ways runs only after each of them. */
export function isCertain(graph: WorkflowGraph, earlier: string, id: string): boolean {
  if (earlier === id) return false
  const found = new Set(graph.triggers.filter((trigger) => trigger !== earlier))
  const arrived = new Map<string, number>()
  const open = [...found]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === id) return false
    for (const following of graph.next.get(node) ?? []) {
      const ways = (arrived.get(following) ?? 0) + 1
      arrived.set(following, ways)
      const complete = !graph.joins.has(following) || ways === (graph.before.get(following)?.length ?? 0)
      if (following === earlier || found.has(following) || !complete) continue
      found.add(following)
      open.push(following)
    }
  }
  return true
}

/** The circles: groups of nodes of which each leads to each, without the nodes that are left out. */
export function circles(graph: WorkflowGraph, without: (id: string) => boolean): readonly (readonly string[])[] {
  const found: string[][] = []
  const number = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const nextOf = (id: string) => (graph.next.get(id) ?? []).filter((each) => !without(each))
  for (const start of graph.nodes.keys()) {
    if (number.has(start) || without(start)) continue
    const path: { id: string; rest: string[] }[] = []
    const enter = (id: string) => {
      number.set(id, number.size)
      low.set(id, number.size - 1)
      stack.push(id)
      onStack.add(id)
      path.push({ id, rest: nextOf(id) })
    }
    enter(start)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { id, rest } = top
      const following = rest.pop()
      if (following !== undefined) {
        if (!number.has(following)) enter(following)
        else if (onStack.has(following)) low.set(id, Math.min(low.get(id) ?? 0, number.get(following) ?? 0))
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent) low.set(parent.id, Math.min(low.get(parent.id) ?? 0, low.get(id) ?? 0))
      if (low.get(id) !== number.get(id)) continue
      const group = stack.splice(stack.indexOf(id))
      for (const member of group) onStack.delete(member)
      if (group.length > 1 || nextOf(id).includes(id)) found.push(group)
    }
  }
  return found
}

function jumpsOf(node: WorkflowNode, type: NodeTypeData | undefined): string[] {
  if (type?.group !== 'logic') return []
  return Object.entries(type.params).flatMap(([name, param]) => {
    const target = node.params[name]
    return param.kind === 'pick' && param.from === 'nodes' && typeof target === 'string' ? [target] : []
  })
}

function spread(starts: readonly string[], next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set(starts)
  for (const id of found) for (const following of next.get(id) ?? []) found.add(following)
  return found
}

function append(map: Map<string, string[]>, key: string, value: string) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
