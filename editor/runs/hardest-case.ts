/** The record that leaves most of a flow's values empty: who can be written to well is seldom the problem. Pure. */
import type { Json } from '../../shared/json.ts'
import type { Workflow } from '../../shared/workflow.ts'

interface Candidate {
  readonly id: string
  readonly [field: string]: unknown
}

interface Hardest {
  readonly id: string
  /** Fields that the flow uses and the record does not have. */
  readonly empty: readonly string[]
}

/** Of the candidates the one with the most empty fields that the flow uses; the further fields decide between equals. */
export function hardestCase(workflow: Workflow, candidates: readonly Candidate[]): Hardest | null {
  const used = usedFields(workflow.nodes as unknown as Json)
  const emptyIn = (one: Candidate, fields: readonly string[]) => fields.filter((field) => isEmpty(one[field]))
  const [hardest] = candidates
    .map((one) => ({ id: one.id, empty: emptyIn(one, used), all: emptyIn(one, Object.keys(one)).length }))
    .sort((a, b) => b.empty.length - a.empty.length || b.all - a.all)
  return hardest ? { id: hardest.id, empty: hardest.empty } : null
}

/** The fields of the subject that stand in any text of the steps, each once. */
function usedFields(value: Json): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return unique(value.flatMap(usedFields))
  const { ref } = value as { readonly ref?: Json }
  const [root, field] = typeof ref === 'string' ? ref.split('.') : []
  if (root === 'subject' && field !== undefined) return [field]
  return unique(Object.values(value).flatMap((inner) => usedFields(inner ?? null)))
}

const unique = (all: readonly string[]) => [...new Set(all)]

const isEmpty = (value: unknown) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
