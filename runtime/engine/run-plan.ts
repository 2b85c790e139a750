/** The plan of one run: that of its version, with what people have changed for this run alone. */
import type { Overrides, Run } from '../store/rows.ts'
import { type Asking, askPlan } from './asking.ts'
import { type Plan, withParams } from './plan.ts'

/** Null when the version is gone. */
export function* askPlanOf({ version, overrides }: Pick<Run, 'version' | 'overrides'>): Asking<Plan | null> {
  const plan = yield* askPlan(version)
  return plan && withOverrides(plan, overrides)
}

/** The plan with the parameters of these nodes replaced; nodes that it does not have are passed over. */
export function withOverrides(plan: Plan, overrides: Overrides | null): Plan {
  const known = Object.entries(overrides ?? {}).filter(([id]) => plan.nodes.has(id))
  if (known.length === 0) return plan
  const nodes = new Map(plan.nodes)
  for (const [id, { params }] of known) {
    const planned = nodes.get(id)
    if (planned) nodes.set(id, withParams(planned, params))
  }
  return { ...plan, nodes }
}
