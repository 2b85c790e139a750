/** The values that the steps of a flow leave: which output a path names, what it holds, and of which records a loop goes through. */
import type { Held } from './choice-labels.ts'
import type { OutputField } from './node.ts'
import { entityOf, type NodeTypeData, paramValue } from './node-type-data.ts'
import type { Workflow, WorkflowNode } from './workflow.ts'
import type { NodeTypes } from './workflow-graph.ts'

/** An output with the step that leaves it, and where its path goes on behind it. */
export interface Left {
  readonly node: WorkflowNode
  readonly type: NodeTypeData
  readonly output: OutputField
  readonly rest: readonly string[]
}

/** The output that `node.<id>.<output>` names, or `event.<output>`: of several triggers the first that has one. Null for another path. */
export function leftAt(path: string, { nodes }: Workflow, types: NodeTypes): Left | null {
  const [root = '', first = '', ...rest] = path.split('.')
  const isTrigger = ({ type }: WorkflowNode) => types.get(type)?.trigger != null
  const from = root === 'node' ? nodes.filter(({ id }) => id === first) : root === 'event' ? nodes.filter(isTrigger) : []
  const [name = '', ...further] = root === 'node' ? rest : [first, ...rest]
  for (const node of from) {
    const type = types.get(node.type)
    const output = type && Object.hasOwn(type.output, name) ? type.output[name] : undefined
    if (type && output) return { node, type, output, rest: further }
  }
  return null
}

/** What an output holds, of all but lists; null where that is not known. */
export function heldIn({ node, type, output }: Left, subject: string | null): Held | null {
  const entity = output.type === 'list' || output.entity === undefined ? null : entityOf(output.entity, type, node, subject)
  if (entity === null) return null
  if (output.field === undefined) return { entity, field: null }
  const field = output.field.startsWith('$') ? paramValue(type, node, output.field.slice(1)) : output.field
  return typeof field === 'string' && field !== '' ? { entity, field } : null
}

/**
 * Of which entity the items are that a step is about, by the innermost loop around it; without a step, those of every
 * loop of the flow. Null outside of loops, and where it is not known or not the same.
 */
export function itemEntity(workflow: Workflow, types: NodeTypes, node: string | null): string | null {
  const loops = loopsIn(workflow, types)
  const around = node === null ? loops : innermost(loops, node, workflow)
  const found = new Set(around.map((loop) => listedBy(loop, workflow, types)))
  return found.size === 1 ? ([...found][0] ?? null) : null
}

/** Does a loop go through a list around this step? */
export const isInsideLoop = (workflow: Workflow, types: NodeTypes, node: string): boolean =>
  loopsIn(workflow, types).some(({ id }) => isInside(node, id, workflow))

const loopsIn = ({ nodes }: Workflow, types: NodeTypes): readonly WorkflowNode[] =>
  nodes.filter(({ type }) => Object.hasOwn(types.get(type)?.ports ?? {}, 'item'))

function innermost(loops: readonly WorkflowNode[], node: string, workflow: Workflow): readonly WorkflowNode[] {
  const around = loops.filter(({ id }) => isInside(node, id, workflow))
  return around.filter(({ id }) => around.every((other) => other.id === id || !isInside(other.id, id, workflow)))
}

/** Is there a way from the items of the loop to the step that does not come back to the loop? */
function isInside(node: string, loop: string, { edges }: Workflow): boolean {
  const found = new Set(edges.flatMap(({ from, port, to }) => (from === loop && port === 'item' ? [to] : [])))
  for (const id of found) if (id !== loop) for (const { from, to } of edges) if (from === id) found.add(to)
  return node !== loop && found.has(node)
}

function listedBy(loop: WorkflowNode, workflow: Workflow, types: NodeTypes): string | null {
  const type = types.get(loop.type)
  const [name] = Object.entries(type?.params ?? {}).find(([, param]) => param.kind === 'value' && param.takes === 'list') ?? []
  const path = type && name !== undefined ? paramValue(type, loop, name) : undefined
  const left = typeof path === 'string' ? leftAt(path, workflow, types) : null
  if (left?.output.type !== 'list' || left.rest.length > 0 || left.output.entity === undefined) return null
  return entityOf(left.output.entity, left.type, left.node, workflow.settings.subject)
}
