/** What is different between two drawings of a flow. Moves on the canvas and notes are no difference. */
import type { Json } from './json.ts'
import { type Edge, type Workflow, type WorkflowNode, withoutNote } from './workflow.ts'

/**
 * One difference. `params` names those that differ. A line is one of its own only where its step is in both drawings: a
 * way that leads elsewhere now; null is nowhere.
 */
export type FlowChange =
  | { readonly kind: 'added' | 'removed'; readonly node: WorkflowNode }
  | { readonly kind: 'changed'; readonly before: WorkflowNode; readonly after: WorkflowNode; readonly params: readonly string[] }
  | {
      readonly kind: 'line'
      readonly node: WorkflowNode
      readonly port: string
      readonly before: string | null
      readonly after: string | null
    }
  | { readonly kind: 'settings' }
  | { readonly kind: 'name'; readonly before: string; readonly after: string }

/** All differences: of the flow as a whole, of its steps in the order of the later drawing, of those that are gone, of lines. */
export function compareFlows(before: Workflow, after: Workflow): readonly FlowChange[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const now = new Set(after.nodes.map(({ id }) => id))
  const changes: FlowChange[] = []
  if (before.name !== after.name) changes.push({ kind: 'name', before: before.name, after: after.name })
  if (!same(before.settings, after.settings)) changes.push({ kind: 'settings' })
  for (const node of after.nodes) {
    const earlier = old.get(node.id)
    if (!earlier) changes.push({ kind: 'added', node })
    else if (!same(withoutNote(earlier), withoutNote(node)))
      changes.push({ kind: 'changed', before: earlier, after: node, params: changedParams(earlier, node) })
  }
  for (const node of before.nodes) if (!now.has(node.id)) changes.push({ kind: 'removed', node })
  return [...changes, ...changedLines(before, after)]
}

/** The step at which a difference is to be seen; null for one of the flow as a whole. */
export function placeOfChange(change: FlowChange): string | null {
  switch (change.kind) {
    case 'changed':
      return change.after.id
    case 'added':
    case 'removed':
    case 'line':
      return change.node.id
    default:
      return null
  }
}

/** Tells the differences of two drawings apart. */
export const nameOfChange = (change: FlowChange): string =>
  [change.kind, placeOfChange(change), change.kind === 'line' ? change.port : ''].join('/')

function changedLines(before: Workflow, after: Workflow): FlowChange[] {
  const [was, is] = [linesOf(before), linesOf(after)]
  const stayed = new Set(before.nodes.map(({ id }) => id))
  return after.nodes
    .filter(({ id }) => stayed.has(id))
    .flatMap((node) => {
      const ports = [...after.edges, ...before.edges].filter(({ from }) => from === node.id).map(({ port }) => port)
      return [...new Set(ports)].flatMap((port): FlowChange[] => {
        const id = keyOf({ from: node.id, port })
        const [from, to] = [was.get(id)?.to ?? null, is.get(id)?.to ?? null]
        return from === to ? [] : [{ kind: 'line', node, port, before: from, after: to }]
      })
    })
}

/** One edge leaves a port. */
const keyOf = ({ from, port }: Pick<Edge, 'from' | 'port'>): string => JSON.stringify([from, port])

const linesOf = ({ edges }: Workflow): ReadonlyMap<string, Edge> => new Map(edges.map((edge) => [keyOf(edge), edge]))

const changedParams = (before: WorkflowNode, after: WorkflowNode): readonly string[] =>
  [...new Set([...Object.keys(before.params), ...Object.keys(after.params)])].filter(
    (name) => !same(before.params[name], after.params[name]),
  )

/** Equal as JSON, whatever the order of the keys. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a as Json)) === JSON.stringify(sorted(b as Json))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
