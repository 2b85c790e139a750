/**
 * Opens a workflow of n8n as a draft. What one of our steps does becomes that step; everything else stays as a step of
 * its own type with all its settings, which cannot be published until a person replaces it. Nothing is run or fetched.
 */
import { cut } from '../cut.ts'
import type { Json, JsonObject } from '../json.ts'
import { keptType } from '../kept.ts'
import { emptyWorkflow, maxNotes, type Workflow, type WorkflowNode } from '../workflow.ts'
import { type N8nFile, type N8nNode, readN8nFile } from './n8n-file.ts'
import { type N8nGraph, n8nGraph } from './n8n-graph.ts'
import { noteOf, spread, turned } from './n8n-layout.ts'
import { linesOf, type Placed } from './n8n-lines.ts'
import { originOf } from './n8n-report.ts'
import { type Find, keptExpression, type Made } from './n8n-step.ts'
import { stepFor } from './n8n-steps.ts'
import { type Effort, findFor } from './n8n-values.ts'

/** Never throws, whatever stands in the steps of a file that `isN8n` let through. */
export function readN8n(json: JsonObject): Workflow {
  const file = readN8nFile(json)
  const notes = file.nodes.filter(({ type }) => type === 'stickyNote')
  const drawn = file.nodes.filter(({ type }) => type !== 'stickyNote')
  const parts = partsOf(file)
  const hung = new Set([...parts.values()].flat().map(({ id }) => id))
  const steps = drawn.filter(({ id }) => !hung.has(id))
  const made = new Map(steps.map((node) => [node.id, stepFor(node)]))
  const through = new Set(steps.filter((node) => isEmptyStep(node, made.get(node.id) ?? null)).map(({ id }) => id))
  const graph = n8nGraph({ ...file, nodes: steps }, made, through)
  const byName = new Map(steps.toReversed().map(({ name, id }) => [name, id]))
  // Enough for a thousand steps that each use hundreds of values; a file that asks for more keeps the rest as it was.
  const effort: Effort = { left: 500_000 }
  const placed = steps
    .filter(({ id }) => !through.has(id))
    .map((source): Placed => {
      const find = findFor(graph, source.id, byName, effort)
      return { node: nodeOf(source, graph, find, parts.get(source.id) ?? []), at: turned(source.at) }
    })
  const lines = linesOf(graph, placed)
  const all = [...placed, ...lines.added]
  return {
    ...emptyWorkflow(idOf(file.name), cut(file.name, 300)),
    settings: { subject: all.some(isAboutContact) ? 'contact' : null, enrolment: { policy: 'every-time' } },
    nodes: all.map(({ node }) => node),
    edges: lines.edges,
    layout: spread(all.map(({ node, at }) => [node.id, at] as const)),
    notes: notes.slice(0, maxNotes).map(noteOf),
    origin: originOf(steps.length, graph, placed, lines.cut),
  }
}

/** It does nothing, or nothing while it is switched off: its lines lead on. */
const isEmptyStep = (node: N8nNode, made: Made | null): boolean =>
  node.type === 'noOp' || (node.disabled && made !== null && !made.acts && !made.type.startsWith('trigger.'))

/** The models, tools and memories that hang on an agent, by the step that they hang on in the end. They have no place in the flow. */
function partsOf({ nodes, links }: N8nFile): ReadonlyMap<string, readonly N8nNode[]> {
  const above = new Map(links.filter(({ aside }) => aside).map(({ from, to }) => [from, to]))
  const parts = new Map<string, N8nNode[]>()
  for (const node of nodes) {
    const seen = new Set([node.id])
    let top = above.get(node.id)
    for (let higher = top; higher !== undefined && !seen.has(higher); higher = above.get(higher)) {
      seen.add(higher)
      top = higher
    }
    if (top === undefined || above.has(top)) continue
    const list = parts.get(top)
    if (list) list.push(node)
    else parts.set(top, [node])
  }
  return parts
}

function nodeOf(source: N8nNode, graph: N8nGraph, find: Find, parts: readonly N8nNode[]): WorkflowNode {
  const made = graph.made.get(source.id) ?? null
  const name = cut(source.name, 300)
  const noted = source.note === '' ? {} : { note: cut(source.note, 20_000) }
  if (!made) return { id: source.id, type: keptType(source.type), name, mode: 'suggest', params: keptParams(source, parts), ...noted }
  const mode = source.disabled ? 'off' : made.type === 'out.http' || made.type === 'msg.email' ? 'suggest' : 'act'
  const params = { ...made.params(find), ...engineParams(source, made, graph, find) }
  return { id: source.id, type: made.type, name, mode, params, ...noted }
}

/** What depends on the lines: which list a loop goes through, and whether ways that meet were ever apart. */
function engineParams(source: N8nNode, made: Made, graph: N8nGraph, find: Find): JsonObject {
  if (made.carries.kind === 'items') return { list: listOf(source, made.carries.list, graph, find) }
  if (made.type !== 'logic.join') return {}
  const forks = [...graph.targets].some(([id, outputs]) => outputs.some(({ length }) => length > 1) && graph.after(id).has(source.id))
  return { mode: forks ? 'all' : 'any' }
}

function listOf({ id }: N8nNode, list: readonly string[] | null, graph: N8nGraph, find: Find): Json {
  if (list !== null) return find.value(null, list) ?? keptExpression(`$json.${list.join('.')}`).ref
  const feeder = [...graph.feeds].find(([, loop]) => loop === id)?.[0]
  const carries = feeder === undefined ? undefined : graph.made.get(feeder)?.carries
  if (carries?.kind === 'list') return carries.base
  const before = (graph.into.get(id) ?? []).find(({ from }) => !graph.loops.get(id)?.has(from))
  return keptExpression(`$('${before ? (graph.nodes.get(before.from)?.name ?? '') : ''}').all()`).ref
}

const keptParams = ({ params }: N8nNode, parts: readonly N8nNode[]): JsonObject =>
  parts.length === 0 ? params : { ...params, parts: parts.map(({ name, type, params: own }) => ({ name, type, params: own })) }

const isAboutContact = ({ node: { type, params } }: Placed): boolean =>
  /^(msg|human|crm)\.|^trigger\.(form|message)$/.test(type) || (/^(logic|out)\./.test(type) && JSON.stringify(params).includes('"subject.'))

const idOf = (name: string): string =>
  name
    .toLowerCase()
    .slice(0, 200)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '') || 'n8n'
