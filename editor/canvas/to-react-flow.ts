/** From the workflow to what React Flow draws. React Flow's own types appear only here and in the components beside. */
import type { Edge as FlowEdge, Node as FlowNode } from '@xyflow/react'
import { Position } from '@xyflow/react'
import type { CanvasNote, Edge, Workflow, WorkflowNode } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { hiddenIn, realEdge } from '../workflow/fold.ts'
import { edgeId } from '../workflow/graph.ts'
import { groupById } from '../workflow/groups.ts'
import { cardSize, type Layout, noteSize, type Spot } from '../workflow/placing.ts'
import { boxAttributes, type FoldedNode, type FrameNode, framesOf } from './group-nodes.ts'
import { type LineEnds, type Route, routeLines } from './line-routes.ts'
import { type PlacedPort, placedPorts } from './ports.ts'

/** A step as the canvas draws it. */
export type CardNode = FlowNode<{ readonly node: WorkflowNode; readonly ports: readonly PlacedPort[] }, 'step'>

/** A note as the canvas draws it. */
export type NoteNode = FlowNode<{ readonly note: CanvasNote }, 'note'>

/** Whatever stands on the canvas; `type` tells which. */
export type CanvasNode = CardNode | NoteNode | FrameNode | FoldedNode

/** What a line is drawn from. */
export interface LineData extends Record<string, unknown> {
  readonly edge: Edge
  /** The port it leaves by; null when the step has no such port any more. */
  readonly label: PlacedPort | null
  /** The way it was given, and the ends it was given for: while one of them is dragged, they are elsewhere. */
  readonly route: Route
  readonly ends: LineEnds
  /** No other line leads to its step. */
  readonly alone: boolean
  /** It was in the earlier one of two drawings that are compared. */
  readonly cut: boolean
}

/** A line as the canvas draws it; its id is `edgeId`. */
export type LineEdge = FlowEdge<LineData, 'line'>

/** The id of the handle into which lines lead; those out of a step have the names of their ports. */
export const inHandle = 'in'

/** Pixels, also where less of it is seen: it has to be hit by a finger. */
export const handleSize = 24

/** Lines are not read aloud: the steps say what comes after and before them, and the outline lists the ways. */
const lineAttributes = { 'aria-roledescription': undefined, 'aria-hidden': true }

interface Shown {
  readonly selected: ReadonlySet<string>
  /** Places of steps that are being dragged; they are not in the workflow yet. */
  readonly dragged: ReadonlyMap<string, Spot>
  readonly readOnly: boolean
}

/**
 * Makes the nodes of the canvas, reusing every one that looks the same as before, so that a drag of one step does not
 * draw a thousand anew.
 */
export function nodeMaker(types: NodeTypes): (workflow: Workflow, shown: Shown) => CanvasNode[] {
  let cards = new Map<string, { key: string; node: WorkflowNode; made: CardNode }>()
  let notes = new Map<string, { key: string; note: CanvasNote; made: NoteNode }>()
  return (workflow, { selected, dragged, readOnly }) => {
    const nextCards: typeof cards = new Map()
    const nextNotes: typeof notes = new Map()
    const everything = workflow.settings.everythingSuggests === true
    const result: CanvasNode[] = framesOf(workflow, selected, dragged, readOnly)
    for (const note of workflow.notes) {
      const at = dragged.get(note.id) ?? note.at
      const key = `${at}|${selected.has(note.id)}|${readOnly}`
      const known = notes.get(note.id)
      const made = known?.note === note && known.key === key ? known.made : toNote(note, at, selected.has(note.id), readOnly)
      nextNotes.set(note.id, { key, note, made })
      result.push(made)
    }
    for (const node of workflow.nodes) {
      const at = dragged.get(node.id) ?? workflow.layout[node.id] ?? [0, 0]
      if (hiddenIn(node)) {
        result.push(...toFolded(workflow, node, at, selected, types))
        continue
      }
      const installed = types.has(node.type)
      const key = `${at}|${selected.has(node.id)}|${everything}|${readOnly}|${installed ? '' : workflow.edges.length}`
      const known = cards.get(node.id)
      const made =
        known?.node === node && known.key === key ? known.made : toCard(workflow, node, at, selected.has(node.id), readOnly, types)
      nextCards.set(node.id, { key, node, made })
      result.push(made)
    }
    cards = nextCards
    notes = nextNotes
    return result
  }
}

