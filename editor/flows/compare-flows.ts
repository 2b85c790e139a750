/** What is different between two drawings of a flow. Moves on the canvas are no difference. */
import type { Json } from '../../shared/json.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'

/** `params` names those that differ; `lines` counts added and removed ones together. */
export type FlowChange =
  | { readonly kind: 'added' | 'removed'; readonly node: WorkflowNode }
  | { readonly kind: 'changed'; readonly before: WorkflowNode; readonly after: WorkflowNode; readonly params: readonly string[] }
  | { readonly kind: 'lines'; readonly count: number }
  | { readonly kind: 'settings' }
  | { readonly kind: 'name'; readonly before: string; readonly after: string }

/** All differences: steps in the order of the later drawing, those that are gone last, then lines and settings. */
export function compareFlows(before: Workflow, after: Workflow): readonly FlowChange[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const now = new Set(after.nodes.map(({ id }) => id))
  const changes: FlowChange[] = []
  if (before.name !== after.name) changes.push({ kind: 'name', before: before.name, after: after.name })
  for (const node of after.nodes) {
    const earlier = old.get(node.id)
    if (!earlier) changes.push({ kind: 'added', node })
    else if (!same(earlier, node)) changes.push({ kind: 'changed', before: earlier, after: node, params: changedParams(earlier, node) })
  }
  for (const node of before.nodes) if (!now.has(node.id)) changes.push({ kind: 'removed', node })
  const lines = (workflow: Workflow) => new Set(workflow.edges.map(({ from, port, to }) => JSON.stringify([from, port, to])))
  const [was, is] = [lines(before), lines(after)]
  const count = [...was].filter((line) => !is.has(line)).length + [...is].filter((line) => !was.has(line)).length
  // Where everything is new, its lines are no difference of their own.
  if (count > 0 && before.nodes.length > 0) changes.push({ kind: 'lines', count })
  if (!same(before.settings, after.settings)) changes.push({ kind: 'settings' })
  return changes
}

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
