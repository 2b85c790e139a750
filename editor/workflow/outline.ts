/**
 * A workflow as a tree, read from top to bottom: steps in a line stand on one level, the ways of a branch below it, and a
 * step that is met again is only pointed to. The outline, the numbers of steps and the arrow keys all follow it.
 */
import { isTrigger, type Workflow, type WorkflowNode } from '../../shared/workflow.ts'
import { edgesByNode, edgesInto, edgesOutOf, type NodeFacts } from './graph.ts'
import type { Spot } from './placing.ts'

/** `level` counts from 0; `number` is the step's own, from 1. */
export type OutlineRow =
  | { readonly kind: 'step'; readonly level: number; readonly node: WorkflowNode; readonly number: number }
  /** A way of a branch, with its steps below; `open` when it leads nowhere yet. */
  | { readonly kind: 'way'; readonly level: number; readonly from: string; readonly port: string; readonly open: boolean }
  /** The line goes on at a step that stands elsewhere. */
  | { readonly kind: 'continues'; readonly level: number; readonly from: string; readonly port: string; readonly to: string }

/** The rows of the outline, each step once. */
export function outline(workflow: Workflow, facts: NodeFacts): readonly OutlineRow[] {
  const byId = new Map(workflow.nodes.map((node) => [node.id, node]))
  const out = edgesByNode(workflow, facts)
  const rows: OutlineRow[] = []
  const met = new Set<string>()

  const line = (start: string, level: number) => {
    for (let id: string | null = start; id !== null; ) {
      const node = byId.get(id)
      if (!node || met.has(id)) return
      met.add(id)
      rows.push({ kind: 'step', level, node, number: met.size })
      id = onward(node, level)
    }
  }
  /** Writes the ways of a branch; answers the next step of a line without one. */
  const onward = (node: WorkflowNode, level: number): string | null => {
    const edges = out.get(node.id) ?? []
    const ports = facts.portsOf(node)
    const [only] = edges
    if (edges.length <= 1 && ports.length <= 1 && (!only || ports[0] === only.port)) {
      if (!only) return null
      if (!met.has(only.to)) return only.to
      rows.push({ kind: 'continues', level, from: node.id, port: only.port, to: only.to })
      return null
    }
    for (const port of new Set([...ports, ...edges.map((edge) => edge.port)])) {
      const edge = edges.find((each) => each.port === port)
      rows.push({ kind: 'way', level: level + 1, from: node.id, port, open: !edge })
      if (!edge) continue
      if (met.has(edge.to)) rows.push({ kind: 'continues', level: level + 2, from: node.id, port, to: edge.to })
      else line(edge.to, level + 2)
    }
    return null
  }

  for (const node of starts(workflow)) line(node.id, 0)
  return rows
}

/** Triggers first, then steps that nothing leads to, then whatever a loop hides; each from left to right and top to bottom. */
function starts(workflow: Workflow): readonly WorkflowNode[] {
  const led = new Set(workflow.edges.map(({ to }) => to))
  const rank = (node: WorkflowNode) => (isTrigger(node) ? 0 : led.has(node.id) ? 2 : 1)
  const spot = ({ id }: WorkflowNode): Spot => workflow.layout[id] ?? [0, 0]
  return [...workflow.nodes].sort((a, b) => rank(a) - rank(b) || spot(a)[1] - spot(b)[1] || spot(a)[0] - spot(b)[0])
}

/** The number of every step, by id, counted from 1 in the order of the outline. */
export const stepNumbers = (rows: readonly OutlineRow[]): ReadonlyMap<string, number> =>
  new Map(rows.flatMap((row) => (row.kind === 'step' ? [[row.node.id, row.number]] : [])))

/** As the arrow keys are called. */
export type Direction = 'up' | 'down' | 'left' | 'right'

/**
 * The step an arrow key leads to: up and down along the lines, left and right between the ways of a branch or between
 * triggers, after which the notes come. Null at an end; without a selection, and down or up from a note, the first step.
 */
export function neighbour(workflow: Workflow, facts: NodeFacts, from: string | null, direction: Direction): string | null {
  const notes = workflow.notes.map(({ id }) => id)
  const isAcross = direction === 'left' || direction === 'right'
  if (from === null || (notes.includes(from) && !isAcross)) return starts(workflow)[0]?.id ?? null
  if (direction === 'down') return edgesOutOf(workflow, from, facts)[0]?.to ?? null
  if (direction === 'up') return edgesInto(workflow, from)[0]?.from ?? null
  const [parent] = edgesInto(workflow, from)
  const siblings = parent
    ? edgesOutOf(workflow, parent.from, facts).map(({ to }) => to)
    : [...starts(workflow).flatMap(({ id }) => (edgesInto(workflow, id).length === 0 ? [id] : [])), ...notes]
  const at = siblings.indexOf(from)
  return siblings[direction === 'left' ? at - 1 : at + 1] ?? null
}
