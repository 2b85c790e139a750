/** Where a workflow names somebody of the team: as its owner, as who decides, as whom a step is for. */
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { NodeCommon, Workflow, WorkflowNode } from './workflow.ts'

/** The steps that name this address. */
export const stepsNaming = (workflow: Workflow, email: string): readonly WorkflowNode[] =>
  workflow.nodes.filter((node) => renamed(node, email, '') !== node)

/** The same workflow with another address wherever this one stands; the very same where it stands nowhere. */
export function withPersonRenamed(workflow: Workflow, from: string, to: string): Workflow {
  const nodes = workflow.nodes.map((node) => renamed(node, from, to))
  const isOwner = workflow.settings.owner === from
  if (!isOwner && nodes.every((node, at) => node === workflow.nodes[at])) return workflow
  return { ...workflow, nodes, settings: isOwner ? { ...workflow.settings, owner: to } : workflow.settings }
}

function renamed(node: WorkflowNode, from: string, to: string): WorkflowNode {
  const params = inParams(node.params, from, to)
  const common = node.common && inCommon(node.common, from, to)
  if (params === node.params && common === node.common) return node
  return { ...node, params, ...(common ? { common } : {}) }
}

function inCommon(common: NodeCommon, from: string, to: string): NodeCommon {
  const { owner, approver } = common
  const isApprover = approver?.who === 'user' && approver.email === from
  if (owner !== from && !isApprover) return common
  return { ...common, ...(owner === from ? { owner: to } : {}), ...(isApprover ? { approver: { who: 'user', email: to } } : {}) }
}

/** A parameter that is nothing but the address chooses a person; texts are lists and stay as they are. */
function inParams(params: JsonObject, from: string, to: string): JsonObject {
  let hasChanged = false
  const next = Object.entries(params).map(([name, value]) => {
    const now = value === from ? to : inValue(value, from, to)
    hasChanged ||= now !== value
    return [name, now] as const
  })
  return hasChanged ? Object.fromEntries(next) : params
}

function inValue(value: Json, from: string, to: string): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => inValue(item, from, to))
    return items.every((item, at) => item === value[at]) ? value : items
  }
  if (!isJsonObject(value)) return value
  if (value['who'] === 'user' && value['email'] === from) return { ...value, email: to }
  const next = Object.entries(value).map(([name, item]) => [name, inValue(item, from, to)] as const)
  return next.every(([name, item]) => item === value[name]) ? value : Object.fromEntries(next)
}
