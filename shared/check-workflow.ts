/** What is wrong with a workflow, in words for a marketer: found as it is drawn, and again before it is published. */
import { checkParams, checkWorkflowRule, secondsIn } from './check-params.ts'
import type { Reach } from './check-references.ts'
import { entityNamed, hasEntity } from './entities.ts'
import type { Json, JsonObject } from './json.ts'
import { foreignType } from './kept.ts'
import { isMissing, type Known } from './known.ts'
import { type NodeTypeData, nodeTitle, paramValue, portsOf, suggests } from './node-type-data.ts'
import type { Problem } from './problem.ts'
import type { Workflow, WorkflowNode } from './workflow.ts'
import { maxEdges, maxNodes, workflowFormat } from './workflow.ts'
import { ancestors, circles, joinOf, type NodeTypes, workflowGraph } from './workflow-graph.ts'

export type { Problem } from './problem.ts'

/**
 * Everything that is wrong with a workflow. `known` lists the keys that exist (forms, hooks, pipelines, people); kinds
 * of key that it does not list are not checked. Never throws, whatever stands in the parameters.
 */
export function checkWorkflow(workflow: Workflow, nodeTypes: readonly NodeTypeData[], known: Known): Problem[] {
  const tooLarge = checkSize(workflow)
  if (tooLarge.length > 0) return tooLarge
  const types: NodeTypes = new Map(nodeTypes.map((type) => [type.type, type]))
  const graph = workflowGraph(workflow, types)
  const reach: Reach = { subject: workflow.settings.subject, graph, types, known }
  return [
    ...checkWhole(workflow, reach),
    ...checkSettings(workflow, reach),
    ...workflow.nodes.flatMap((node) => checkNode(node, workflow, reach)),
    ...checkEdges(workflow, reach),
    ...checkCircles(reach),
    ...checkJoins(workflow, reach),
  ]
}

function checkSize({ nodes, edges }: Workflow): Problem[] {
  return [
    ...(nodes.length > maxNodes ? [problem('error', null, null, 'too-many-steps', { count: nodes.length, most: maxNodes })] : []),
    ...(edges.length > maxEdges ? [problem('error', null, null, 'too-many-lines', { count: edges.length, most: maxEdges })] : []),
  ]
}

function checkWhole({ format, nodes }: Workflow, { graph, types }: Reach): Problem[] {
  const found: Problem[] = []
  if (format > workflowFormat) found.push(problem('error', null, 'format', 'newer-format', { format, known: workflowFormat }))
  if (nodes.length === 0) found.push(problem('to-fill-in', null, null, 'no-steps'))
  else if (graph.triggers.length === 0) found.push(problem('error', null, null, 'no-trigger'))
  if (graph.nodes.size < nodes.length) {
    const twice = nodes.find(({ id }, index) => nodes.findIndex((other) => other.id === id) < index)
    found.push(problem('error', twice?.id ?? null, null, 'same-id'))
  }
  const acting = nodes.filter(({ type }) => types.get(type)?.acts)
  if (acting.length > 0 && acting.every(({ mode }) => mode === 'off')) found.push(problem('warning', null, null, 'all-off'))
  return found
}

function checkSettings({ settings }: Workflow, reach: Reach): Problem[] {
  const { subject, enrolment, exit, goal } = settings
  const found: Problem[] = []
  if (subject !== null && !hasEntity(subject)) found.push(problem('error', null, 'subject', 'unknown-subject', { entity: subject }))
  const { key } = enrolment
  if (typeof key === 'string' && key !== '' && !/^event(\.[^.]+)+$/.test(key))
    found.push(problem('error', null, 'enrolment', 'reference-unreadable', { ref: key }))
  for (const [param, rule] of Object.entries({ exit, goal })) {
    if (rule === undefined || rule === null) continue
    found.push(...checkWorkflowRule(rule as unknown as Json, subject, reach, null).map((each) => ({ ...each, node: null, param })))
  }
  return [...found, ...checkPeople(settings, null, reach.known)]
}

/** The keys that the settings of a workflow and those of every node share. */
function checkPeople(
  settings: Pick<Workflow['settings'], 'owner' | 'department' | 'window'>,
  node: string | null,
  known: Known,
): Problem[] {
  const absent = (param: string, key: string, label: JsonObject) => problem('error', node, param, 'key-missing', { key, label })
  const { owner, department, window } = settings
  const found: Problem[] = []
  if (owner !== undefined && isMissing(known, 'users', owner)) found.push(absent('owner', owner, { en: 'Owner', ru: 'Ответственный' }))
  if (department !== undefined && isMissing(known, 'departments', department)) {
    found.push(absent('department', department, { en: 'Department', ru: 'Отдел' }))
  }
  if (
    window &&
    !['owner', 'department', 'company', 'contact'].includes(window.calendar) &&
    isMissing(known, 'calendars', window.calendar)
  ) {
    found.push(absent('window', window.calendar, { en: 'Calendar', ru: 'Календарь' }))
  }
  return found
}

