/** Where the lines of n8n lead once its empty steps are gone, what lies inside a loop, and who comes before whom. */
import type { N8nFile, N8nLink, N8nNode } from './n8n-file.ts'
import type { Made } from './n8n-step.ts'

/** All by id. `through` are steps that only hand on what they get: they are left out, and their lines healed. */
export interface N8nGraph {
  readonly nodes: ReadonlyMap<string, N8nNode>
  readonly made: ReadonlyMap<string, Made | null>
  readonly through: ReadonlySet<string>
  /** The lines into a step, with those that come back to a loop. */
  readonly into: ReadonlyMap<string, readonly N8nLink[]>
  /** The steps that each output leads to, each once, in their order; empty steps and ways back to a loop are left out. */
  readonly targets: ReadonlyMap<string, readonly (readonly string[])[]>
  /** What is done for every item, by the step that makes the items. */
  readonly loops: ReadonlyMap<string, ReadonlySet<string>>
  /** Lists that a loop takes up at once, by the step that has the list: the loop. Any other list gets a loop of its own. */
  readonly feeds: ReadonlyMap<string, string>
  /** All steps that a step leads to. */
  readonly after: (id: string) => ReadonlySet<string>
}

/** Reads the lines. `made` has what each step becomes, null for a step that stays what it is. */
export function n8nGraph({ nodes, links }: N8nFile, made: ReadonlyMap<string, Made | null>, through: ReadonlySet<string>): N8nGraph {
  const flowing = links.filter(({ aside }) => !aside)
  const into = new Map<string, N8nLink[]>()
  const outOf = new Map<string, N8nLink[]>()
  for (const link of flowing) {
    append(into, link.to, link)
    append(outOf, link.from, link)
  }
  const next = (id: string) => (outOf.get(id) ?? []).map(({ to }) => to)
  const loops = new Map<string, ReadonlySet<string>>()
  for (const { id } of nodes) {
    const step = made.get(id)
    if (step?.carries.kind === 'list') loops.set(id, spread(next(id), next, id))
    if (step?.carries.kind !== 'items') continue
    const inside = (outOf.get(id) ?? []).filter(({ output }) => step.ports[output] === 'item').map(({ to }) => to)
    loops.set(id, spread(inside, next, id))
  }
  const isWayBack = ({ from, to }: N8nLink) => made.get(to)?.carries.kind === 'items' && (loops.get(to)?.has(from) ?? false)
  const known = new Map<string, ReadonlySet<string>>()
  const targets = new Map(nodes.map(({ id }) => [id, targetsOf(id, outOf, through, isWayBack)]))
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    made,
    through,
    into,
    targets,
    loops,
    feeds: feedsOf(targets, made),
    after: (id) => {
      const found = known.get(id) ?? spread(next(id), next, null)
      known.set(id, found)
      return found
    },
  }
}

function targetsOf(
  id: string,
  outOf: ReadonlyMap<string, readonly N8nLink[]>,
  through: ReadonlySet<string>,
  isWayBack: (link: N8nLink) => boolean,
): readonly (readonly string[])[] {
  const outputs: string[][] = []
  for (const link of outOf.get(id) ?? []) {
    const found = new Set<string>()
    const passed = new Set<string>()
    const open = [link]
    for (let one = open.shift(); one; one = open.shift()) {
      if (isWayBack({ ...one, from: id })) continue
      if (!through.has(one.to)) found.add(one.to)
      else if (!passed.has(one.to)) open.unshift(...(outOf.get(one.to) ?? []).filter(({ output }) => output === 0))
      passed.add(one.to)
    }
    while (outputs.length <= link.output && outputs.length < mostOutputs) outputs.push([])
    const list = outputs[link.output]
    for (const to of found) if (list && !list.includes(to)) list.push(to)
  }
  return outputs
}

function feedsOf(targets: N8nGraph['targets'], made: N8nGraph['made']): ReadonlyMap<string, string> {
  return new Map(
    [...targets].flatMap(([id, [first = []]]) => {
      const [only = ''] = first
      const carries = made.get(only)?.carries
      const isTakenUp = made.get(id)?.carries.kind === 'list' && first.length === 1 && carries?.kind === 'items' && carries.list === null
      return isTakenUp ? [[id, only] as const] : []
    }),
  )
}

/** A file may name any output; nothing has more. */
const mostOutputs = 100

/** The innermost loop that a step stands in, by the step that makes its items; null outside of all. */
export function loopAround(graph: N8nGraph, id: string): string | null {
  let found: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const [owner, inside] of graph.loops) {
    if (owner === id || !inside.has(id) || inside.size > least) continue
    found = owner
    least = inside.size
  }
  return found
}

function spread(starts: readonly string[], next: (id: string) => readonly string[], without: string | null): ReadonlySet<string> {
  const found = new Set(starts.filter((id) => id !== without))
  for (const id of found) for (const to of next(id)) if (to !== without) found.add(to)
  return found
}

function append(map: Map<string, N8nLink[]>, key: string, link: N8nLink): void {
  const list = map.get(key)
  if (list) list.push(link)
  else map.set(key, [link])
}
