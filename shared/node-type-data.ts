/** Node types as data: what `GET /api/node-types` gives to the editor, so that a node written elsewhere needs no new build. */
import type { EffectKind } from './effects.ts'
import type { EventKind } from './events.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { AnyNodeType, NodeType, OutputField, PaletteGroup, Ports } from './node.ts'
import type { Param, Params } from './params.ts'
import type { Words } from './words.ts'
import type { WorkflowNode } from './workflow.ts'

/** What is left of a `NodeType` without its functions, defaults filled in. `looksUp`: it declares `needs`. */
export interface NodeTypeData {
  readonly type: string
  readonly group: PaletteGroup
  readonly icon: string
  readonly title: Words
  readonly about: Words
  readonly summary: Words
  readonly synonyms: Readonly<Record<'en' | 'ru', readonly string[]>>
  readonly params: Params
  readonly ports: Ports
  readonly acts: boolean
  /** The mode of a new node. */
  readonly startsAs: 'act' | 'suggest'
  readonly effects: readonly EffectKind[]
  readonly waits: boolean
  readonly looksUp: boolean
  readonly output: Readonly<Record<string, OutputField>>
  /** Null for what is not a trigger. `byClock`: it begins by a schedule. */
  readonly trigger: null | { readonly events: readonly EventKind[]; readonly byClock: boolean }
  readonly sample: { readonly params: JsonObject; readonly output: JsonObject }
}

/** The part of a node type that can be sent. */
export function toNodeTypeData(nodeType: AnyNodeType): NodeTypeData {
  // The exact parameter types are forgotten in the list of node types; here they are plain data again.
  const node = nodeType as NodeType
  return {
    type: node.type,
    group: node.group,
    icon: node.icon,
    title: node.title,
    about: node.about,
    summary: node.summary,
    synonyms: node.synonyms,
    params: node.params,
    ports: node.ports,
    acts: node.acts,
    startsAs: node.startsAs ?? 'act',
    effects: node.effects ?? [],
    waits: node.waits ?? false,
    looksUp: node.needs !== undefined,
    output: node.output ?? {},
    trigger: node.trigger ? { events: node.trigger.events, byClock: node.trigger.schedule !== undefined } : null,
    sample: { params: node.sample.params, output: node.sample.output ?? {} },
  }
}

/** A way out of a node. `added`: by the runtime, because the node acts, looks something up or suggests. */
export interface Port {
  readonly port: string
  readonly words: Words
  readonly added: boolean
}

/**
 * Every port of a node, in the order of the canvas: its own, then those that the runtime adds. `suggests` says that
 * the node keeps its effects for an operator, by its own mode or because everything in the workflow does.
 */
export function portsOf(type: NodeTypeData, node: Pick<WorkflowNode, 'params'>, suggests: boolean): readonly Port[] {
  const own = ownPorts(type, node)
  const names = new Set(own.map(({ port }) => port))
  const added = [
    ...(type.acts && suggests ? ['dismissed', 'expired', 'withdrawn'] : []),
    ...(type.acts || type.looksUp || type.effects.length > 0 ? ['error'] : []),
  ]
  return [...own, ...added.filter((port) => !names.has(port)).map((port) => ({ port, words: addedPorts[port] ?? same(port), added: true }))]
}

/** Does this node keep its effects for an operator? */
export const suggests = (type: NodeTypeData | undefined, node: Pick<WorkflowNode, 'mode'>, everythingSuggests = false): boolean =>
  (type?.acts ?? false) && (node.mode === 'suggest' || (everythingSuggests && node.mode === 'act'))

function ownPorts(type: NodeTypeData, node: Pick<WorkflowNode, 'params'>): Port[] {
  const { ports } = type
  if (!('each' in ports) || typeof ports.each !== 'string') return fixed(ports as Readonly<Record<string, Words>>)
  const entries = paramValue(type, node, ports.each)
  const each = Array.isArray(entries) ? entries.flatMap((entry: Json) => portOfEntry(entry)) : []
  return [...each, ...fixed('plus' in ports ? (ports.plus as Readonly<Record<string, Words>>) : {})]
}

const fixed = (ports: Readonly<Record<string, Words>>): Port[] =>
  Object.entries(ports).map(([port, words]) => ({ port, words, added: false }))

function portOfEntry(entry: Json): Port[] {
  if (!isJsonObject(entry) || typeof entry['id'] !== 'string') return []
  const name = typeof entry['name'] === 'string' && entry['name'] !== '' ? entry['name'] : entry['id']
  return [{ port: entry['id'], words: same(name), added: false }]
}

const same = (text: string): Words => ({ en: text, ru: text })

/** The words of the ports that no node lists. */
const addedPorts: Readonly<Record<string, Words>> = {
  error: { en: 'If it fails', ru: 'Если не вышло' },
  dismissed: { en: 'If dismissed', ru: 'Если отклонено' },
  expired: { en: 'If nobody decides', ru: 'Если не решили' },
  withdrawn: { en: 'If no longer relevant', ru: 'Если уже не нужно' },
}

/** The declared parameter of that name, if the type has one. */
export const paramOf = (type: Pick<NodeTypeData, 'params'>, name: string): Param | undefined =>
  Object.hasOwn(type.params, name) ? type.params[name] : undefined

/** What is stored for a parameter, or its default; undefined where there is neither. */
export function paramValue(type: Pick<NodeTypeData, 'params'>, node: Pick<WorkflowNode, 'params'>, name: string): Json | undefined {
  const stored = Object.hasOwn(node.params, name) ? node.params[name] : undefined
  return stored ?? (paramOf(type, name)?.default as Json | undefined)
}

/** Is the parameter asked for, given what the others are set to? */
export function isVisible(type: Pick<NodeTypeData, 'params'>, node: Pick<WorkflowNode, 'params'>, name: string): boolean {
  const condition = paramOf(type, name)?.visibleWhen
  if (!condition) return true
  const value = paramValue(type, node, condition.param) ?? null
  return condition.is.includes(value) && (condition.param === name || isVisible(type, node, condition.param))
}

/**
 * The entity that a parameter speaks of: `contact` as it is, `subject` for the one of the workflow, `$entity` for what
 * the node's own parameter says. Null when that is open, and for variables.
 */
export function entityOf(
  of: string | undefined,
  type: NodeTypeData,
  node: Pick<WorkflowNode, 'params'>,
  subject: string | null,
): string | null {
  if (of === undefined || of === 'subject') return subject
  if (of === 'vars') return null
  if (!of.startsWith('$')) return of
  const value = paramValue(type, node, of.slice(1))
  return typeof value === 'string' ? value : null
}

/** The name of a step for people: its own, or that of its type. */
export const nodeTitle = (node: WorkflowNode, type: NodeTypeData | undefined): Words =>
  node.name ? same(node.name) : (type?.title ?? same(node.type))
