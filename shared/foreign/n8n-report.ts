/** What became of a workflow of n8n, for its owner to look through: how much is here, and what is different from there. */

import { isJsonObject, type Json, type Said } from '../json.ts'
import { isKeptExpression } from '../kept.ts'
import type { Origin } from '../workflow.ts'
import type { N8nGraph } from './n8n-graph.ts'
import type { Placed } from './n8n-lines.ts'
import { isAccountPart } from './n8n-step.ts'
import { needsAccount } from './n8n-steps.ts'

/** What has to be set up here, as it had to be there: it takes nothing from the meaning of a step. */
const setUp: ReadonlySet<string> = new Set(['foreign-account', 'foreign-subscribe'])

/** Counts the steps, without notes and what hangs on an agent. A step is `whole` only when it means the same and nothing in it is left to fill in. */
export function originOf(steps: number, graph: N8nGraph, placed: readonly Placed[], cut: ReadonlySet<string>): Origin {
  const remarks: Origin['remarks'][number][] = []
  let whole = graph.through.size
  let partly = 0
  for (const { node } of placed) {
    const source = graph.nodes.get(node.id)
    const made = graph.made.get(node.id)
    if (!source || !made) continue
    const codes = [
      ...(made.lost ?? []),
      ...(needsAccount(source) && made.type === 'out.http' ? ['foreign-account'] : []),
      ...(cut.has(node.id) ? ['foreign-lost-line'] : []),
    ]
    remarks.push(...codes.map((code) => ({ node: node.id, said: code === 'foreign-form' ? formToMake(answersUsed(placed)) : { code } })))
    if (codes.every((code) => setUp.has(code)) && !holdsExpression(node.params)) whole++
    else partly++
  }
  return { tool: 'n8n', steps, whole, partly, remarks: remarks.slice(0, 1_000) }
}

const formToMake = (names: readonly string[]): Said =>
  names.length > 0 ? { code: 'foreign-form', with: { names } } : { code: 'foreign-form-alone' }

/** The names under which the answers to a form are used. */
const answersUsed = (placed: readonly Placed[]): readonly string[] => [
  ...new Set(
    placed.flatMap(({ node }) => [...JSON.stringify(node.params).matchAll(/"event\.(\w{1,60})"/g)].flatMap(([, name]) => name ?? [])),
  ),
]

/** Does an expression stand anywhere in it that was kept because nobody here understands it? */
function holdsExpression(value: Json): boolean {
  if (typeof value === 'string') return isKeptExpression(value) && !isAccountPart(value)
  if (Array.isArray(value)) return value.some(holdsExpression)
  return isJsonObject(value) && Object.values(value).some(holdsExpression)
}
