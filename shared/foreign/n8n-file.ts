/** An exported workflow of n8n as it lies in its file: what is drawn, by names of our own, and nothing of what it means. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts'

/** More steps than this are not taken in: some of them become two of ours. */
export const mostSteps = 1_000

/** What n8n does when a step fails: the run ends, it goes on as if nothing had happened, or it leaves by an output of its own. */
type OnError = 'stop' | 'go-on' | 'own-way'

/** A node of n8n. `type` is without the name of its package where that is the usual one: `httpRequest`. */
export interface N8nNode {
  /** Unique, and fit to be the id of a step here. */
  readonly id: string
  readonly name: string
  readonly type: string
  readonly version: number
  readonly params: JsonObject
  /** Pixels, the upper left corner. */
  readonly at: readonly [number, number]
  readonly disabled: boolean
  readonly onError: OnError
  /** What people have written about it; empty for nothing. */
  readonly note: string
}

/** A line from an output to an input, both counted from 0. `aside`: it hangs a model or a tool on an agent, and nothing flows along it. */
export interface N8nLink {
  readonly from: string
  readonly output: number
  readonly to: string
  readonly input: number
  readonly aside: boolean
}

/** Everything that is drawn. Links name nodes by `id`. */
export interface N8nFile {
  readonly name: string
  readonly nodes: readonly N8nNode[]
  readonly links: readonly N8nLink[]
}

const usualPackage = 'n8n-nodes-base.'

/** Is it a workflow of n8n? Lines by the name of the step they leave are found nowhere else. */
export const isN8n = (json: unknown): json is JsonObject =>
  isJsonObject(json) &&
  Array.isArray(json['nodes']) &&
  isJsonObject(json['connections'] ?? null) &&
  json['nodes'].every((node: Json) => isJsonObject(node) && typeof node['type'] === 'string') &&
  !('edges' in json)

/** Reads what `isN8n` lets through. Never throws; what has no name or no place gets one. */
export function readN8nFile(json: JsonObject): N8nFile {
  const list: readonly Json[] = Array.isArray(json['nodes']) ? json['nodes'] : []
  const taken = new Set<string>()
  const nodes = list.flatMap((each, index) => (isJsonObject(each) ? [readNode(each, index, taken)] : []))
  const byName = new Map<string, string>()
  for (const { name, id } of nodes) if (!byName.has(name)) byName.set(name, id)
  return { name: textOf(json['name']), nodes, links: readLinks(json['connections'] ?? null, byName) }
}

function readNode(node: JsonObject, index: number, taken: Set<string>): N8nNode {
  const type = textOf(node['type'])
  const name = textOf(node['name']) || type
  const params = node['parameters'] ?? null
  const place = node['position'] ?? null
  const coordinate = (at: 0 | 1) => (Array.isArray(place) && Number.isFinite(place[at]) ? Number(place[at]) : 0)
  return {
    id: freeId(name, index, taken),
    name,
    type: type.startsWith(usualPackage) ? type.slice(usualPackage.length) : type,
    version: typeof node['typeVersion'] === 'number' ? node['typeVersion'] : 1,
    params: isJsonObject(params) ? params : {},
    at: [coordinate(0), coordinate(1)],
    disabled: node['disabled'] === true,
    onError: onErrorOf(node),
    note: textOf(node['notes']),
  }
}

function onErrorOf(node: JsonObject): OnError {
  if (node['onError'] === 'continueErrorOutput') return 'own-way'
  return node['onError'] === 'continueRegularOutput' || node['continueOnFail'] === true ? 'go-on' : 'stop'
}

/** Ids stand in references, so they are made of the name: `getContact`, and of a number where the name has no Latin letters. */
function freeId(name: string, index: number, taken: Set<string>): string {
  const words = name.match(/[A-Za-z0-9]+/g) ?? []
  const camel = words.map((word, at) => (at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1))).join('')
  const wanted = camel.slice(0, 40) || `step${index + 1}`
  for (let number = 1; ; number++) {
    const id = number === 1 ? wanted : `${wanted}-${number}`
    // A name that every object has is no good key.
    if (taken.has(id) || id in {}) continue
    taken.add(id)
    return id
  }
}

/** `{ "Step": { "main": [[{ "node": "Next", "type": "main", "index": 0 }]] } }`; lines to steps that are not there are left out. */
function readLinks(connections: Json, byName: ReadonlyMap<string, string>): N8nLink[] {
  if (!isJsonObject(connections)) return []
  return Object.entries(connections).flatMap(([name, kinds]) => {
    const from = byName.get(name)
    if (from === undefined || !isJsonObject(kinds)) return []
    return Object.entries(kinds).flatMap(([kind, outputs]) =>
      listOf(outputs).flatMap((targets, output) =>
        listOf(targets).flatMap((target) => {
          const to = isJsonObject(target) ? byName.get(textOf(target['node'])) : undefined
          const input = isJsonObject(target) && typeof target['index'] === 'number' ? target['index'] : 0
          return to === undefined ? [] : [{ from, output, to, input, aside: kind !== 'main' }]
        }),
      ),
    )
  })
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [])
