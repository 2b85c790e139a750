/** Values that are not there: their step was deleted, their field is gone, or they are expressions of another tool. Pure. */
import { hasEntity } from '../../shared/entities.ts'
import { isKeptExpression } from '../../shared/kept.ts'
import { customFields, type Known } from '../../shared/known.ts'
import { nodeTitle } from '../../shared/node-type-data.ts'
import type { Problem } from '../../shared/problem.ts'
import { fieldAt } from '../../shared/rule-fields.ts'
import type { Words } from '../../shared/words.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'

/** A step by its id, a field by its path from the record, or what only another tool understands. */
export type Broken =
  | { readonly kind: 'step'; readonly id: string }
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'expression' }

/** What is gone of the value at a path; null when it is there, or cannot be known. */
export function brokenReference(path: string, workflow: Workflow, known: Known): Broken | null {
  if (isKeptExpression(path)) return { kind: 'expression' }
  const [root = '', first = '', ...rest] = path.split('.')
  if (root === 'node') return workflow.nodes.some(({ id }) => id === first) ? null : { kind: 'step', id: first }
  const entity = entityAt(root, workflow)
  const field = [first, ...rest].join('.')
  if (entity === null || fieldAt(entity, field, { custom: customFields(known) })) return null
  // Fields that people added are known only when the server has told of them.
  return known.custom === undefined ? null : { kind: 'field', field }
}

function entityAt(root: string, { settings: { subject } }: Workflow): string | null {
  if (root === 'subject') return subject !== null && hasEntity(subject) ? subject : null
  return root === 'owner' ? 'user' : root === 'company' ? 'company' : null
}

/** What a deleted step was called, as far as the earlier states of the draft or the live version still know it. */
export function nameOfDeleted(id: string, before: readonly Workflow[], types: NodeTypes): Words | null {
  for (const workflow of before.toReversed()) {
    const node = workflow.nodes.find((each) => each.id === id)
    if (node) return nodeTitle(node, types.get(node.type))
  }
  // Ids begin with the name of their type: "forReply-b6eb3bb4".
  const [start = ''] = id.split('-')
  return [...types.values()].find(({ type }) => type.endsWith(`.${start}`))?.title ?? null
}

/** A problem about a deleted step with what the step was called in the place of its id. */
export function namingDeleted(problem: Problem, before: readonly Workflow[], types: NodeTypes): Problem {
  const { said } = problem
  const step = said.code === 'reference-to-deleted' ? said.with?.['step'] : undefined
  const name = typeof step === 'string' ? nameOfDeleted(step, before, types) : null
  return name ? { ...problem, said: { ...said, with: { ...said.with, step: { ...name } } } } : problem
}
