/** Tells people that a run needs attention: the owner of its flow, once a day for each step and reason, however many runs stop there. */
import type { Json, Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { nodeTitle, toNodeTypeData } from '../../shared/node-type-data.ts'
import { idFor } from '../../shared/seed.ts'
import type { Link } from '../../shared/suggestion.ts'
import { dayIn } from '../../shared/time.ts'
import type { Op, RecordChange } from '../store/port.ts'
import type { Position, Run } from '../store/rows.ts'
import { type Asking, askKeyed, askRecord, askWorkflow, stage } from './asking.ts'
import { successor, whoeverIsAbove } from './people.ts'
import type { Plan } from './plan.ts'

/** The operations that tell of positions which have just been parked. */
export function* tellOfParked(
  run: Run,
  parked: readonly Position[],
  plan: Plan,
  { now, zone }: { readonly now: Date; readonly zone: string },
): Asking<readonly Op[]> {
  const ops: Op[] = []
  const people = parked.length === 0 ? [] : yield* whoMends(plan)
  for (const { node, problem } of parked) {
    const day = dayIn(now, zone)
    const seed = `parked ${plan.workflow}/${node} ${reasonOf(problem)} ${day}`
    for (const person of people) {
      const id = idFor(seed, person.id, new Date(`${day}T00:00:00Z`))
      if (yield* askRecord('notification', id)) continue
      const change = notice(id, person, { code: 'run-needs-attention', with: wordsOf(node, problem, plan) }, run, stepOf(node, plan), now)
      yield* stage(change)
      ops.push({ op: 'change', change })
    }
  }
  return ops
}

/** The flow's owner by its settings, else whoever drew it, or who took over from them, else whoever is in charge. */
export function* whoMends({ workflow, content }: Pick<Plan, 'workflow' | 'content'>): Asking<readonly Fields[]> {
  const { owner } = content.settings
  const named = owner === undefined ? null : yield* askKeyed('user', owner)
  const drew = yield* successor(named ?? (yield* askRecord('user', (yield* askWorkflow(workflow))?.owner ?? null)))
  return drew ? [drew] : yield* whoeverIsAbove()
}

/** The innermost code: "parked because of an error" says less than the error. */
function reasonOf(problem: Said | null): string {
  const inner = problem?.with?.['reason'] as unknown as Said | undefined
  return inner?.code ?? problem?.code ?? ''
}

function wordsOf(node: string, problem: Said | null, plan: Plan): Record<string, Json> {
  const planned = plan.nodes.get(node)
  const title = planned ? nodeTitle(planned.node, planned.type ? toNodeTypeData(planned.type) : undefined) : node
  return { workflow: plan.content.name, node: title as Json, reason: problem as unknown as Json }
}

/** Where it stopped, in the drawing. */
const stepOf = (node: string, { workflow, content, nodes }: Plan): Link => ({
  entity: 'step',
  id: `${workflow}/${node}`,
  title: nodes.get(node)?.node.name ?? content.name,
})

const notice = (id: string, person: Fields, said: Said, run: Run, step: Link, at: Date): RecordChange => ({
  change: 'create',
  entity: 'notification',
  id,
  revision: null,
  fields: {
    owner: person.id,
    said: said as unknown as Json,
    links: [{ entity: 'run', id: run.id, title: String(said.with?.['workflow'] ?? '') }, { ...step }],
    contact: run.subjectEntity === 'contact' ? run.subject : null,
  },
  cause: { kind: 'run', id: run.id, depth: run.depth + 1 },
  at,
})
