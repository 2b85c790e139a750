/** Changes of records in the name of a step: staged for the rest of the turn, and committed with the run. */

import { type Asking, stage } from '../engine/asking.ts'
import type { Op, RecordChange } from '../store/port.ts'
import type { EffectContext } from './effect.ts'

type Change = Pick<RecordChange, 'change' | 'entity' | 'id' | 'fields' | 'add' | 'lists'>

/** Looks at no revision: a step changes a record as it finds it. The operations are still to be committed by the caller. */
export function* changes(wanted: readonly Change[], { cause, now }: EffectContext): Asking<readonly Op[]> {
  const ops: Op[] = []
  for (const one of wanted) {
    const change: RecordChange = { ...one, revision: null, cause, at: now }
    yield* stage(change)
    ops.push({ op: 'change', change })
  }
  return ops
}
