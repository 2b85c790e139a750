/** A trail as people read it: one entry per stay at a step, with everything that happened there. Pure. */
import type { TrailStep } from '../../shared/api/workflows.ts'

/** One stay of a branch at a step; its `steps` are never empty. */
export interface Visit {
  readonly node: string
  readonly steps: readonly [TrailStep, ...TrailStep[]]
}

/** A step that suggests, waits and goes on is one stay of its branch. */
export function visitsIn(steps: readonly TrailStep[]): readonly Visit[] {
  const visits: { node: string; steps: [TrailStep, ...TrailStep[]] }[] = []
  const last = new Map<string, (typeof visits)[number]>()
  for (const step of steps) {
    const before = last.get(step.position)
    if (before?.node === step.node && !before.steps.at(-1)?.outcome.startsWith('leave:')) {
      before.steps.push(step)
      continue
    }
    const visit: (typeof visits)[number] = { node: step.node, steps: [step] }
    visits.push(visit)
    last.set(step.position, visit)
  }
  return visits
}

/** Names the stay that a step of a trail belongs to. */
export const stayOf = ({ node, visit }: Pick<TrailStep, 'node' | 'visit'>): string => `${node} ${visit}`

/** A trail in which one stay may have been tried again alone; `old` names those that were tried before that. */
interface Renewed {
  readonly steps: readonly TrailStep[]
  readonly old: ReadonlySet<string>
}

/** Puts the steps of one stay, tried `again`, where that stay stood; everything after it is old from then on. */
export function renewed({ steps, old }: Renewed, again: readonly [TrailStep, ...TrailStep[]]): Renewed {
  const stay = stayOf(again[0])
  const isOther = (step: TrailStep) => stayOf(step) !== stay
  const at = steps.findIndex((step) => !isOther(step))
  const after = steps.slice(at).filter(isOther)
  return {
    steps: [...steps.slice(0, at), ...again, ...after],
    old: new Set([...old, ...after.map(stayOf)].filter((each) => each !== stay)),
  }
}

/** What came in, out and why, of the whole stay: later entries win. */
export const detailOf = ({ steps }: Visit): TrailStep['detail'] => Object.assign({}, ...steps.map(({ detail }) => detail))
