/** The lines of n8n as ours: one from each port, so where several begin, a step for ways side by side stands between. */
import type { JsonObject } from '../json.ts'
import type { Edge, WorkflowNode } from '../workflow.ts'
import type { N8nGraph } from './n8n-graph.ts'
import { halfBelow } from './n8n-layout.ts'

/** A step with the place of its card. */
export interface Placed {
  readonly node: WorkflowNode
  readonly at: readonly [number, number]
}

/** Lines, and the steps that had to be added for them; `cut` are steps with an output that no port of ours answers to. */
interface Lines {
  readonly edges: readonly Edge[]
  readonly added: readonly Placed[]
  readonly cut: ReadonlySet<string>
}

/** The lines between the steps that are drawn. */
export function linesOf(graph: N8nGraph, placed: readonly Placed[]): Lines {
  const taken = new Set(placed.map(({ node }) => node.id))
  const edges: Edge[] = []
  const added: Placed[] = []
  const cut = new Set<string>()
  const add = (after: Placed, type: string, params: JsonObject): string => {
    const id = freeId(`${after.node.id.slice(0, 60)}-${type === 'logic.forEach' ? 'each' : 'ways'}`, taken)
    added.push({ node: { id, type, mode: 'act', params }, at: halfBelow(after.at) })
    return id
  }
  for (const from of placed) {
    const { id } = from.node
    const step = graph.made.get(id) ?? null
    const outputs = graph.targets.get(id) ?? []
    for (const [output, targets] of outputs.entries()) {
      const port = step ? step.ports[output] : output === 0 ? 'out' : `out-${output + 1}`
      if (targets.length === 0) continue
      if (port === undefined) {
        cut.add(id)
        continue
      }
      const isList = step?.carries.kind === 'list' && output === 0 && !graph.feeds.has(id)
      const loop = isList && step.carries.kind === 'list' ? add(from, 'logic.forEach', { list: step.carries.base }) : null
      const entry = targets.length === 1 ? (targets[0] ?? '') : add(from, 'logic.parallel', { branches: branchesOf(targets, graph) })
      if (targets.length > 1) edges.push(...targets.map((to, at) => ({ from: entry, port: wayOf(at), to })))
      edges.push({ from: id, port, to: loop ?? entry })
      if (loop !== null) edges.push({ from: loop, port: 'item', to: entry })
      const goesOn = step?.acts && output === 0 && graph.nodes.get(id)?.onError === 'go-on' && loop === null
      if (goesOn) edges.push({ from: id, port: 'error', to: entry })
    }
  }
  return { edges, added, cut }
}

const wayOf = (at: number): string => `way${at + 1}`

const branchesOf = (targets: readonly string[], { nodes }: N8nGraph) =>
  targets.map((to, at) => ({ id: wayOf(at), name: nodes.get(to)?.name.slice(0, 60) ?? to }))

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`
  taken.add(id)
  return id
}
