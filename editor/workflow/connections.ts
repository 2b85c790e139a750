/** May this port lead to that step? The reasons are said to the one who draws. */
import type { Said } from '../../shared/json.ts'
import { isTrigger, type Workflow } from '../../shared/workflow.ts'
import type { End } from './commands.ts'
import { type NodeFacts, nodeById, reachableFrom } from './graph.ts'

/** Null when the connection is allowed, else why it is not. The codes are worded in `words/flows.ts`. */
export function refusal(workflow: Workflow, { from, port }: End, to: string, facts: NodeFacts): Said | null {
  const source = nodeById(workflow, from)
  const target = nodeById(workflow, to)
  if (!source || !target || ![...facts.portsOf(source), ...facts.sidePortsOf(source)].includes(port)) return { code: 'connect-missing' }
  if (from === to) return { code: 'connect-itself' }
  if (isTrigger(target)) return { code: 'connect-into-trigger' }
  if (spins(workflow, from, to, facts)) return { code: 'connect-loop' }
  return null
}

/** Would the edge close a loop in which nothing waits? */
function spins(workflow: Workflow, from: string, to: string, facts: NodeFacts): boolean {
  const pauses = (id: string) => {
    const node = nodeById(workflow, id)
    return node !== null && facts.waits(node)
  }
  if (pauses(from) || pauses(to)) return false
  return reachableFrom(workflow, to, (id) => !pauses(id)).has(from)
}
