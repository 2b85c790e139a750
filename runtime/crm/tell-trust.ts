/** Tells who mends a flow, once, that a step has earned to act by itself; whether it does stays theirs to say. */
import type { Json, Said } from '../../shared/json.ts'
import { nodeTitle, toNodeTypeData } from '../../shared/node-type-data.ts'
import { idFor } from '../../shared/seed.ts'
import { decisionsIn, proposedMode, type StepTrust } from '../../shared/trust.ts'
import { askPlan, askRecord } from '../engine/asking.ts'
import { whoMends } from '../engine/attention.ts'
import { canonical } from '../engine/hash.ts'
import type { Task } from '../engine/pump.ts'
import type { Op } from '../store/port.ts'
import { linkToStep } from './feedback.ts'

interface Reached {
  readonly workflow: string
  /** The id of the newest one. */
  readonly version: string
  readonly node: string
  readonly trust: StepTrust
}

/** Nothing for a step that suggests no more, or that somebody was told of since it was last changed. */
export const tellTrust = ({ workflow, version, node, trust }: Reached): Task<null> =>
  function* ({ now }) {
    const plan = yield* askPlan(version)
    const planned = plan?.nodes.get(node)
    if (!plan || !planned || proposedMode(trust, planned.node.mode) !== 'act') return { ops: [], value: null }
    const title = nodeTitle(planned.node, planned.type ? toNodeTypeData(planned.type) : undefined)
    const said: Said = { code: 'trust-reached', with: { count: trust.unchanged, of: decisionsIn(trust), node: title as Json } }
    const links = [linkToStep(workflow, node, plan.content.name)]
    const seed = `trust ${workflow}/${node} ${canonical([planned.node.type, planned.node.params])}`
    const ops: Op[] = []
    for (const { id: owner } of yield* whoMends(plan)) {
      const id = idFor(seed, owner, new Date(0))
      if (yield* askRecord('notification', id)) continue
      const fields = { owner, said: said as unknown as Json, links: links as unknown as Json }
      const cause = { kind: 'system', id: 'trust', depth: 0 } as const
      ops.push({ op: 'change', change: { change: 'create', entity: 'notification', id, revision: null, fields, cause, at: now } })
    }
    return { ops, value: null }
  }
