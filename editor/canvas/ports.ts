/** Where the ports of a card are, and what they are called. A handle's id is the name of its port. */
import { type NodeTypeData, type Port, portsOf, suggests } from '../../shared/node-type-data.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { cardSize } from '../workflow/placing.ts'

/** Own ports of letters that, like those the runtime adds, are for when something goes otherwise. */
const otherwise: ReadonlySet<string> = new Set(['suppressed', 'bounced'])

/** Is this a port for when something goes otherwise? It stands on the side of the card and may stay unconnected. */
export const isSidePort = ({ port, added }: Port, all: readonly Port[]): boolean =>
  added || (otherwise.has(port) && all.some((each) => !each.added && !otherwise.has(each.port)))

export interface PlacedPort extends Port {
  readonly side: boolean
  /** From the upper left corner of the card to the middle of the handle. */
  readonly x: number
  readonly y: number
}

/**
 * The ports of a step with their places: the ways it is meant to be left by along the lower edge, those for when
 * something goes otherwise on the right. Of a type that is not installed, the ports that lines use.
 */
export function placedPorts(workflow: Workflow, node: WorkflowNode, types: NodeTypes): readonly PlacedPort[] {
  const type = types.get(node.type)
  if (!type) return placed(workflow.edges.filter(({ from }) => from === node.id).map(({ port }) => asPort(port)))
  const suggesting = suggests(type, node, workflow.settings.everythingSuggests)
  const known = cache.get(node)
  if (known?.type === type && known.suggesting === suggesting) return known.ports
  const ports = placed(portsOf(type, node, suggesting))
  cache.set(node, { type, suggesting, ports })
  return ports
}

/** A step that did not change has the ports it had: a thousand of them are asked at every edit. */
const cache = new WeakMap<WorkflowNode, { type: NodeTypeData; suggesting: boolean; ports: readonly PlacedPort[] }>()

const asPort = (port: string): Port => ({ port, words: { en: port, ru: port }, added: false })

function placed(ports: readonly Port[]): readonly PlacedPort[] {
  const main = ports.filter((port) => !isSidePort(port, ports))
  const side = ports.filter((port) => isSidePort(port, ports))
  return [
    ...main.map((port, at) => ({ ...port, side: false, x: (cardSize.width * (at + 1)) / (main.length + 1), y: cardSize.height })),
    ...side.map((port, at) => ({ ...port, side: true, x: cardSize.width, y: (cardSize.height * (at + 1)) / (side.length + 1) })),
  ]
}
