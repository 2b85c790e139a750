/** What the drawing asks of node types, and new steps of them. */
import type { Json } from '../../shared/json.ts'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { placedPorts } from '../canvas/ports.ts'
import { nodeIdFor } from './clipboard.ts'
import type { NodeFacts } from './graph.ts'
import { withDefaults } from './node-commands.ts'

/** What the graph has to know of the steps of this workflow. */
export function factsOf(types: NodeTypes, workflow: Workflow): NodeFacts {
  const ports = (node: WorkflowNode, side: boolean) =>
    placedPorts(workflow, node, types)
      .filter((port) => port.side === side)
      .map(({ port }) => port)
  return {
    portsOf: (node) => ports(node, false),
    sidePortsOf: (node) => ports(node, true),
    waits: ({ type }) => types.get(type)?.waits ?? false,
  }
}

/** A new step of a type, with its defaults, its safe mode and an id nobody had. */
export const newNode = (type: NodeTypeData): WorkflowNode => ({
  id: newId(type.type),
  type: type.type,
  mode: type.startsAs,
  params: withDefaults(type.params as Readonly<Record<string, { readonly default?: Json }>>),
})

/** A new id for a step or a note. */
export const newId = (type: string): string =>
  nodeIdFor(type, [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
