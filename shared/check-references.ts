/** Do the values that a step uses exist, and will they be there when it runs? */
import { entityNamed, hasEntity } from './entities.ts'
import type { JsonObject, Said } from './json.ts'
import { expressionWords, isKeptExpression } from './kept.ts'
import { customFields, type Known } from './known.ts'
import { nodeTitle } from './node-type-data.ts'
import type { Problem } from './problem.ts'
import { fieldAt } from './rule-fields.ts'
import { ancestors, isCertain, type NodeTypes, type WorkflowGraph } from './workflow-graph.ts'

/** What a step can look back on. */
export interface Reach {
  readonly subject: string | null
  readonly graph: WorkflowGraph
  readonly types: NodeTypes
  readonly known: Known
}

/** What is wrong with a path such as `subject.firstName`. With `needed`, a value that may be empty is worth a warning. */
export function checkReference(path: string, node: string | null, needed: boolean, reach: Reach): Pick<Problem, 'level' | 'said'> | null {
  if (isKeptExpression(path)) return keptProblem(path)
  const [root = '', ...rest] = path.split('.')
  if (rest.length === 0 && root !== 'item') return error('reference-unreadable', { ref: path })
  if (rest.some((part) => part === '')) return error('reference-unreadable', { ref: path })
  switch (root) {
    case 'subject':
      if (reach.subject === null) return needed ? warning('reference-no-subject', { ref: path }) : null
      return hasEntity(reach.subject) ? checkField(reach.subject, rest, reach) : null
    case 'owner':
      return checkField('user', rest, reach)
    case 'company':
      return checkField('company', rest, reach)
    case 'event':
    case 'vars':
      return null
    case 'item':
      return node === null || isInsideList(node, reach) ? null : warning('reference-no-item', { ref: path })
    case 'node':
      return checkOutput(rest, node, needed, reach)
    default:
      return error('reference-unreadable', { ref: path })
  }
}

/** An expression of another tool, which a person has to replace by a value. */
export const keptProblem = (path: string): Pick<Problem, 'level' | 'said'> => ({
  level: 'to-fill-in',
  said: { code: 'expression-to-replace', with: { expression: expressionWords(path) } },
})

function checkField(entity: string, path: readonly string[], { known }: Reach): Pick<Problem, 'level' | 'said'> | null {
  if (fieldAt(entity, path.join('.'), { custom: customFields(known) })) return null
  return error('reference-unknown-field', { entity: { ...entityNamed(entity).title }, field: path.join('.') })
}

function checkOutput(
  [id = '', output]: readonly string[],
  node: string | null,
  needed: boolean,
  { graph, types }: Reach,
): Pick<Problem, 'level' | 'said'> | null {
  const earlier = graph.nodes.get(id)
  if (!earlier) return error('reference-to-deleted', { step: id })
  if (output === undefined) return error('reference-unreadable', { ref: `node.${id}` })
  const type = types.get(earlier.type)
  const step = { ...nodeTitle(earlier, type) }
  if (type && Object.keys(type.output).length > 0 && !Object.hasOwn(type.output, output)) {
    return error('reference-unknown-output', { step, output })
  }
  if (node === null || !graph.reachable.has(node)) return null
  if (!ancestors(graph, node).has(id)) return error('reference-to-later', { step })
  return needed && !isCertain(graph, id, node) ? warning('reference-may-be-empty', { step }) : null
}

/** Is there a step before this one that goes through a list? */
function isInsideList(node: string, { graph, types }: Reach): boolean {
  const goesThroughList = (id: string) => Object.hasOwn(types.get(graph.nodes.get(id)?.type ?? '')?.ports ?? {}, 'item')
  return [...ancestors(graph, node)].some(goesThroughList)
}

const error = (code: string, values: JsonObject): { level: 'error'; said: Said } => ({ level: 'error', said: { code, with: values } })
const warning = (code: string, values: JsonObject): { level: 'warning'; said: Said } => ({ level: 'warning', said: { code, with: values } })
