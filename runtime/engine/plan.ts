/** A version of a workflow, compiled: nodes by id, edges by port, parameters as functions. Versions never change, so plans are kept. */
import type { Held } from '../../shared/choice-labels.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import type { AnyNodeType, OutputField, Ports } from '../../shared/node.ts'
import { isVisible, paramValue } from '../../shared/node-type-data.ts'
import type { CalendarRule, Params } from '../../shared/params.ts'
import { isTimed } from '../../shared/rule-change.ts'
import type { Rule } from '../../shared/rules.ts'
import { isTrigger, type Workflow, type WorkflowNode } from '../../shared/workflow.ts'
import type { CompiledParams } from './fill-params.ts'
import { compileParams, refsInside } from './fill-params.ts'
import { type Mentions, mentionsOf } from './paths.ts'

/** A rule and what it mentions. */
export interface PlannedRule {
  readonly rule: Rule
  readonly mentions: Mentions
  /** Time alone can change its answer. */
  readonly isTimed: boolean
}

/** One node of a plan, with everything about it that does not depend on a run. */
export interface PlannedNode {
  readonly id: string
  readonly node: WorkflowNode
  /** Null for a type that is not installed: whoever comes here needs attention. */
  readonly type: AnyNodeType | null
  /** Where each wired port leads. */
  readonly next: ReadonlyMap<string, string>
  readonly params: CompiledParams
  /** Stored parameters with defaults, as triggers see them. */
  readonly stored: JsonObject
  readonly firstPort: string
  /** The outputs that name one record, and of which entity. */
  readonly records: readonly { readonly output: string; readonly entity: string }[]
  readonly relevance: PlannedRule | null
  /** The rule of a goal or relevance node. */
  readonly guard: PlannedRule | null
  /** Whoever waits here is asked again when what these ask about changes. */
  readonly followed: readonly PlannedRule[]
}

/** A node whose type is installed. */
export type InstalledNode = PlannedNode & { readonly type: AnyNodeType }

/** Can this node be asked at all? */
export const isInstalled = (planned: PlannedNode): planned is InstalledNode => planned.type !== null

/** What the engine walks. It is made from the content alone, so it can be dropped and made again. */
export interface Plan {
  /** Id of the version. */
  readonly version: string
  readonly workflow: string
  readonly content: Workflow
  readonly nodes: ReadonlyMap<string, PlannedNode>
  readonly triggers: readonly PlannedNode[]
  readonly exit: PlannedRule | null
  readonly goal: PlannedRule | null
  readonly everythingSuggests: boolean
}

/** A node type by its name; null where it is not installed. */
export type TypeNamed = (type: string) => AnyNodeType | null

/** Compiles a version. Node types that are not installed are kept as nodes that nobody can pass. */
export function plan(version: string, content: Workflow, typeNamed: TypeNamed): Plan {
  const next = new Map<string, Map<string, string>>()
  for (const { from, port, to } of content.edges) {
    const ports = next.get(from) ?? new Map<string, string>()
    next.set(from, ports.set(port, to))
  }
  const nodes = new Map(content.nodes.map((node) => [node.id, planNode(node, typeNamed(node.type), next.get(node.id) ?? new Map())]))
  const { exit, goal, everythingSuggests } = content.settings
  return {
    version,
    workflow: version.slice(0, version.lastIndexOf(':')),
    content,
    nodes,
    triggers: [...nodes.values()].filter(({ node }) => isTrigger(node)),
    exit: planRule(exit ?? null),
    goal: planRule(goal ?? null),
    everythingSuggests: everythingSuggests === true,
  }
}

function planNode(node: WorkflowNode, type: AnyNodeType | null, next: ReadonlyMap<string, string>): PlannedNode {
  const stored = givenParams(node, type)
  return {
    id: node.id,
    node,
    type,
    next,
    params: compileParams(type?.params ?? {}, stored),
    stored,
    firstPort: type ? firstPort(type.ports as Ports, stored) : 'out',
    records: recordsIn(type?.output ?? {}, stored),
    relevance: planRule(node.common?.relevance ?? null),
    guard: planRule(guardRule(type, stored)),
    followed: type?.follows ? followedRules(type, stored) : [],
  }
}

/** The node with other parameters; the rest, its lines too, stays. */
export const withParams = ({ node, type, next }: PlannedNode, params: JsonObject): PlannedNode =>
  planNode({ ...node, params: { ...node.params, ...params } }, type, next)

