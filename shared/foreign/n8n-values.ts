/** Where the values of n8n are found here: what a step calls `$json` came from the steps before it, and each keeps it elsewhere. */

import type { N8nLink } from './n8n-file.ts'
import { loopAround, type N8nGraph } from './n8n-graph.ts'
import type { Carries, Find } from './n8n-step.ts'

type Path = readonly string[]

interface Asking {
  readonly graph: N8nGraph
  /** The step that uses the value. */
  readonly user: string
  /** What was found at a step before; undefined while it is still looked for, which is the way round a circle. */
  readonly known: Map<string, string | null | undefined>
  readonly effort: Effort
}

/** How many steps may still be asked for one file: values of a file that asks for more stay expressions. */
export interface Effort {
  left: number
}

/** Longer paths stay expressions: rules take no longer ones. */
const longestPath = 300

/** Finds values for one step. */
export function findFor(graph: N8nGraph, user: string, byName: ReadonlyMap<string, string>, effort: Effort): Find {
  const value: Find['value'] = (step, path) => {
    const asking = { graph, user, known: new Map(), effort }
    const named = step === null ? null : (byName.get(step) ?? null)
    if (step !== null && (named === null || !graph.after(named).has(user))) return null
    const found = named === null ? incoming(user, path, asking) : (ofStep(named, null, path, asking) ?? null)
    if (found === null || found.length > longestPath) return null
    return named !== null && isOverwritten(found, named, asking) ? null : found
  }
  return { value, all: () => allIncoming(user, graph) }
}

/** The names of all values that come into a step, where the step before it has set just these; else null. */
function allIncoming(user: string, graph: N8nGraph): readonly string[] | null {
  const seen = new Set<string>()
  const sources = new Set<string>()
  const open = [user]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { from } of graph.into.get(id) ?? []) {
      if (seen.has(from)) continue
      seen.add(from)
      if (graph.through.has(from) || graph.made.get(from)?.carries.kind === 'through') open.push(from)
      else sources.add(from)
    }
  }
  const [only = ''] = sources
  const carries = graph.made.get(only)?.carries
  return sources.size === 1 && carries?.kind === 'named' && !carries.rest ? [...carries.names.keys()] : null
}

/** What comes in by all lines into a step; null unless it is the same by each. */
function incoming(id: string, path: Path, asking: Asking): string | null {
  const links: readonly N8nLink[] = asking.graph.into.get(id) ?? []
  // A way back into a loop brings nothing that the loop hands on.
  const body = asking.graph.made.get(id)?.carries.kind === 'items' ? asking.graph.loops.get(id) : undefined
  const found = new Set<string | null>()
  for (const { from, output } of links) {
    const value = body?.has(from) ? undefined : ofStep(from, output, path, asking)
    if (value !== undefined) found.add(value)
  }
  const [only] = found
  return found.size === 1 ? (only ?? null) : null
}

/** A value that a step hands on by one of its outputs; by any of them when it is asked by its name. */
function ofStep(id: string, output: number | null, path: Path, asking: Asking): string | null | undefined {
  const key = JSON.stringify([id, output, path])
  if (asking.known.has(key)) return asking.known.get(key)
  if (asking.effort.left-- <= 0) return null
  asking.known.set(key, undefined)
  const found = handedOn(id, output, path, asking)
  asking.known.set(key, found)
  return found
}

function handedOn(id: string, output: number | null, path: Path, asking: Asking): string | null {
  const { graph } = asking
  if (graph.through.has(id)) return incoming(id, path, asking)
  const step = graph.made.get(id)
  if (!step) return path.length === 0 ? null : below(`node.${id}`, path)
  const { carries, ports } = step
  if (carries.kind === 'items') {
    const isItem = output === null ? (graph.loops.get(id)?.has(asking.user) ?? false) : ports[output] === 'item'
    return isItem ? ofItem(id, carries, path, asking) : null
  }
  return carried(id, carries, path, asking)
}

function carried(id: string, carries: Carries, path: Path, asking: Asking): string | null {
  switch (carries.kind) {
    case 'at': {
      const under = carries.under ?? []
      return startsWith(path, under) ? below(carries.base, path.slice(under.length)) : null
    }
    case 'named':
      return named(id, carries, path, asking)
    case 'answers':
      return answerTo(path)
    case 'through':
      return incoming(id, path, asking)
    case 'list':
      return loopAround(asking.graph, asking.user) === (asking.graph.feeds.get(id) ?? id) ? entryOf(carries.inside, path) : null
    default:
      return null
  }
}

function named(id: string, { names, rest }: Extract<Carries, { kind: 'named' }>, path: Path, asking: Asking): string | null {
  for (let length = path.length; length > 0; length--) {
    const found = names.get(path.slice(0, length).join('.'))
    if (found !== undefined) return below(found, path.slice(length))
  }
  return rest ? incoming(id, path, asking) : null
}

/** The entry of a list. What was a plain text or number is called after its list in n8n. */
function ofItem(id: string, { list, under }: Extract<Carries, { kind: 'items' }>, path: Path, asking: Asking): string | null {
  const isInside = loopAround(asking.graph, asking.user) === id
  if (list === null) return isInside ? entryOf(insideOf(id, asking.graph), path) : null
  const isEntry = under.length === 0 || startsWith(path, under)
  if (!isEntry) return incoming(id, path, asking)
  const rest = startsWith(path, list) ? path.slice(list.length) : path.slice(under.length)
  return isInside ? below('item', rest) : null
}

/** Where the values of an entry lie: of what a service answers, its own marks stand beside them. */
const entryOf = (inside: Path, path: Path): string | null =>
  below('item', ['id', 'createdTime'].includes(path[0] ?? '') ? path : [...inside, ...path])

function insideOf(loop: string, { feeds, made }: N8nGraph): Path {
  const feeder = [...feeds].find(([, to]) => to === loop)?.[0]
  const carries = feeder === undefined ? undefined : made.get(feeder)?.carries
  return carries?.kind === 'list' ? carries.inside : []
}

/** Forms name their answers here by a Latin word, so the question becomes one; the address of a person is the contact's. */
function answerTo(path: Path): string | null {
  const question = path.join(' ')
  if (/e-?mail|почт/i.test(question)) return 'subject.email'
  const name = question.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '')
  const isLatin = !/\p{L}/u.test(question.replace(/[A-Za-z]/g, ''))
  return isLatin && /^[A-Za-z]\w{0,59}$/.test(name) ? `event.${name}` : null
}

/** Variables are the flow's, not a step's: between the step that is asked and the one that asks, another may have set it anew. */
function isOverwritten(path: string, from: string, { graph, user }: Asking): boolean {
  const [root, variable] = path.split('.')
  if (root !== 'vars') return false
  for (const [id, step] of graph.made) {
    if (id === from || step?.type !== 'logic.set' || step.carries.kind !== 'named') continue
    const sets = [...step.carries.names.values()].some((each) => each === `vars.${variable}`)
    if (sets && graph.after(from).has(id) && graph.after(id).has(user)) return true
  }
  return false
}

const startsWith = (path: Path, start: Path): boolean => start.every((part, at) => path[at] === part)

/** A path of ours; null where a name has a dot in it, which our paths cannot say. */
function below(base: string, path: Path): string | null {
  return path.some((part) => part === '' || part.includes('.')) ? null : [base, ...path].join('.')
}
