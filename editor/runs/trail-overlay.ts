/** What a trail lights up on the drawing: which steps were done, where it stands, which lines were taken. Pure. */
import type { TrailStep } from '../../shared/api/workflows.ts'
import type { Edge } from '../../shared/workflow.ts'
import { edgeId } from '../workflow/graph.ts'
import type { Overlay, StepState } from '../workflow/store.ts'

/** Where a run stands now; `state` as the engine names it. */
interface Standing {
  readonly node: string
  readonly state: string
}

/** The way of a run or a trial over its drawing. A step that was passed over is `skipped`. */
export function trailOverlay(edges: readonly Edge[], steps: readonly TrailStep[], standing: readonly Standing[]): Overlay {
  const states = new Map<string, StepState>()
  const left = new Set<string>()
  for (const { node, outcome, detail } of steps) {
    // Somebody has changed what the step will do; it may still be far ahead.
    if (outcome === 'changed') continue
    const port = portOf(outcome)
    if (port !== null) left.add(edgeId({ from: node, port }))
    states.set(node, stateAfter(outcome, detail))
  }
  const before = new Set(states.keys())
  for (const { node, state } of standing) {
    states.set(node, state === 'suggested' ? 'approval' : state === 'parked' ? 'failed' : 'waiting')
    before.add(node)
  }
  const taken = new Set<string>()
  for (const edge of edges) {
    if (!before.has(edge.from) || !before.has(edge.to)) continue
    const arrived = left.has(edgeId(edge)) || forked(steps, edge)
    if (arrived) taken.add(edgeId(edge))
  }
  return { states, taken, passed: new Map(), inside: new Map() }
}

/** The port of `leave:<port>`; null for other outcomes. */
export const portOf = (outcome: string): string | null => (outcome.startsWith('leave:') ? outcome.slice('leave:'.length) : null)

function stateAfter(outcome: string, detail: Readonly<Record<string, unknown>>): StepState {
  const why = detail['why']
  const code = typeof why === 'object' && why !== null && 'code' in why ? why.code : null
  if (code === 'switched-off' || code === 'skipped' || code === 'skipped-by') return 'skipped'
  if (outcome === 'moved') return 'skipped'
  if (outcome === 'fail') return 'failed'
  if (outcome === 'suggest') return 'approval'
  return outcome === 'wait' ? 'waiting' : 'done'
}

/** A fork leaves by all of its branches at once. */
const forked = (steps: readonly TrailStep[], edge: Edge): boolean =>
  steps.some(({ node, outcome }) => node === edge.from && outcome === 'fork')