/** The rules among the parameters, and the paths of its values as rules that ask for them. */
function followedRules({ params }: AnyNodeType, stored: JsonObject): readonly PlannedRule[] {
  return Object.entries(params as Params).flatMap(([name, { kind }]) => {
    const value = stored[name] ?? null
    if (value === null) return []
    if (kind === 'rule') return plannedRule(value as unknown as Rule)
    return kind === 'value' ? plannedRule({ field: String(value), is: 'not-empty' }) : []
  })
}

const planRule = (rule: Rule | null): PlannedRule | null => (rule === null ? null : plannedRule(rule))

const plannedRule = (rule: Rule): PlannedRule => ({
  rule,
  mentions: mentionsOf(refsInside(rule as unknown as Json), [rule]),
  isTimed: isTimed(rule),
})

/** As they are stored, with defaults: also for what is left empty or not asked for beside the others, since nobody checks that. */
function givenParams(node: WorkflowNode, type: AnyNodeType | null): JsonObject {
  const params: Params = type?.params ?? {}
  const given = Object.entries(params).map(([name, param]): [string, Json] => {
    const value = isVisible({ params }, node, name) ? paramValue({ params }, node, name) : ''
    return [name, (value === '' ? (param.default as Json | undefined) : value) ?? null]
  })
  return { ...node.params, ...Object.fromEntries(given) }
}

/** The port by which a step is usually left; `out` where it is not in the plan. */
export const firstPortOf = ({ nodes }: Plan, node: string): string => nodes.get(node)?.firstPort ?? 'out'

/** Ports that follow a parameter have the ids of its entries. */
function firstPort(ports: Ports, stored: JsonObject): string {
  if (typeof ports['each'] !== 'string') return Object.keys(ports)[0] ?? 'out'
  const entries = stored[ports['each']]
  const first = Array.isArray(entries) ? entries[0] : null
  return typeof first === 'object' && first !== null ? String((first as JsonObject)['id']) : (Object.keys(ports['plus'])[0] ?? 'out')
}

/** The rule that a guard watches is the node's one rule parameter, as it is stored. */
function guardRule(type: AnyNodeType | null, stored: JsonObject): Rule | null {
  const name = Object.keys(type?.params ?? {}).find((each) => type?.params[each].kind === 'rule' || type?.params[each].kind === 'filter')
  return name === undefined ? null : ((stored[name] ?? null) as Rule | null)
}

/** When a trigger ticks, and whom for; null when it does not go by the clock. */
export function scheduleOf({ type, stored }: PlannedNode): CalendarRule | null {
  return type?.trigger?.schedule?.(stored as never) ?? null
}

/** What becomes of a tick of this trigger while the run of an earlier one is going. */
export function overlapOf({ type, stored }: PlannedNode): 'skip' | 'queue' | 'allow' {
  return type?.trigger?.overlap?.(stored as never) ?? 'allow'
}

function recordsIn(output: Readonly<Record<string, OutputField>>, stored: JsonObject): PlannedNode['records'] {
  return Object.entries(output).flatMap(([name, field]) => {
    const entity = field.type === 'record' ? entityOfOutput({ stored }, field) : null
    return entity === null ? [] : [{ output: name, entity }]
  })
}

/** Of which entity an output is, where it names a record or a list of them; `$entity` stands for a parameter of the node. */
function entityOfOutput({ stored }: Pick<PlannedNode, 'stored'>, { entity }: OutputField): string | null {
  const named = entity?.startsWith('$') ? stored[entity.slice(1)] : entity
  return typeof named === 'string' ? named : null
}

/** What an output holds, of all but lists; null where that is not known. */
export function heldIn(planned: PlannedNode, output: string): Held | null {
  const described = planned.type?.output?.[output]
  const entity = described && described.type !== 'list' ? entityOfOutput(planned, described) : null
  if (!described || entity === null) return null
  if (described.field === undefined) return { entity, field: null }
  const field = described.field.startsWith('$') ? planned.stored[described.field.slice(1)] : described.field
  return typeof field === 'string' ? { entity, field } : null
}

/** The trigger that a run began with, by what its nodes have left: the only one that has; null before that. */
export const begunBy = ({ triggers }: Plan, outputs: JsonObject): PlannedNode | null =>
  triggers.find(({ id }) => Object.hasOwn(outputs, id)) ?? null
