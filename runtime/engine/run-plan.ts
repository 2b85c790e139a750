/** The plan of one run: that of its version, with what people have changed for this run alone. */
import type { NodeCommon } from '../../shared/workflow.ts'
import type { DeliveryRow, Overrides, Run } from '../store/rows.ts'
import { type Asking, askPlan, askRun } from './asking.ts'
import { type Plan, withParams } from './plan.ts'

/** Null when the version is gone. */
export function* askPlanOf({ version, overrides }: Pick<Run, 'version' | 'overrides'>): Asking<Plan | null> {
  const plan = yield* askPlan(version)
  return plan && withOverrides(plan, overrides)
}

/** The plan by which something was sent, and what its step says beside its parameters; null where no step sent it. */
export function* planBehind({
  run,
  node,
}: Pick<DeliveryRow, 'run' | 'node'>): Asking<{ readonly plan: Plan; readonly common: NodeCommon | undefined } | null> {
  if (run === null || node === null) return null
  const loaded = yield* askRun(run)
  const plan = loaded && (yield* askPlanOf(loaded.run))
  return plan && { plan, common: plan.nodes.get(node)?.node.common }
}

/** The plan with the parameters of these nodes replaced; nodes that it does not have are passed over. */
export function withOverrides(plan: Plan, overrides: Overrides | null): Plan {
  const changed = Object.entries(overrides ?? {}).flatMap(([id, { params }]) => {
    const planned = plan.nodes.get(id)
    return planned ? [[id, withParams(planned, params)] as const] : []
  })
  return changed.length === 0 ? plan : { ...plan, nodes: new Map([...plan.nodes, ...changed]) }
}