/** Sizes and handles are known, so lines can be drawn to cards that are out of sight and nothing has to be measured first. */
const cardParts = (ports: readonly PlacedPort[]) => ({
  ...cardSize,
  measured: cardSize,
  domAttributes: boxAttributes,
  handles: [
    {
      id: inHandle,
      type: 'target' as const,
      position: Position.Top,
      x: cardSize.width / 2 - handleSize / 2,
      y: -handleSize / 2,
      width: handleSize,
      height: handleSize,
    },
    ...ports.map((port) => ({
      id: port.port,
      type: 'source' as const,
      position: port.side ? Position.Right : Position.Bottom,
      x: port.x - handleSize / 2,
      y: port.y - handleSize / 2,
      width: handleSize,
      height: handleSize,
    })),
  ],
})

/** It is selected with anything that is in it. */
function toFolded(workflow: Workflow, card: WorkflowNode, [x, y]: Spot, selected: ReadonlySet<string>, types: NodeTypes): FoldedNode[] {
  const group = groupById(workflow, card.id)
  if (!group) return []
  const ports = placedPorts(workflow, card, types)
  return [
    {
      id: card.id,
      type: 'folded',
      position: { x, y },
      data: { group, ports },
      selected: [group.id, ...group.members].some((id) => selected.has(id)),
      connectable: false,
      ...cardParts(ports),
    },
  ]
}

function toCard(workflow: Workflow, node: WorkflowNode, [x, y]: Spot, selected: boolean, readOnly: boolean, types: NodeTypes): CardNode {
  const ports = placedPorts(workflow, node, types)
  return {
    id: node.id,
    type: 'step',
    position: { x, y },
    data: { node, ports },
    selected,
    draggable: !readOnly,
    ...cardParts(ports),
  }
}

function toNote(note: CanvasNote, [x, y]: Spot, selected: boolean, readOnly: boolean): NoteNode {
  const [width, height] = note.size ?? noteSize
  return {
    id: note.id,
    type: 'note',
    position: { x, y },
    data: { note },
    selected,
    draggable: !readOnly,
    connectable: false,
    width,
    height,
    measured: { width, height },
    handles: [],
    domAttributes: boxAttributes,
    // Notes lie under the lines and never block them; what is chosen is lifted by a thousand, so a frame would cover its steps.
    zIndex: selected ? -1001 : -1,
  }
}

interface Looks {
  readonly cut: boolean
  readonly ports: readonly PlacedPort[]
  readonly selected: boolean
  readonly readOnly: boolean
  readonly route: Route
  readonly alone: boolean
}

/**
 * The lines of the canvas; those whose ends are gone are left out, the checker speaks of them. A line that looks as before
 * is the same object, and when all do the list is: letters typed in a step then cost the lines nothing. `cut` are further
 * ones, of an earlier drawing.
 */
export function edgeMaker(
  types: NodeTypes,
): (workflow: Workflow, selected: string | null, readOnly: boolean, cut?: readonly Edge[]) => LineEdge[] {
  let lines = new Map<Edge, { looks: Looks; made: LineEdge }>()
  let last: LineEdge[] = []
  const routesOf = routeKeeper()
  return (workflow, selected, readOnly, cut = []) => {
    const next: typeof lines = new Map()
    const byId = new Map(workflow.nodes.map((node) => [node.id, node]))
    const isCut = new Set(cut)
    const drawn = [...workflow.edges, ...cut].flatMap((edge) => {
      const source = byId.get(edge.from)
      if (!source || !byId.has(edge.to)) return []
      const ports = placedPorts(workflow, source, types)
      const ends = endsOf(workflow.layout, edge, ports)
      return [{ edge, ports, ends: isCut.has(edge) ? { ...ends, id: cutId(edge) } : ends }]
    })
    const routes = routesOf(
      workflow.layout,
      drawn.map(({ ends }) => ends),
    )
    const arriving = new Map<string, number>()
    for (const { edge } of drawn) arriving.set(edge.to, (arriving.get(edge.to) ?? 0) + 1)
    const result = drawn.map(({ edge, ports, ends }) => {
      const route = routes.get(ends.id) ?? { path: '', middle: [0, 0] }
      const looks: Looks = {
        ports,
        selected: selected === edgeId(realEdge(edge)),
        readOnly,
        route,
        alone: arriving.get(edge.to) === 1,
        cut: isCut.has(edge),
      }
      const known = lines.get(edge)
      const made = known && looksSame(known.looks, looks) ? known.made : toLine(edge, ends, looks)
      next.set(edge, { looks, made })
      return made
    })
    lines = next
    if (result.length === last.length && result.every((line, at) => line === last[at])) return last
    last = result
    return result
  }
}

