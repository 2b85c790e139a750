/** The steps of a run or a trial as they are shown: the outcome, why in sentences, what came in and out, and by which names. */
import type { TrailStep } from '../../shared/api/workflows.ts'
import type { Effect } from '../../shared/effects.ts'
import { isJsonObject, type Said } from '../../shared/json.ts'
import { namesFor } from '../crm/effect-names.ts'
import type { StepRow } from '../store/rows.ts'
import type { Parts } from './parts.ts'
import { asSeen } from './record-list.ts'
import type { Person } from './rights.ts'

/** Records out of the sight of the reader are not named. `tried`: nothing of it has happened, so how the records are now is how they were before. */
export async function trailSteps(
  rows: readonly StepRow[],
  tried: boolean,
  person: Person,
  { store }: Pick<Parts, 'store'>,
): Promise<readonly TrailStep[]> {
  const names = await namesFor(rows.map(effectsIn), store)
  const seen = await asSeen(
    names.flatMap(({ links }) => links),
    person,
    store,
  )
  return rows.map(({ number, node, visit, position, at, outcome, detail }, index) => {
    const { links, before } = names[index] ?? { links: [], before: {} }
    return {
      number,
      node,
      visit,
      position,
      at: at.toISOString(),
      outcome,
      said: ['why', 'problem'].map((name) => detail[name]).filter(isSaid) as unknown as Said[],
      detail: { ...detail },
      links: links.map(seen).filter(({ hidden }) => !hidden),
      before: tried ? { ...before } : {},
    }
  })
}

const effectsIn = ({ detail }: StepRow): readonly Effect[] =>
  (Array.isArray(detail['effects']) ? detail['effects'] : []) as unknown as readonly Effect[]

const isSaid = (value: unknown): boolean => isJsonObject(value) && typeof value['code'] === 'string'
