/** Edits of a step and of the workflow around it: parameters, names, modes, settings, notes. */
import type { Json, JsonObject } from '../../shared/json.ts'
import {
  type CanvasNote,
  type Mode,
  type NodeCommon,
  type Workflow,
  type WorkflowNode,
  type WorkflowSettings,
  withoutNote,
} from '../../shared/workflow.ts'
import type { Spot } from './placing.ts'

/** Sets a parameter; `undefined` takes it away. */
export const setParam = (workflow: Workflow, id: string, name: string, value: Json | undefined): Workflow =>
  changeNode(workflow, id, (node) => {
    const params = withKey(node.params, name, value)
    return params === node.params ? node : { ...node, params }
  })

/** Gives a step its own name. An empty one gives it back the name of its type. */
export const renameNode = (workflow: Workflow, id: string, name: string): Workflow =>
  changeNode(workflow, id, (node) => {
    const trimmed = name.trim()
    if (trimmed === (node.name ?? '')) return node
    const { name: _, ...rest } = node
    return trimmed === '' ? rest : { ...rest, name: trimmed }
  })

/** Sets the mode of all steps named; those that have it already stay as they are. */
export function setMode(workflow: Workflow, ids: Iterable<string>, mode: Mode): Workflow {
  const wanted = new Set(ids)
  if (!workflow.nodes.some((node) => wanted.has(node.id) && node.mode !== mode)) return workflow
  return { ...workflow, nodes: workflow.nodes.map((node) => (wanted.has(node.id) && node.mode !== mode ? { ...node, mode } : node)) }
}

/** Sets one of the settings that every step has; `undefined` takes it away. */
export const setCommon = <Name extends keyof NodeCommon>(
  workflow: Workflow,
  id: string,
  name: Name,
  value: NodeCommon[Name] | undefined,
): Workflow =>
  changeNode(workflow, id, (node) => {
    const common = withKey<NodeCommon[keyof NodeCommon]>({ ...node.common }, name, value) as NodeCommon
    if (JSON.stringify(common) === JSON.stringify(node.common ?? {})) return node
    const { common: _, ...rest } = node
    return Object.keys(common).length === 0 ? rest : { ...rest, common }
  })

/** Writes what people should know about a step; an empty text takes it away. */
export const noteStep = (workflow: Workflow, id: string, note: string): Workflow =>
  changeNode(workflow, id, (node) => {
    if (note === (node.note ?? '')) return node
    return note === '' ? withoutNote(node) : { ...node, note }
  })

/** Trimmed; an empty name changes nothing. */
export const renameWorkflow = (workflow: Workflow, name: string): Workflow => {
  const trimmed = name.trim()
  return trimmed === '' || trimmed === workflow.name ? workflow : { ...workflow, name: trimmed }
}

/** Kept as it is typed; an empty text for none. */
export const describeWorkflow = (workflow: Workflow, description: string): Workflow =>
  description === (workflow.description ?? '') ? workflow : { ...workflow, description }

/** Sets one of the settings of the whole workflow; `undefined` takes it away. */
export function setSetting<Name extends keyof WorkflowSettings>(
  workflow: Workflow,
  name: Name,
  value: WorkflowSettings[Name] | undefined,
): Workflow {
  const settings = withKey<WorkflowSettings[keyof WorkflowSettings]>({ ...workflow.settings }, name, value) as unknown as WorkflowSettings
  return JSON.stringify(settings) === JSON.stringify(workflow.settings) ? workflow : { ...workflow, settings }
}

/** Changes nothing when there is a note with this id. */
export const addNote = (workflow: Workflow, note: CanvasNote): Workflow =>
  workflow.notes.some(({ id }) => id === note.id) ? workflow : { ...workflow, notes: [...workflow.notes, note] }

/** Changes the text, colour or size of a note. */
export function changeNote(workflow: Workflow, id: string, change: Partial<Omit<CanvasNote, 'id' | 'at'>>): Workflow {
  const note = workflow.notes.find((each) => each.id === id)
  if (!note) return workflow
  const next = { ...note, ...change }
  if (JSON.stringify(next) === JSON.stringify(note)) return workflow
  return { ...workflow, notes: workflow.notes.map((each) => (each === note ? next : each)) }
}

/** Upper left corners by id, in pixels; others stay where they are. */
export function moveNotes(workflow: Workflow, spots: Readonly<Record<string, Spot>>): Workflow {
  const moves = ({ id, at: [x, y] }: CanvasNote) => spots[id] !== undefined && (spots[id][0] !== x || spots[id][1] !== y)
  if (!workflow.notes.some(moves)) return workflow
  return { ...workflow, notes: workflow.notes.map((note) => ({ ...note, at: spots[note.id] ?? note.at })) }
}

/** Ids of no note are passed over. */
export function removeNotes(workflow: Workflow, ids: Iterable<string>): Workflow {
  const gone = new Set(ids)
  const notes = workflow.notes.filter(({ id }) => !gone.has(id))
  return notes.length === workflow.notes.length ? workflow : { ...workflow, notes }
}

function changeNode(workflow: Workflow, id: string, change: (node: WorkflowNode) => WorkflowNode): Workflow {
  let changed = false
  const nodes = workflow.nodes.map((node) => {
    if (node.id !== id) return node
    const next = change(node)
    if (next !== node) changed = true
    return next
  })
  return changed ? { ...workflow, nodes } : workflow
}

/** The same object when the value is already there, so that typing the same letter twice is no edit. */
function withKey<Value>(record: Readonly<Record<string, Value>>, key: string, value: Value | undefined): Readonly<Record<string, Value>> {
  if (value === undefined) {
    if (!Object.hasOwn(record, key)) return record
    const { [key]: _, ...rest } = record
    return rest
  }
  return JSON.stringify(record[key]) === JSON.stringify(value) ? record : { ...record, [key]: value }
}

/** The parameters a new step starts with. */
export const withDefaults = (params: Readonly<Record<string, { readonly default?: Json }>>): JsonObject =>
  Object.fromEntries(Object.entries(params).flatMap(([name, { default: start }]) => (start === undefined ? [] : [[name, start]])))