/** Another line may leave by the same port now. */
const cutId = (edge: Edge): string => `cut:${edgeId(edge)}`

/** A line from a port that is gone has nowhere to begin: it is drawn from the first one. */
function endsOf(layout: Layout, edge: Edge, ports: readonly PlacedPort[]): LineEnds {
  const port = ports.find((each) => each.port === edge.port) ?? ports[0]
  const [fromX, fromY] = layout[edge.from] ?? [0, 0]
  const [toX, toY] = layout[edge.to] ?? [0, 0]
  return {
    id: edgeId(realEdge(edge)),
    from: edge.from,
    to: edge.to,
    source: [fromX + (port?.x ?? cardSize.width / 2), fromY + (port?.y ?? cardSize.height)],
    target: [toX + cardSize.width / 2, toY],
    side: port?.side ?? false,
  }
}

/** Lines find their ways anew only when a step has moved or a line has other ends. */
function routeKeeper(): (layout: Layout, lines: readonly LineEnds[]) => ReadonlyMap<string, Route> {
  let before: { layout: Layout; lines: readonly LineEnds[] } | null = null
  let routes: ReadonlyMap<string, Route> = new Map()
  return (layout, lines) => {
    const same =
      before?.layout === layout && before.lines.length === lines.length && before.lines.every((line, at) => sameEnds(line, lines[at]))
    if (!same) {
      const found = routeLines(layout, lines)
      routes = new Map([...found].map(([id, route]) => [id, sameRoute(routes.get(id), route)]))
    }
    before = { layout, lines }
    return routes
  }
}

const sameSpot = (a: Spot, b: Spot | undefined) => a[0] === b?.[0] && a[1] === b[1]

const sameEnds = (a: LineEnds, b: LineEnds | undefined) =>
  a.id === b?.id && a.to === b.to && sameSpot(a.source, b.source) && sameSpot(a.target, b.target)

const sameRoute = (before: Route | undefined, now: Route): Route =>
  before?.path === now.path && sameSpot(before.middle, now.middle) ? before : now

function looksSame(a: Looks, b: Looks): boolean {
  return (
    samePorts(a.ports, b.ports) &&
    a.selected === b.selected &&
    a.readOnly === b.readOnly &&
    a.route === b.route &&
    a.alone === b.alone &&
    a.cut === b.cut
  )
}

/** A step whose text was changed has other ports only as objects. */
function samePorts(a: readonly PlacedPort[], b: readonly PlacedPort[]): boolean {
  if (a === b) return true
  const isSame = (port: PlacedPort, other: PlacedPort | undefined) =>
    port.port === other?.port &&
    port.words.en === other.words.en &&
    port.words.ru === other.words.ru &&
    port.x === other.x &&
    port.y === other.y
  return a.length === b.length && a.every((port, at) => isSame(port, b[at]))
}

function toLine(edge: Edge, ends: LineEnds, { ports, selected, readOnly, route, alone, cut }: Looks): LineEdge {
  const label = ports.find(({ port }) => port === edge.port) ?? null
  return {
    id: ends.id,
    type: 'line',
    source: edge.from,
    target: edge.to,
    sourceHandle: label ? edge.port : (ports[0]?.port ?? null),
    targetHandle: inHandle,
    data: { edge: realEdge(edge), label, route, ends, alone, cut },
    selected,
    domAttributes: lineAttributes,
    reconnectable: readOnly ? false : 'target',
  }
}