function checkNode(node: WorkflowNode, workflow: Workflow, reach: Reach): Problem[] {
  const type = reach.types.get(node.type)
  const found: Problem[] = type ? checkParams(node, type, reach) : [unknownType(node)]
  if (type?.trigger) found.push(...checkSubject(node, type, workflow.settings.subject))
  if (reach.graph.triggers.length > 0 && !reach.graph.reachable.has(node.id)) {
    found.push(problem(joinOf(node) === null ? 'warning' : 'error', node.id, null, 'unreachable'))
  }
  const { common } = node
  if (!common) return found
  found.push(...checkPeople(common, node.id, reach.known))
  if (common.relevance !== undefined) {
    const rule = common.relevance as unknown as Json
    const wrong = checkWorkflowRule(rule, workflow.settings.subject, reach, node.id)
    found.push(...wrong.map((each) => ({ ...each, node: node.id, param: 'relevance' })))
  }
  const approver = common.approver
  const label = { en: 'Who decides', ru: 'Кто решает' }
  if (approver?.who === 'user' && isMissing(reach.known, 'users', approver.email)) {
    found.push(problem('error', node.id, 'approver', 'key-missing', { key: approver.email, label }))
  }
  if (approver?.who === 'department' && isMissing(reach.known, 'departments', approver.key)) {
    found.push(problem('error', node.id, 'approver', 'key-missing', { key: approver.key, label }))
  }
  return found
}

/** A step of another tool is to be replaced; one that only is not installed is a mistake. */
function unknownType({ id, type }: WorkflowNode): Problem {
  const foreign = foreignType(type)
  return foreign === null
    ? problem('error', id, null, 'unknown-node-type', { type })
    : problem('to-fill-in', id, null, 'foreign-step', { type: foreign })
}

/** A trigger about orders can start a workflow about contacts, because an order names its contact; not the other way round. */
function checkSubject(node: WorkflowNode, type: NodeTypeData, subject: string | null): Problem[] {
  const entity = type.params['entity']?.kind === 'pick' ? paramValue(type, node, 'entity') : undefined
  if (subject === null || typeof entity !== 'string' || entity === subject || !hasEntity(entity) || !hasEntity(subject)) return []
  const { fields, title } = entityNamed(entity)
  const leads = Object.values(fields).some((field) => field.type === 'ref' && field.entity === subject)
  if (leads) return []
  return [problem('error', node.id, 'entity', 'trigger-other-subject', { found: { ...title }, wanted: { ...entityNamed(subject).title } })]
}

function checkEdges({ edges, settings }: Workflow, { graph, types }: Reach): Problem[] {
  const found: Problem[] = []
  const taken = new Set<string>()
  for (const { from, port, to } of edges) {
    const node = graph.nodes.get(from)
    if (!node) {
      found.push(problem('warning', graph.nodes.has(to) ? to : null, null, 'edge-from-nowhere'))
      continue
    }
    const type = types.get(node.type)
    const ports = type ? portsOf(type, node, suggests(type, node, settings.everythingSuggests)) : null
    const words = ports?.find((each) => each.port === port)?.words
    const values = { port: words ? { ...words } : port }
    // Ports of a suggestion stay wired while a step acts for a time; they are no mistake.
    const isKnown = ports === null || words !== undefined || (type?.acts && ['dismissed', 'expired', 'withdrawn'].includes(port))
    if (!isKnown) found.push(problem('error', from, port, 'unknown-port', values))
    const target = graph.nodes.get(to)
    if (!target) found.push(problem('error', from, port, 'edge-to-nowhere', values))
    if (target && graph.triggers.includes(to)) found.push(problem('error', from, port, 'edge-into-trigger'))
    const key = JSON.stringify([from, port])
    if (taken.has(key)) found.push(problem('error', from, port, 'two-edges-from-port', values))
    taken.add(key)
  }
  return found
}

/** A circle needs a step in it that waits for at least a minute, or one that counts. */
function checkCircles({ graph, types }: Reach): Problem[] {
  const pauses = (id: string) => {
    const node = graph.nodes.get(id)
    const type = node && types.get(node.type)
    return node && type ? counts(node, type) || (type.waits && !isTooQuick(node, type)) : false
  }
  return circles(graph, pauses).flatMap((circle) => {
    const nodes = circle.flatMap((id) => graph.nodes.get(id) ?? [])
    const quick = nodes.filter((node) => types.get(node.type)?.waits)
    if (quick.length > 0) return quick.map(({ id }) => problem('error', id, null, 'cycle-too-quick'))
    const steps = nodes.map((node) => ({ ...nodeTitle(node, types.get(node.type)) }))
    return [problem('error', circle[0] ?? null, null, 'cycle-without-wait', { steps })]
  })
}

const counts = (node: WorkflowNode, type: NodeTypeData): boolean => {
  const limit = type.params['limit']?.kind === 'number' ? paramValue(type, node, 'limit') : undefined
  return typeof limit === 'number' && limit > 0
}

function isTooQuick(node: WorkflowNode, type: NodeTypeData): boolean {
  const lengths = Object.entries(type.params).flatMap(([name, param]) => {
    const value = param.kind === 'duration' ? paramValue(type, node, name) : undefined
    return typeof value === 'string' ? [secondsIn(value) ?? 0] : []
  })
  return lengths.length > 0 && Math.max(...lengths) < 60
}

function checkJoins({ nodes, edges }: Workflow, { graph }: Reach): Problem[] {
  return nodes.flatMap((node) => {
    const wanted = joinOf(node)
    if (wanted === null || !graph.reachable.has(node.id)) return []
    const count = edges.filter(({ from, to }) => to === node.id && graph.reachable.has(from)).length
    if (count < 2) return [problem('warning', node.id, null, 'join-one-way')]
    if (typeof wanted === 'number' && wanted > count) return [problem('error', node.id, null, 'join-needs-more-ways', { wanted, count })]
    const forks = [...ancestors(graph, node.id)].some((id) => graph.nodes.get(id)?.type === 'logic.parallel')
    return wanted === 'any' || forks ? [] : [problem('error', node.id, null, 'join-never-complete')]
  })
}

const problem = (level: Problem['level'], node: string | null, param: string | null, code: string, values: JsonObject = {}): Problem => ({
  level,
  node,
  param,
  said: { code, with: values },
})
