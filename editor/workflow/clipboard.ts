/** Steps as text: copied in one flow or tab, pasted in another. */
import { isJsonObject, type Json } from '../../shared/json.ts'
import type { CanvasGroup, CanvasNote, Edge, Workflow, WorkflowNode } from '../../shared/workflow.ts'
import { groupsOf, withMembers } from './groups.ts'
import { bounds, canvasGrid, type Layout, onGrid, type Spot } from './placing.ts'

/** A part of a workflow: chosen steps with the lines between them, and the groups that are chosen whole. */
interface Cutting {
  readonly nodes: readonly WorkflowNode[]
  readonly edges: readonly Edge[]
  readonly layout: Layout
  readonly notes: readonly CanvasNote[]
  readonly groups?: readonly CanvasGroup[]
}

const mark = 'tandem/steps'

/** The chosen steps and notes as text for the clipboard; null when nothing of the workflow is chosen. */
export function copy(workflow: Workflow, ids: Iterable<string>): string | null {
  const chosen = withMembers(workflow, ids)
  const groups = groupsOf(workflow).filter(({ members }) => members.every((id) => chosen.has(id)))
  const cutting: Cutting = {
    nodes: workflow.nodes.filter(({ id }) => chosen.has(id)),
    edges: workflow.edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
    layout: Object.fromEntries(Object.entries(workflow.layout).filter(([id]) => chosen.has(id))),
    notes: workflow.notes.filter(({ id }) => chosen.has(id)),
    ...(groups.length > 0 ? { groups } : {}),
  }
  return cutting.nodes.length + cutting.notes.length === 0 ? null : JSON.stringify({ [mark]: 1, ...cutting })
}

/** Reads what `copy` wrote; null for any other text. */
export function cuttingIn(text: string): Cutting | null {
  if (!text.includes(mark)) return null
  try {
    const read: unknown = JSON.parse(text)
    if (!isJsonObject(read) || read[mark] !== 1) return null
    const { nodes, edges, layout, notes, groups = [] } = read
    if (!Array.isArray(nodes) || !Array.isArray(edges) || !Array.isArray(notes) || !Array.isArray(groups) || !isJsonObject(layout))
      return null
    const whole = nodes.every((node: Json) => isJsonObject(node) && typeof node['id'] === 'string' && isJsonObject(node['params']))
    return whole ? (read as unknown as Cutting) : null
  } catch {
    return null
  }
}

/** What a paste did: the workflow, and the ids of what is new, to select them. */
interface Pasted {
  readonly workflow: Workflow
  readonly ids: readonly string[]
}

/**
 * Puts a cutting in with new ids. Lines inside it are kept and values of steps inside it point to the new ids; values of
 * steps that stayed behind keep their old id, so the chip turns red where this flow has no such step.
 * `newId` names a step after its type; the cutting's upper left corner comes to `at`, or beside where it was cut from.
 */
export function paste(workflow: Workflow, cutting: Cutting, newId: (type: string) => string, at: Spot | null): Pasted {
  const names = new Map<string, string>()
  const taken = new Set([...workflow.nodes, ...workflow.notes, ...groupsOf(workflow)].map(({ id }) => id))
  const fresh = (type: string) => {
    let id = newId(type)
    while (taken.has(id)) id = newId(type)
    taken.add(id)
    return id
  }
  for (const { id, type } of cutting.nodes) names.set(id, fresh(type))
  for (const { id } of cutting.notes) names.set(id, fresh('note'))
  const named = (id: string) => names.get(id) ?? id

  const corner = bounds(
    Object.fromEntries([...Object.entries(cutting.layout), ...cutting.notes.map((note) => [note.id, note.at])]),
    names.keys(),
  )
  const shift: Spot = corner && at ? [at[0] - corner.x, at[1] - corner.y] : [canvasGrid * 3, canvasGrid * 3]
  const shifted = ([x, y]: Spot): Spot => onGrid([x + shift[0], y + shift[1]])

  const nodes = cutting.nodes.map((node) => ({ ...renamedIn(node, named), id: named(node.id) }))
  const notes = cutting.notes.map((note) => ({ ...note, id: named(note.id), at: shifted(note.at) }))
  const groups = (cutting.groups ?? []).map((group) => ({ ...group, id: fresh('group'), members: group.members.map(named) }))
  const pasted: Workflow = {
    ...workflow,
    nodes: [...workflow.nodes, ...nodes],
    edges: [...workflow.edges, ...cutting.edges.map((edge) => ({ ...edge, from: named(edge.from), to: named(edge.to) }))],
    layout: {
      ...workflow.layout,
      ...Object.fromEntries(cutting.nodes.map(({ id }) => [named(id), shifted(cutting.layout[id] ?? [corner?.x ?? 0, corner?.y ?? 0])])),
    },
    notes: [...workflow.notes, ...notes],
    ...(groups.length > 0 ? { groups: [...groupsOf(workflow), ...groups] } : {}),
  }
  return names.size === 0 ? { workflow, ids: [] } : { workflow: pasted, ids: [...nodes, ...notes].map(({ id }) => id) }
}

/** Copies steps and puts the copies beside them. */
export function duplicate(workflow: Workflow, ids: Iterable<string>, newId: (type: string) => string): Pasted {
  const cutting = cuttingIn(copy(workflow, ids) ?? '')
  return cutting ? paste(workflow, cutting, newId, null) : { workflow, ids: [] }
}

/** A new id for a step: readable in the file, and never the one of a step that was deleted. `random` is hexadecimal, eight digits of it are used. */
export const nodeIdFor = (type: string, random: string): string => `${type.slice(type.indexOf('.') + 1)}-${random.slice(0, 8)}`

/** Paths like `node.<id>.…` point to another step wherever they stand: in templates, rules and plain paths. */
function renamedIn<Value>(value: Value, named: (id: string) => string): Value {
  const rename = (part: unknown): unknown => {
    if (typeof part === 'string') {
      const path = /^node\.([^.]+)\.(.*)$/s.exec(part)
      return path ? `node.${named(path[1] ?? '')}.${path[2]}` : part
    }
    if (Array.isArray(part)) return part.map(rename)
    if (typeof part === 'object' && part !== null) return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, rename(each)]))
    return part
  }
  return rename(value) as Value
}
