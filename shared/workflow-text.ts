/**
 * How a workflow is written to a file: a field to a line, and what is short on one line, so that a difference between
 * two files reads as what was changed. The same workflow always gives the same text.
 */
import type { Json, JsonObject } from './json.ts'
import type { Workflow, WorkflowNode } from './workflow.ts'

/** The text of a workflow file, with a line break at its end. Parts stand in the order of the format, whatever order they came in. */
export function workflowText(workflow: Workflow): string {
  const { $schema: _, format, id, name, description, settings, nodes, edges, layout, notes, groups, ...rest } = workflow
  const drawn = nodes.map(inOrder)
  const ordered = {
    $schema: 'workflow.schema.json',
    format,
    id,
    name,
    description,
    settings,
    nodes: drawn,
    edges,
    layout,
    notes,
    groups,
    ...rest,
  }
  return `${written(JSON.parse(JSON.stringify(ordered)) as Json, 0, 0)}\n`
}

const inOrder = ({ id, type, name, mode, params, common, note, ...rest }: WorkflowNode) => ({
  id,
  type,
  name,
  mode,
  params,
  common,
  note,
  ...rest,
})

/** The formatter of this repository breaks lines here, too, so its own examples are written as the product writes them. */
const width = 140

/** `used` counts what else stands on the line: the name before, the comma after. */
function written(value: Json, depth: number, used: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const isList = Array.isArray(value)
  // Settings and places have a line each, also when there are few.
  const short = depth === 1 && !isList && Object.keys(value).length > 0 ? null : onOneLine(value)
  if (short !== null && 2 * depth + used + short.length <= width) return short
  const inner = '  '.repeat(depth + 1)
  const lines = isList
    ? value.map((one: Json) => `${inner}${written(one, depth + 1, 1)}`)
    : Object.entries(value).map(([name, one]) => {
        const key = `${JSON.stringify(name)}: `
        return `${inner}${key}${written(one, depth + 1, key.length + 1)}`
      })
  const [opening, closing] = isList ? ['[', ']'] : ['{', '}']
  return `${opening}\n${lines.join(',\n')}\n${'  '.repeat(depth)}${closing}`
}

/** Lists of what is short, and objects that hold plain values and lists of them; null for what takes several lines anyway. */
function onOneLine(value: Json): string | null {
  if (isPlain(value)) return JSON.stringify(value)
  if (Array.isArray(value)) {
    const items = value.map(onOneLine)
    return items.includes(null) ? null : `[${items.join(', ')}]`
  }
  const entries = Object.entries(value as JsonObject)
  if (entries.length === 0) return '{}'
  if (!entries.every(([, one]) => isPlain(one) || (Array.isArray(one) && one.every(isPlain)))) return null
  return `{ ${entries.map(([name, one]) => `${JSON.stringify(name)}: ${onOneLine(one)}`).join(', ')} }`
}

const isPlain = (value: Json): boolean => typeof value !== 'object' || value === null
