/**
 * Which values a node mentions. Rules, templates and value parameters name paths; what lies behind a ref is read before
 * the node runs, and remembered as what the node looked at.
 */
import { entityNamed, fieldOf } from '../../shared/entities.ts'
import { type Json, type JsonObject, valueAt } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { RelatedRule, Rule } from '../../shared/rules.ts'
import { segmentKeysIn } from '../../shared/segments.ts'
import { type Ask, type Asking, askAll } from './asking.ts'

/** Names inside names: `{ company: { sector: {} } }` for the path `company.sector`. */
interface Tree {
  readonly [name: string]: Tree
}

/** Everything that a node, rule or letter mentions. */
export interface Mentions {
  /** Paths from the subject. */
  readonly subject: Tree
  readonly event: Tree
  readonly item: Tree
  /** By node id, then by output. */
  readonly node: Tree
  /** Questions about records related to the subject. */
  readonly related: readonly RelatedRule[]
  /** Keys of segments of the subject; what their rules mention is known when they are read. */
  readonly segments: readonly string[]
}

/** For whatever can be filled without reading. */
export const noMentions: Mentions = { subject: {}, event: {}, item: {}, node: {}, related: [], segments: [] }

interface Rooted {
  readonly root: string
  readonly rest: readonly string[]
}

const known = new Map<string, Rooted>()
const mostKnown = 20_000

/** Splits a path by its root. A path without a root is one from the subject, as in rules. Each run takes the same few. */
export function rooted(path: string): Rooted {
  const before = known.get(path)
  if (before) return before
  if (known.size >= mostKnown) known.clear()
  const split = splitByRoot(path)
  known.set(path, split)
  return split
}

function splitByRoot(path: string): Rooted {
  const [first = '', ...rest] = path.split('.')
  if (first === 'subject' || first === 'event' || first === 'item' || first === 'vars' || first === 'node') return { root: first, rest }
  return { root: 'subject', rest: [first, ...rest] }
}

/** All mentions of some paths and rules together. */
export function mentionsOf(paths: readonly string[], rules: readonly Rule[] = []): Mentions {
  const all = [...paths, ...rules.flatMap(fieldsOf)].map(rooted)
  const treeOf = (root: string) => toTree(all.filter((one) => one.root === root).map((one) => one.rest))
  return {
    subject: treeOf('subject'),
    event: treeOf('event'),
    item: treeOf('item'),
    node: treeOf('node'),
    related: rules.flatMap(relatedIn),
    segments: rules.flatMap(segmentKeysIn),
  }
}

/** All that any of these mentions, each path once. */
export const joined = (mentions: readonly Mentions[]): Mentions => ({
  subject: mergeTrees(mentions.map((one) => one.subject)),
  event: mergeTrees(mentions.map((one) => one.event)),
  item: mergeTrees(mentions.map((one) => one.item)),
  node: mergeTrees(mentions.map((one) => one.node)),
  related: mentions.flatMap((one) => one.related),
  segments: mentions.flatMap((one) => one.segments),
})

/** The paths that a rule compares. */
export function fieldsOf(rule: Rule): string[] {
  if ('all' in rule) return rule.all.flatMap(fieldsOf)
  if ('any' in rule) return rule.any.flatMap(fieldsOf)
  if ('not' in rule) return rule.not.flatMap(fieldsOf)
  return 'field' in rule ? [rule.field] : []
}

/** The lines of a rule that ask about related records. */
function relatedIn(rule: Rule): RelatedRule[] {
  if ('all' in rule) return rule.all.flatMap(relatedIn)
  if ('any' in rule) return rule.any.flatMap(relatedIn)
  if ('not' in rule) return rule.not.flatMap(relatedIn)
  return 'field' in rule || 'segment' in rule ? [] : [rule]
}

function toTree(paths: readonly (readonly string[])[]): Tree {
  const tree: Record<string, Tree> = {}
  const heads = new Set(paths.flatMap((path) => path.slice(0, 1)))
  for (const head of heads) tree[head] = toTree(paths.filter((path) => path[0] === head && path.length > 1).map((path) => path.slice(1)))
  return tree
}

function mergeTrees(trees: readonly Tree[]): Tree {
  const merged: Record<string, Tree> = {}
  for (const tree of trees) {
    for (const [name, inner] of Object.entries(tree)) {
      const before = merged[name]
      merged[name] = before ? mergeTrees([before, inner]) : inner
    }
  }
  return merged
}

/** Behind a path that ends at a record: only what it is called is meant, so it is no record that a step rests on. */
export const itsName = '*'

const isOnlyNamed = (tree: Tree): boolean => {
  const names = Object.keys(tree)
  return names.length === 1 && names[0] === itsName
}

/** A record that was read on the way, by entity and id. */
export type Seen = (entity: string, record: Fields) => void

/**
 * The record with the records behind its mentioned refs nested in it; `always` names refs that are nested in any case.
 * Refs that lead nowhere become null.
 */
export function* nest(entity: string, record: Fields, tree: Tree, always: readonly string[], seen: Seen): Asking<Fields> {
  const refs = refsOf(entity, tree, always)
  const wanted = refs.filter(({ name }) => typeof record[name] === 'string' && record[name] !== '')
  if (wanted.length === 0) return record
  const asks: Ask[] = wanted.map(({ name, to }) => ({ kind: 'record', entity: to, id: String(record[name]) }))
  const found = yield* askAll(asks)
  const nested: Record<string, Json> = { ...record }
  for (const [index, { name, to }] of wanted.entries()) {
    const one = found[index] as Fields | null
    const inner = tree[name] ?? {}
    if (one && !isOnlyNamed(inner)) seen(to, one)
    nested[name] = one && (yield* nest(to, one, inner, [], seen))
  }
  return nested as Fields
}

function refsOf(entity: string, tree: Tree, always: readonly string[]): { name: string; to: string }[] {
  const described = entityNamed(entity)
  const names = new Set([...always, ...Object.entries(tree).flatMap(([name, inner]) => (Object.keys(inner).length > 0 ? [name] : []))])
  return [...names].flatMap((name) => {
    const field = fieldOf(described, name)
    return field?.type === 'ref' ? [{ name, to: field.entity }] : []
  })
}

/** The value at a path of the roots; undefined where it leads nowhere. */
export function valueIn(roots: JsonObject, path: string): Json | undefined {
  const { root, rest } = rooted(path)
  return valueAt(roots[root], rest)
}
