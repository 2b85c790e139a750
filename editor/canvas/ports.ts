/** Where the ports of a card are, and what they are called. A handle's id is the name of its port. */
import { type NodeTypeData, type Port, portsOf, suggests } from '../../shared/node-type-data.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { hiddenIn } from '../workflow/fold.ts'
import { cardSize } from '../workflow/placing.ts'

/** Own ports of letters that, like those the runtime adds, are for when something goes otherwise. */
const otherwise: ReadonlySet<string> = new Set(['suppressed', 'bounced'])

/** Is this a port for when something goes otherwise? It stands on the side of the card and may stay unconnected. */
const isSidePort = ({ port, added }: Port, all: readonly Port[]): boolean =>
  added || (otherwise.has(port) && all.some((each) => !each.added && !otherwise.has(each.port)))

/** `side`: on the right of the card, not along its lower edge. All lengths in pixels of the canvas. */
export interface PlacedPort extends Port {
  readonly side: boolean
  /** From the upper left corner of the card to the middle of the handle. */
  readonly x: number
  readonly y: number
  /** How its name stands to its line; null when it is the only way and needs none. */
  readonly name: 'left' | 'middle' | 'right' | null
  /** The width there is for its name. */
  readonly room: number
}

/** Names on the side stand one below the other. */
const sideRow = 16

/**
 * The ports of a step with their places: the ways it is meant to be left by along the lower edge, those for when
 * something goes otherwise on the right. Of a type that is not installed, and of a folded group, the ports that lines use.
 */
export function placedPorts(workflow: Workflow, node: WorkflowNode, types: NodeTypes): readonly PlacedPort[] {
  const hidden = hiddenIn(node)
  if (hidden) return placed(workflow.edges.filter(({ from }) => from === node.id).map(({ port }) => hiddenPort(port, hidden, types)))
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

/** A line out of a folded group has the name of the port that it leaves inside; its port is named by the id of that line. */
function hiddenPort(id: string, hidden: ReadonlyMap<string, WorkflowNode>, types: NodeTypes): Port {
  const [from = '', port = ''] = id.split('/')
  const node = hidden.get(from)
  const type = node && types.get(node.type)
  const known = node && type && portsOf(type, node, true).find((each) => each.port === port)
  return { port: id, words: known?.words ?? { en: port, ru: port }, added: false }
}

function placed(ports: readonly Port[]): readonly PlacedPort[] {
  const main = ports.filter((port) => !isSidePort(port, ports))
  const side = ports.filter((port) => isSidePort(port, ports))
  const { width, height } = cardSize
  const row = Math.max(sideRow, height / (side.length + 1))
  return [
    ...main.map((port, at) => ({
      ...port,
      side: false,
      x: (width * (at + 1)) / (main.length + 1),
      y: height,
      ...nameOf(at, main.length),
    })),
    ...side.map((port, at) => ({
      ...port,
      side: true,
      x: width,
      y: height / 2 + (at - (side.length - 1) / 2) * row,
      name: 'right' as const,
      room: width,
    })),
  ]
}

/** The names of the outer ways have the room beside the card for themselves; those between share what is below it. */
function nameOf(at: number, count: number): Pick<PlacedPort, 'name' | 'room'> {
  if (count === 1) return { name: null, room: 0 }
  if (at === 0) return { name: 'left', room: cardSize.width / 2 }
  if (at === count - 1) return { name: 'right', room: cardSize.width / 2 }
  return { name: 'middle', room: (cardSize.width / (count + 1)) * (count === 3 ? 2 : 1) - 8 }
}

/** Names that have little room where their lines begin stand where these end. */
export const isCramped = ({ name, room }: PlacedPort): boolean => name === 'middle' && room < 80
