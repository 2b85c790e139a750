/**
 * The drawing as it is seen while groups are folded: each is one card, and the lines of what is in it lead to that card
 * and leave it. Canvas, arrow keys and tidying go by this; nothing of it is saved.
 */
import type { CanvasGroup, Edge, Workflow, WorkflowNode } from '../../shared/workflow.ts'
import { boxesOf } from './align.ts'
import { edgeId } from './graph.ts'
import { groupAround, groupById, groupsOf } from './groups.ts'
import { cardSize, type Layout, onGrid, type Spot } from './placing.ts'

const seenOf = new WeakMap<Workflow, Workflow>()
const insideOf = new WeakMap<WorkflowNode, ReadonlyMap<string, WorkflowNode>>()
const realOf = new WeakMap<Edge, Edge>()

/** With a card in place of each folded group; the same workflow when none is folded. */
export function seen(workflow: Workflow): Workflow {
  if (!groupsOf(workflow).some(({ folded }) => folded)) return workflow
  const known = seenOf.get(workflow)
  if (known) return known
  const made = fold(workflow)
  seenOf.set(workflow, made)
  return made
}

/** The steps behind the card of a folded group, by id; null for a step. */
export const hiddenIn = (card: WorkflowNode): ReadonlyMap<string, WorkflowNode> | null => insideOf.get(card) ?? null

/** The line of the workflow that is drawn to or from the card of a group. */
export const realEdge = (edge: Edge): Edge => realOf.get(edge) ?? edge

/** The card that is seen of a step or a note: its own, or that of the folded group it is in. */
export const seenAs = (workflow: Workflow, id: string): string => {
  const group = groupAround(workflow, id)
  return group?.folded ? group.id : id
}

/** Where the steps and notes of a group go when the group is brought from one place to another. */
export function carried(workflow: Workflow, { members }: CanvasGroup, from: Spot, to: Spot): Layout {
  const [right, down] = onGrid([to[0] - from[0], to[1] - from[1]])
  const boxes = boxesOf(workflow, new Set(members))
  return Object.fromEntries(boxes.map(({ id, at: [x, y] }) => [id, [x + right, y + down] as const]))
}

/** New places of what is seen, as places of all steps and notes: a folded group takes along what is in it. */
export function unfolded(workflow: Workflow, spots: Layout): Layout {
  const before = seen(workflow).layout
  return Object.fromEntries(
    Object.entries(spots).flatMap(([id, spot]) => {
      const group = groupById(workflow, id)
      const from = before[id]
      return group && from ? Object.entries(carried(workflow, group, from, spot)) : [[id, spot] as const]
    }),
  )
}

function fold(workflow: Workflow): Workflow {
  const cards = new Map<string, WorkflowNode>()
  const spots: Record<string, Spot> = {}
  for (const group of groupsOf(workflow)) {
    const boxes = boxesOf(workflow, new Set(group.members))
    if (!group.folded || boxes.length === 0) continue
    const card: WorkflowNode = { id: group.id, type: 'group', name: group.name, mode: 'act', params: {} }
    insideOf.set(card, new Map(workflow.nodes.filter(({ id }) => group.members.includes(id)).map((node) => [node.id, node])))
    for (const { id } of boxes) cards.set(id, card)
    const left = Math.min(...boxes.map(({ at }) => at[0]))
    const right = Math.max(...boxes.map(({ at, size }) => at[0] + size[0]))
    spots[group.id] = onGrid([(left + right - cardSize.width) / 2, Math.min(...boxes.map(({ at }) => at[1]))])
  }
  const shownAs = (id: string) => cards.get(id)?.id ?? id
  return {
    ...workflow,
    nodes: [...new Set([...workflow.nodes.map((node) => cards.get(node.id) ?? node), ...cards.values()])],
    edges: workflow.edges.flatMap((edge) => {
      const [from, to] = [shownAs(edge.from), shownAs(edge.to)]
      if (from === edge.from && to === edge.to) return [edge]
      if (from === to) return []
      const drawn: Edge = { from, port: from === edge.from ? edge.port : edgeId(edge), to }
      realOf.set(drawn, edge)
      return [drawn]
    }),
    layout: { ...Object.fromEntries(Object.entries(workflow.layout).filter(([id]) => !cards.has(id))), ...spots },
    notes: workflow.notes.filter(({ id }) => !cards.has(id)),
  }
}
